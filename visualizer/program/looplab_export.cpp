// SPDX-License-Identifier: BSL-1.0
//
// looplab-export: one moment of a recording as a picture or as text, or all of
// it for other tools. Needs no terminal, and gives the same bytes for the same
// words, so that pages can be made again and compared.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "trace/recording.hpp"
#include "visualizer/export/beside.hpp"
#include "visualizer/export/cast.hpp"
#include "visualizer/export/moment.hpp"
#include "visualizer/export/page.hpp"
#include "visualizer/export/perfetto.hpp"
#include "visualizer/export/picture.hpp"
#include "visualizer/export/screen.hpp"
#include "visualizer/export/svg.hpp"
#include "visualizer/frame/theme.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/program/catalogue.hpp"
#include "visualizer/program/export_wishes.hpp"
#include "visualizer/program/home_loop.hpp"
#include "visualizer/program/speeds.hpp"

namespace {

using namespace looplab;
using program::export_wishes;

enum exit_code { done = 0, usage = 2, missing = 3 };

int complain(const std::string& sentence, exit_code code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
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

int write_picture(const frame::grid& picture, const export_wishes& w) {
  return write_out(w.output, [&](std::ostream& out) {
    out << (w.to == "svg" ? exporting::svg_of(picture, w.how.theme)
                          : picture.text());
  });
}

int export_beside(const model::timeline& time, const export_wishes& w,
                  std::size_t cursor) {
  trace::log other;
  std::string note, error;
  if (!trace::read_recording(w.beside, other, note, error)) {
    return complain(error, missing);
  }
  model::timeline its_time(other);
  its_time.catch_up();
  return write_picture(
      exporting::beside(time, its_time, {w.file, w.beside}, w.how, cursor), w);
}

int export_moment(const model::timeline& time, export_wishes w) {
  std::string error;
  if (!exporting::choose_process(time.events(), w.process, w.how.process,
                                 error)) {
    return complain(error, usage);
  }
  const auto cursor = exporting::moment_of(w.at, time, error, w.how.process);
  if (!cursor) {
    return complain(error, usage);
  }
  if (!w.beside.empty()) {
    return export_beside(time, w, *cursor);
  }
  const auto picture =
      exporting::screen_at(time, w.how, w.chosen, *cursor, error);
  return picture ? write_picture(*picture, w) : complain(error, usage);
}

/// Of this person's own progress, as the screen opens.
int export_home(const export_wishes& w) {
  std::vector<std::string> problems;
  const auto list = program::chapters(problems);
  return write_picture(
      frame::draw_home(program::home_as_it_opens(list, problems), w.how.extent,
                       frame::glyphs{w.how.ascii}),
      w);
}

int export_cast(const model::timeline& time, export_wishes w) {
  std::string error;
  const auto part = exporting::range_of(w.from, w.until, time, error);
  const auto speed = exporting::speed_of(w.speed, error);
  if (!part || !speed) {
    return complain(error, usage);
  }
  w.how.speed = *speed > 0 ? w.speed + " events/s" : "real speed";
  return write_out(w.output, [&](std::ostream& out) {
    exporting::write_cast(time, w.how, *part, {*speed, w.idle}, out);
  });
}

/// The speeds of the terminal; a page has no clock of the program's own.
exporting::page_options page_like_the_terminal() {
  exporting::page_options out;
  for (const program::speed_step& one : program::speeds) {
    const auto ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(one.interval);
    if (ms.count() > 0) {
      out.speeds.push_back({static_cast<int>(ms.count()), one.name});
    }
  }
  out.speed = program::slow_motion;
  return out;
}

int export_page(const model::timeline& time, const export_wishes& w) {
  std::string error;
  const auto part = exporting::range_of(w.from, w.until, time, error);
  if (!part) {
    return complain(error, usage);
  }
  const std::size_t stops = exporting::stops_of(time.events(), *part).size();
  if (stops > exporting::most_page_stops) {
    return complain(
        fmt::format("{} steps are too many for one page, which plays {}; "
                    "choose a part with --from turn:N --until turn:M",
                    stops, exporting::most_page_stops),
        usage);
  }
  return write_out(w.output, [&](std::ostream& out) {
    exporting::write_page(time, w.how, *part, page_like_the_terminal(), out);
  });
}

int run(export_wishes w) {
  std::string error;
  const auto extent = exporting::size_of(w.extent, error);
  if (!extent) {
    return complain(error, usage);
  }
  w.how.extent = *extent;
  w.how.theme = frame::theme_named(w.theme).value_or(frame::theme::dark);
  if (w.home()) {
    return export_home(w);
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
  model::timeline time(events);
  time.catch_up();
  model::warnings found(events);
  found.catch_up();
  w.how.warnings = &found;
  return w.to == "cast"   ? export_cast(time, w)
         : w.to == "html" ? export_page(time, w)
                          : export_moment(time, w);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("A recording as a picture, as text, or for other tools.",
               "looplab export");
  export_wishes w;
  program::describe(app, w);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage;
  }
  if (const std::string sentence = program::complete(app, w);
      !sentence.empty()) {
    return complain(sentence, usage);
  }
  return run(w);
}
