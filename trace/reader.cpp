// SPDX-License-Identifier: BSL-1.0
//
// The read side's door: where the files are, and a follower for each.
#include "trace/reader.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>

#include "trace/detail/clock.hpp"
#include "trace/detail/follower.hpp"
#include "trace/detail/settings.hpp"

namespace looplab::trace {

namespace {

// A writer that read the clock publishes within nanoseconds unless it is
// interrupted in between; this covers an interrupt, not a lost time slice.
constexpr std::int64_t hold_back_ns = 1'000'000;

/// What a program left that was killed while it made its file. Such a file has
/// no header to be believed yet, so only the number in its name can tell.
bool is_half_of_the_dead(const std::filesystem::path& path) {
  const std::string name = path.filename();
  if (!name.starts_with('.') || path.extension() != ".half") {
    return false;
  }
  const long pid = std::strtol(name.c_str() + 1, nullptr, 10);
  return pid > 0 && kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH;
}

/// Two files of one number: the older one's program is no more.
void introduce_successors(const std::vector<detail::follower*>& all) {
  for (detail::follower* one : all) {
    for (const detail::follower* other : all) {
      one->meet(other->file().plan());
    }
  }
}

class file_reader final : public reader {
 public:
  explicit file_reader(std::shared_ptr<detail::trace_file> file)
      : file_(file), follower_(std::move(file)) {}

  ~file_reader() override {
    if (began_ && file_->intact()) {
      file_->head().recording.store(0);
    }
  }

  std::size_t drain(log& out, std::size_t most) override {
    return trace::drain({this}, out, settled_until(), most);
  }

  detail::follower& follows() { return follower_; }

  writer_state state() const override { return follower_.state(); }

  std::uint32_t pid() const override { return file_->plan().pid; }

  std::uint64_t inode() const override { return file_->inode(); }

  bool over() const override { return follower_.over(); }

  const std::string& successor() const override {
    return follower_.successor();
  }

  void begin_recording() override {
    std::uint32_t off = 0;
    if (file_->intact() &&
        file_->head().recording.compare_exchange_strong(off, 1)) {
      began_ = true;
    }
  }

 private:
  std::shared_ptr<detail::trace_file> file_;
  detail::follower follower_;
  bool began_ = false;
};

}  // namespace

std::optional<std::filesystem::path> trace_directory(std::string& error) {
  char path[256], why[512];
  if (!detail::find_directory(path, sizeof path, why, sizeof why)) {
    error = why;
    return std::nullopt;
  }
  return path;
}

std::filesystem::path trace_file_of(std::uint32_t pid) {
  std::string error;
  const auto directory = trace_directory(error);
  return directory ? *directory / (std::to_string(pid) + ".trace")
                   : std::filesystem::path();
}

std::int64_t settled_until() {
  return static_cast<std::int64_t>(detail::nanoseconds()) - hold_back_ns;
}

std::unique_ptr<reader> reader::open(const std::filesystem::path& file,
                                     std::string& error) {
  auto opened = detail::trace_file::open(file, error);
  if (opened == nullptr) {
    return nullptr;
  }
  return std::make_unique<file_reader>(std::move(opened));
}

std::size_t drain(const std::vector<reader*>& from, log& out,
                  std::int64_t until_ns, std::size_t most) {
  std::vector<detail::follower*> all;
  for (reader* one : from) {
    all.push_back(&static_cast<file_reader&>(*one).follows());
  }
  introduce_successors(all);
  const bool to_the_end = std::none_of(all.begin(), all.end(), [](auto* one) {
    return one->state() == writer_state::live;
  });
  constexpr auto no_limit = std::numeric_limits<std::size_t>::max();
  std::vector<entry> taken;
  for (detail::follower* one : all) {
    const auto part = one->gather(out, all.size() == 1 ? most : no_limit,
                                  until_ns, to_the_end);
    taken.insert(taken.end(), part.begin(), part.end());
  }
  // Stable, so that a process keeps its own order among equals.
  std::stable_sort(
      taken.begin(), taken.end(),
      [](const entry& a, const entry& b) { return a.t_ns < b.t_ns; });
  // What is learned late, that somebody had ended, is told late.
  std::int64_t told_ns = out.size() == 0 ? 0 : out[out.size() - 1].t_ns;
  for (entry& e : taken) {
    e.t_ns = told_ns = std::max(told_ns, e.t_ns);
    out.append(e);
  }
  return taken.size();
}

namespace {

bool is_older(const std::filesystem::path& file, std::chrono::seconds age) {
  std::error_code gone;
  const auto written = std::filesystem::last_write_time(file, gone);
  return !gone && std::filesystem::file_time_type::clock::now() - written > age;
}

}  // namespace

std::size_t sweep(std::chrono::seconds age) {
  std::string error;
  std::size_t removed = 0;
  const auto directory = trace_directory(error);
  if (!directory) {
    return 0;
  }
  std::error_code ignored;
  std::vector<std::filesystem::path> found, halves;
  for (const auto& one :
       std::filesystem::directory_iterator(*directory, ignored)) {
    // Our own: opening it here would drop our lock on it.
    if (one.path().extension() == ".trace" &&
        one.path().stem() != std::to_string(getpid())) {
      found.push_back(one.path());
    } else if (is_half_of_the_dead(one.path())) {
      halves.push_back(one.path());
    }
  }
  for (const auto& path : found) {
    const auto file = detail::trace_file::open(path, error);
    // An unlocked file has no writer, whoever may have its number today. But
    // a process in the middle of an exec is about to put a new file there.
    if (file != nullptr && is_older(path, age) &&
        !file->locked_by_other(layout::writer_lock_byte) &&
        detail::successor_of(*file) == "" &&
        std::filesystem::remove(path, ignored)) {
      ++removed;
    }
  }
  for (const auto& path : halves) {
    removed += std::filesystem::remove(path, ignored) ? 1 : 0;
  }
  return removed;
}

}  // namespace looplab::trace
