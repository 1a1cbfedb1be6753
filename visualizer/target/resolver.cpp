// SPDX-License-Identifier: BSL-1.0
//
// A place is resolved once: what is not known by then will not become known.
#include "visualizer/target/resolver.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

namespace looplab::target {
namespace {

constexpr std::size_t most_source_bytes = 1 << 20;
constexpr std::size_t most_source_files = 256;

std::vector<std::string> read_lines(const std::string& file) {
  std::vector<std::string> lines;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored) ||
      std::filesystem::file_size(file, ignored) > most_source_bytes) {
    return lines;
  }
  std::ifstream text(file);
  for (std::string line; std::getline(text, line);) {
    lines.push_back(std::move(line));
  }
  return lines;
}

/// "void shop::loop::run(int)" is called "run" here, as debug information calls
/// it; a name with operators or templates in it is left as it is.
void shorten(std::string& function) {
  const std::string_view whole(function);
  const std::string_view name = whole.substr(0, whole.find('('));
  if (name.find_first_of("<>") != std::string_view::npos ||
      name.find("operator") != std::string_view::npos) {
    return;
  }
  const std::size_t before = name.find_last_of(" :*&");
  function = std::string(
      before == std::string_view::npos ? name : name.substr(before + 1));
}

}  // namespace

void resolver::meet_processes(const trace::log& events) {
  while (memories_.size() < events.processes().size()) {
    memories_.emplace_back(events.processes()[memories_.size()].pid);
  }
}

debug_module* resolver::module_of(memory_map& memory, const mapping& part) {
  const std::string key = part.file + ":" + std::to_string(part.inode);
  const auto [known, is_new] = modules_.try_emplace(key, nullptr);
  if (is_new) {
    const std::string file = memory.file_of(part);
    const std::string name = std::filesystem::path(part.file).filename();
    known->second = file.empty() ? nullptr : debug_module::open(file, name);
  }
  return known->second.get();
}

void resolver::note_code(trace::log& into, std::uint16_t process,
                         const mapping& part, debug_module* module) {
  if (noted_.emplace(process, part.begin).second) {
    into.add_code_file({process, part.begin, part.end, part.offset, part.file,
                        module == nullptr ? "" : module->build_id()});
  }
}

std::vector<trace::frame_line> resolver::frames_of(trace::log& into,
                                                   const trace::place& where) {
  if (where.process >= memories_.size()) {
    return {};
  }
  // The instruction after the call may belong to another line.
  const std::uint64_t call = where.address - 1;
  memory_map& memory = memories_[where.process];
  const mapping* part = memory.find(call);
  if (part == nullptr) {
    return {};
  }
  debug_module* module = module_of(memory, *part);
  note_code(into, where.process, *part, module);
  if (module == nullptr) {
    const std::string name = std::filesystem::path(part->file).filename();
    return {{"", name, 0}};
  }
  return module->frames_at(call - part->begin + part->offset);
}

void resolver::make_absolute(trace::place& where) {
  for (trace::frame_line& frame : where.frames) {
    const std::filesystem::path file(frame.file);
    if (file.empty() || file.is_absolute() ||
        where.process >= memories_.size()) {
      continue;
    }
    memory_map& memory = memories_[where.process];
    const mapping* program = memory.program();
    debug_module* module =
        program == nullptr ? nullptr : module_of(memory, *program);
    if (module != nullptr) {
      frame.file = (module->compiled_in() / file).lexically_normal().string();
    }
  }
}

void resolver::load_sources(trace::log& into, const trace::place& where) {
  for (const trace::frame_line& frame : where.frames) {
    if (!is_user_code(frame.file) || sources_.size() >= most_source_files ||
        !sources_.insert(frame.file).second) {
      continue;
    }
    std::vector<std::string> lines = read_lines(frame.file);
    if (!lines.empty()) {
      into.add_source({frame.file, std::move(lines)});
    }
  }
}

void resolver::resolve(trace::log& into, std::size_t most) {
  using clock = std::chrono::steady_clock;
  constexpr std::chrono::milliseconds enough(8);
  const auto begin = clock::now();
  meet_processes(into);
  for (std::size_t done = 0; done < most && next_place_ < into.places();
       ++done) {
    if (done > 0 && clock::now() - begin > enough) {
      return;
    }
    trace::place& where =
        into.place_to_resolve(static_cast<std::uint32_t>(next_place_++));
    if (where.address != 0 && !where.resolved) {
      where.frames = frames_of(into, where);
    }
    for (trace::frame_line& frame : where.frames) {
      if (where.address == 0) {
        shorten(frame.function);
      }
    }
    make_absolute(where);
    where.resolved = true;
    load_sources(into, where);
  }
}

}  // namespace looplab::target
