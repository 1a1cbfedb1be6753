// SPDX-License-Identifier: BSL-1.0
//
// Starts the target, follows it, and asks simple questions of a log.
#include "tests/trace/traced.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace looplab::trace::testing {

namespace {

support::launch how(const directory& where, std::vector<std::string> arguments,
                    const environment& more) {
  support::launch it;
  it.program = TRACE_TARGET;
  it.arguments = std::move(arguments);
  it.environment = {{"LOOPLAB_TRACE", "on"},
                    {"LOOPLAB_TRACE_DIR", where.path().string()}};
  // The first of two values counts, and `more` is put before these.
  it.environment.insert(it.environment.end(), more.begin(), more.end());
  return it;
}

}  // namespace

directory::directory(const std::filesystem::path& in) {
  std::string name = (in / "looplab-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("cannot make a directory below " + in.string());
  }
  path_ = name;
}

directory::~directory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path directory::file_of(pid_t pid) const {
  return path_ / (std::to_string(pid) + ".trace");
}

std::vector<std::filesystem::path> directory::files() const {
  std::vector<std::filesystem::path> all;
  for (const auto& one : std::filesystem::directory_iterator(path_)) {
    if (one.path().extension() == ".trace") {
      all.push_back(one.path());
    }
  }
  return all;
}

traced::traced(const directory& where, std::vector<std::string> arguments,
               const environment& more)
    : directory_(where.path()), program_(how(where, arguments, more)) {}

std::filesystem::path traced::file() const {
  return directory_ / (std::to_string(program_.pid()) + ".trace");
}

bool traced::attach() {
  std::string error;
  return support::eventually([&] {
    reader_ = reader::open(file(), error);
    return reader_ != nullptr;
  });
}

bool traced::drain_until(const std::function<bool(const log&)>& holds) {
  return support::eventually([&] {
    reader_->drain(log_);
    return holds(log_);
  });
}

bool traced::drain_to_the_end() {
  return drain_until(all_told);
}

bool all_told(const log& seen) {
  for (std::size_t i = seen.size(); i-- > 0;) {
    if (seen[i].kind == event_kind::note &&
        seen.text(seen[i].text) == "all told") {
      return true;
    }
    if (seen.size() - i > 100'000) {
      break;  // it is told last; a long log is not searched from end to end
    }
  }
  return false;
}

std::vector<entry> entries_of(const log& seen,
                              const std::function<bool(const entry&)>& wanted) {
  std::vector<entry> found;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (wanted(seen[i])) {
      found.push_back(seen[i]);
    }
  }
  return found;
}

std::vector<entry> entries_of(const log& seen, event_kind kind) {
  return entries_of(seen, [kind](const entry& e) { return e.kind == kind; });
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace looplab::trace::testing
