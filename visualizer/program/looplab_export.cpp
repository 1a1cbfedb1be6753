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
#include <string_view>
#include <utility>

#include "trace/recording.hpp"
#include "visualizer/export/cast.hpp"
#include "visualizer/export/moment.hpp"
#include "visualizer/export/page.hpp"
#include "visualizer/export/perfetto.hpp"
#include "visualizer/export/picture.hpp"
#include "visualizer/export/svg.hpp"
#include "visualizer/frame/compare_view.hpp"
#include "visualizer/frame/help.hpp"
#include "visualizer/frame/theme.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/program/speeds.hpp"

namespace {

using namespace looplab;

enum exit_code { done = 0, usage = 2, missing = 3 };

struct wishes {
  std::string file, to = "svg", at = "end", extent = "100x30", theme = "dark";
  std::string from = "start", until = "end", speed = "2";
  std::string output, screen = "live", beside;
  double idle = 2;
  exporting::picture how;
};

int complain(const std::string& sentence, exit_code code) {
  fmt::print(stderr, "looplab: {}\n", sentence);
  return code;
}

frame::grid picture_of(const model::timeline& time, const wishes& w,
                       std::size_t cursor) {
  frame::grid out = exporting::frame_at(time, w.how, cursor);
  if (w.screen == "help") {
    frame::draw_help(out, {frame::screen_kind::replay, ""},
                     frame::glyphs{w.how.ascii});
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

/// Both recordings at the moment of the first one; false and a sentence if the
/// second one cannot be read.
bool draw_beside(frame::grid& picture, const model::timeline& time,
                 const wishes& w, std::size_t cursor, std::string& error) {
  trace::log other;
  std::string note;
  if (!trace::read_recording(w.beside, other, note, error)) {
    return false;
  }
  model::timeline its_time(other);
  its_time.catch_up();
  const model::program_clock clock(time.events());
  const model::program_clock its_clock(other);
  const model::figure_book book(time.events(), clock);
  const model::figure_book its_book(other, its_clock);
  frame::comparer who;
  who.moment_ns = clock.at(cursor);
  who.steps = !w.how.real_time;
  who.titles = {w.file, w.beside};
  who.what = w.how.title.empty() ? "two recordings" : w.how.title;
  picture = frame::draw_compare(
      frame::compose({{{&time.events(), &time, &clock, &book},
                       {&other, &its_time, &its_clock, &its_book}}},
                     who, w.how.extent),
      w.how.extent, frame::glyphs{w.how.ascii});
  return true;
}

int export_moment(const model::timeline& time, const wishes& w) {
  std::string error;
  const auto cursor = exporting::moment_of(w.at, time, error);
  if (!cursor) {
    return complain(error, usage);
  }
  frame::grid picture = picture_of(time, w, *cursor);
  if (!w.beside.empty() && !draw_beside(picture, time, w, *cursor, error)) {
    return complain(error, missing);
  }
  return write_out(w.output, [&](std::ostream& out) {
    out << (w.to == "svg" ? exporting::svg_of(picture, w.how.theme)
                          : picture.text());
  });
}

int export_cast(const model::timeline& time, wishes w) {
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

int export_page(const model::timeline& time, const wishes& w) {
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

int run(wishes w) {
  std::string error;
  const auto extent = exporting::size_of(w.extent, error);
  if (!extent) {
    return complain(error, usage);
  }
  w.how.extent = *extent;
  w.how.projector = w.screen == "projector";
  w.how.theme = frame::theme_named(w.theme).value_or(frame::theme::dark);
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
  return w.to == "cast"   ? export_cast(time, w)
         : w.to == "html" ? export_page(time, w)
                          : export_moment(time, w);
}

/// Which formats an option says something to.
struct option_use {
  const char* option;
  std::string_view formats;
};

constexpr option_use uses[] = {
    {"--at", "svg text"},
    {"--screen", "svg text"},
    {"--beside", "svg text"},
    {"--theme", "svg text cast"},
    {"--size", "svg text cast html"},
    {"--title", "svg text cast html"},
    {"--real-time", "svg text cast html"},
    {"--ascii", "svg text cast html"},
    {"--from", "cast html"},
    {"--until", "cast html"},
    {"--speed", "cast"},
    {"--idle", "cast"},
};

/// One sentence if an option was given that would do nothing.
std::string unused_option(const CLI::App& app, const std::string& to) {
  for (const option_use& one : uses) {
    if (app.count(one.option) > 0 && one.formats.find(to) == one.formats.npos) {
      return fmt::format("{} means nothing to --to {}; it is for {}",
                         one.option, to, one.formats);
    }
  }
  return {};
}

void add_options(CLI::App& app, wishes& w) {
  app.add_option("file", w.file, "a recording: made by record or watch -o")
      ->required();
  app.add_option("--to", w.to, "svg, text, html, cast (asciinema) or perfetto")
      ->check(CLI::IsMember({"svg", "text", "html", "cast", "perfetto"}))
      ->capture_default_str();
  app.add_option("--at", w.at,
                 "svg, text: turn:N, turn:N+K, event:N, start or end")
      ->capture_default_str();
  app.add_option("--from", w.from, "html, cast: the first moment, as in --at")
      ->capture_default_str();
  app.add_option("--until", w.until, "html, cast: the last moment")
      ->capture_default_str();
  app.add_option("--speed", w.speed, "cast: events a second, or real")
      ->capture_default_str();
  app.add_option("--idle", w.idle, "cast: the longest pause, in seconds")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--size", w.extent, "columns x rows")->capture_default_str();
  app.add_option("--theme", w.theme, "dark, light or mono")
      ->check(CLI::IsMember({"dark", "light", "mono"}))
      ->capture_default_str();
  app.add_option("--title", w.how.title, "the words at the top left");
  app.add_option("--screen", w.screen, "svg, text: live, help or projector")
      ->check(CLI::IsMember({"live", "help", "projector"}))
      ->capture_default_str();
  app.add_option("--beside", w.beside,
                 "svg, text: compared with this recording");
  app.add_flag("--real-time", w.how.real_time,
               "columns of real time, as after key a; else of steps");
  app.add_flag("--ascii", w.how.ascii, "draw with ASCII characters only");
  app.add_option("-o,--output", w.output, "the file to write; none: stdout");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("A recording as a picture, as text, or for other tools.",
               "looplab export");
  wishes w;
  add_options(app, w);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : usage;
  }
  if (const std::string sentence = unused_option(app, w.to);
      !sentence.empty()) {
    return complain(sentence, usage);
  }
  return run(w);
}
