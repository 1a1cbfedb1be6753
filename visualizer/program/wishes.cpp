// SPDX-License-Identifier: BSL-1.0
//
// See wishes.hpp.
#include "visualizer/program/wishes.hpp"

#include <CLI/CLI.hpp>

#include "visualizer/program/limit_option.hpp"

namespace looplab::program {

namespace {

constexpr std::uint32_t most_pid = 1 << 22;  ///< the kernel's own limit

void add_look_options(CLI::App& verb, wishes& into) {
  verb.add_option("--theme", into.theme, "dark, light, mono or auto")
      ->check(CLI::IsMember({"dark", "light", "mono", "auto"}));
  verb.add_flag("--ascii", into.ascii, "draw with ASCII characters only");
  verb.add_flag("--no-mouse", into.no_mouse,
                "leave clicks and the wheel to the terminal");
  verb.add_flag("--no-sync", into.no_sync,
                "do not send synchronized-output sequences");
  verb.add_flag("--lines", into.lines, "one line for each event, no screen");
}

void describe_replay(CLI::App& replay, wishes& into) {
  replay.add_option("file", into.subject, "made by watch -o or record")
      ->required();
  auto* other =
      replay.add_option("other", into.other, "a second one, to compare with");
  auto* only = replay.add_flag("--warnings", into.warnings,
                               "print what it warns of, and end");
  only->excludes(other);
  replay.add_flag("--json", into.json, "warnings as one JSON object a line")
      ->needs(only);
}

void describe_attach(CLI::App& attach, wishes& into) {
  attach.add_option("-o,--output", into.recording, "record into this file");
  attach.add_option("pid", into.pid, "its process id")
      ->required()
      ->check(CLI::Range(std::uint32_t{1}, most_pid));
  auto* once =
      attach.add_flag("--once", into.once, "tell the state now and leave");
  auto* json = attach.add_flag("--json", into.json,
                               "as one JSON object: docs/attach-json.md");
  once->needs(json);
  json->needs(once);
}

}  // namespace

void describe(CLI::App& app, wishes& into) {
  app.require_subcommand(0, 1);
  const auto verb = [&](const char* name, const char* text) {
    CLI::App* out = app.add_subcommand(name, text);
    add_look_options(*out, into);
    out->callback([name, &into] { into.verb = name; });
    return out;
  };
  add_look_options(app, into);
  verb("home", "the home screen");
  verb("list", "the chapters, their question, their state")
      ->add_flag("--json", into.json, "one JSON object a line");
  CLI::App* learn = verb("learn", "a chapter's lesson");
  learn->add_option("-o,--output", into.recording, "record into this file");
  learn->add_option("chapter", into.subject, "its number")->required();
  CLI::App* watch = verb("watch", "any program, live");
  watch->add_option("-o,--output", into.recording, "record into this file");
  watch->add_flag("--held", into.held, "stand at the first point");
  watch->add_option("command", into.command, "-- PROGRAM ARGUMENTS")
      ->required();
  CLI::App* attach = verb("attach", "a running program, live");
  describe_attach(*attach, into);
  CLI::App* replay = verb("replay", "a recording, or two under one cursor");
  describe_replay(*replay, into);
  for (CLI::App* one : {watch, attach, replay}) {
    add_handler_limit(*one, into.limits);
  }
}

}  // namespace looplab::program
