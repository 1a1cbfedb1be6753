// SPDX-License-Identifier: BSL-1.0
//
// looplab-export: one moment of a recording as a picture or as text, at any
// size. Needs no terminal, and gives the same bytes for the same words, so
// that pages can be made again and compared.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include "trace/recording.hpp"
#include "visualizer/export/moment.hpp"
#include "visualizer/export/perfetto.hpp"
#include "visualizer/export/svg.hpp"
#include "visualizer/frame/help.hpp"
#include "visualizer/frame/live_view.hpp"
#include "visualizer/frame/theme.hpp"
#include "visualizer/model/timeline.hpp"

namespace {

using namespace looplab;

enum exit_code { done = 0, usage = 2, missing = 3 };

struct wishes {
  std::string file, to = "svg", at = "end", extent = "100x30", theme = "dark";
  std::string output, title, screen = "live";
  bool ascii = false, real_time = false;
};

int complain(const std::string& sentence, exit_code code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
}

frame::viewer viewer_of(const trace::log& events, const wishes& w,
                        std::size_t cursor) {
  frame::viewer out;
  out.cursor = cursor;
  out.mode = frame::run_mode::replay;
  out.real_time_axis = w.real_time;
  if (!events.processes().empty()) {
    const trace::process_info& first = events.processes().front();
    out.title = fmt::format("{} · pid {}", first.name, first.pid);
  }
  if (!w.title.empty()) {
    out.title = w.title;
  }
  return out;
}

frame::grid picture_of(const trace::log& events, const model::timeline& time,
                       const wishes& w, std::size_t cursor,
                       frame::size extent) {
  const frame::glyphs glyphs{w.ascii};
  const auto view =
      frame::compose(events, time, viewer_of(events, w, cursor), extent);
  frame::grid out = frame::draw_live(view, extent, glyphs);
  if (w.screen == "help") {
    frame::draw_help(out, {frame::screen_kind::replay, ""}, glyphs);
  }
  return out;
}

/// Calls `write(stream)` for the file that is asked for, or for stdout.
template <class Write>
int write_out(const std::string& name, Write write) {
  const bool to_file = !name.empty() && name != "-";
  std::ofstream file;
  if (to_file) {
    file.open(name, std::ios::binary | std::ios::trunc);
  }
  std::ostream& out = to_file ? file : std::cout;
  if (out) {
    write(out);
    out.flush();
  }
  return out ? done
             : complain(fmt::format("cannot write {}: {}",
                                    to_file ? "'" + name + "'" : "to stdout",
                                    std::strerror(errno)),
                        missing);
}

int export_moment(const trace::log& events, const wishes& w,
                  frame::size extent) {
  model::timeline time(events);
  time.catch_up();
  std::string error;
  const auto cursor = exporting::moment_of(w.at, time, error);
  if (!cursor) {
    return complain(error, usage);
  }
  const frame::grid picture = picture_of(events, time, w, *cursor, extent);
  const auto theme = frame::theme_named(w.theme).value_or(frame::theme::dark);
  return write_out(w.output, [&](std::ostream& out) {
    out << (w.to == "svg" ? exporting::svg_of(picture, theme) : picture.text());
  });
}

int run(const wishes& w) {
  std::string error;
  const auto extent = exporting::size_of(w.extent, error);
  if (!extent) {
    return complain(error, usage);
  }
  trace::log events;
  std::string note;
  if (!trace::read_recording(w.file, events, note, error)) {
    return complain(error, missing);
  }
  if (!note.empty()) {
    fmt::print(stderr, "looplab: {}\n", note);
  }
  if (w.to == "perfetto") {
    return write_out(w.output, [&](std::ostream& out) {
      exporting::write_perfetto(events, out);
    });
  }
  return export_moment(events, w, *extent);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("One moment of a recording as a picture or as text.",
               "looplab export");
  wishes w;
  app.add_option("file", w.file, "a recording: made by record or watch -o")
      ->required();
  app.add_option("--to", w.to, "svg, text or perfetto")
      ->check(CLI::IsMember({"svg", "text", "perfetto"}))
      ->capture_default_str();
  app.add_option("--at", w.at, "turn:N, turn:N+K, event:N, start or end")
      ->capture_default_str();
  app.add_option("--size", w.extent, "columns x rows")->capture_default_str();
  app.add_option("--theme", w.theme, "dark, light or mono")
      ->check(CLI::IsMember({"dark", "light", "mono"}))
      ->capture_default_str();
  app.add_option("--title", w.title, "the words at the top left");
  app.add_option("--screen", w.screen, "live or help")
      ->check(CLI::IsMember({"live", "help"}))
      ->capture_default_str();
  app.add_flag("--real-time", w.real_time,
               "columns of real time, as after key a; else of steps");
  app.add_flag("--ascii", w.ascii, "draw with ASCII characters only");
  app.add_option("-o,--output", w.output, "the file to write; none: stdout");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage;
  }
  return run(w);
}
