// SPDX-License-Identifier: BSL-1.0
//
// See export_wishes.hpp.
#include "visualizer/program/export_wishes.hpp"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <string_view>

namespace looplab::program {

namespace {

/// Which words an option says something to.
struct option_use {
  const char* option;
  std::string_view words;
};

constexpr option_use formats_of[] = {
    {"--at", "svg text"},
    {"--screen", "svg text"},
    {"--task", "svg text"},
    {"--waiters", "svg text"},
    {"--search", "svg text"},
    {"--filter", "svg text"},
    {"--process", "svg text"},
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

constexpr option_use screens_of[] = {
    {"--at", "live projector detail warnings help compare"},
    {"--task", "live projector detail"},
    {"--waiters", "detail"},
    {"--search", "help"},
    {"--filter", "live projector"},
    {"--process", "live projector detail"},
    {"--title", "live projector warnings help compare"},
    {"--real-time", "live projector compare"},
};

constexpr const char* screen_names =
    "live, projector, detail, warnings, help and home";

bool has_word(std::string_view words, std::string_view word) {
  return (" " + std::string(words) + " ").find(" " + std::string(word) + " ") !=
         std::string::npos;
}

std::string unused_option(const CLI::App& app, const export_wishes& w) {
  for (const option_use& one : formats_of) {
    if (app.count(one.option) > 0 && !has_word(one.words, w.to)) {
      return fmt::format("{} means nothing to --to {}; it is for {}",
                         one.option, w.to, one.words);
    }
  }
  if (w.to != "svg" && w.to != "text") {
    return {};
  }
  const std::string screen = w.beside.empty() ? w.screen : "compare";
  for (const option_use& one : screens_of) {
    if (app.count(one.option) > 0 && !has_word(one.words, screen)) {
      return fmt::format("{} means nothing to {}; it is for {}", one.option,
                         w.beside.empty() ? "--screen " + screen : "--beside",
                         one.words);
    }
  }
  return {};
}

void describe_moment(CLI::App& app, export_wishes& w) {
  app.add_option("--at", w.at,
                 "svg, text: turn:N, turn:N+K, event:N, caption:N, warning:N, "
                 "start or end")
      ->capture_default_str();
  app.add_option("--screen", w.screen,
                 "svg, text: live, projector, detail (of one task), warnings, "
                 "help, or home (of no recording)")
      ->capture_default_str();
  app.add_option("--task", w.chosen.task,
                 "the chosen task, by its name or as on the screen: t3; else "
                 "the one that runs");
  app.add_flag("--waiters", w.chosen.waiters,
               "detail: who waits for it, as after key u; else why it waits");
  app.add_option("--filter", w.how.filter,
                 "only these lanes: a part of a name, state:ready, waits:lock");
  app.add_option("--process", w.process,
                 "one of a family, as after key m: 1 is the first; else all")
      ->check(CLI::PositiveNumber);
  app.add_option("--search", w.chosen.search, "help: what was typed into it");
  app.add_option("--beside", w.beside,
                 "svg, text: compared with this recording");
}

void describe_part(CLI::App& app, export_wishes& w) {
  app.add_option("--from", w.from, "html, cast: the first moment, as in --at")
      ->capture_default_str();
  app.add_option("--until", w.until, "html, cast: the last moment")
      ->capture_default_str();
  app.add_option("--speed", w.speed, "cast: events a second, or real")
      ->capture_default_str();
  app.add_option("--idle", w.idle, "cast: the longest pause, in seconds")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

}  // namespace

void describe(CLI::App& app, export_wishes& w) {
  app.add_option("file", w.file, "a recording: made by record or watch -o");
  app.add_option("--to", w.to, "svg, text, html, cast (asciinema) or perfetto")
      ->check(CLI::IsMember({"svg", "text", "html", "cast", "perfetto"}))
      ->capture_default_str();
  describe_moment(app, w);
  describe_part(app, w);
  app.add_option("--size", w.extent, "columns x rows")->capture_default_str();
  app.add_option("--theme", w.theme, "dark, light or mono")
      ->check(CLI::IsMember({"dark", "light", "mono"}))
      ->capture_default_str();
  app.add_option("--title", w.how.title, "the words at the top left");
  app.add_flag("--real-time", w.how.real_time,
               "columns of real time, as after key a; else of steps");
  app.add_flag("--ascii", w.how.ascii, "draw with ASCII characters only");
  app.add_option("-o,--output", w.output, "the file to write; none: stdout");
}

std::string complete(const CLI::App& app, export_wishes& w) {
  const auto named = exporting::screen_named(w.screen);
  if (!named && !w.home()) {
    return fmt::format("there is no screen '{}'; there are {}", w.screen,
                       screen_names);
  }
  if (std::string unused = unused_option(app, w); !unused.empty()) {
    return unused;
  }
  if (!w.beside.empty() && app.count("--screen") > 0) {
    return "--beside is a screen of its own: leave --screen out";
  }
  if (w.home() != w.file.empty()) {
    return w.home() ? fmt::format(
                          "the home screen is of no recording: leave "
                          "'{}' out",
                          w.file)
                    : "say which recording: looplab export FILE";
  }
  w.chosen.of = named.value_or(exporting::screen::live);
  return {};
}

}  // namespace looplab::program
