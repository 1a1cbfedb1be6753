// SPDX-License-Identifier: BSL-1.0
//
// See comparison.hpp. The clients are a lesson's clients with one script for
// every chapter: all four are there before the first of them is answered.
#include "visualizer/program/comparison.hpp"

#include <fmt/core.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <vector>

#include "visualizer/program/compare_loop.hpp"
#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace {

constexpr const char* the_clients =
    "the same four clients: two want a quote, two say hello";

std::vector<target::lesson_step> the_script() {
  return {{"listening", "client 1 GET /quote?symbol=ABC", ""},
          {"client 1 connected", "client 2 GET /quote?symbol=DEF", ""},
          {"client 2 connected", "client 3 GET /hello", ""},
          {"client 3 connected", "client 4 GET /hello", ""},
          {"client 1 answered", "client 1 close", ""},
          {"client 2 answered", "client 2 close", ""},
          {"client 3 answered", "client 3 close", ""},
          {"client 4 answered", "client 4 close", ""}};
}

/// How waiting for a run ended.
enum class outcome { over, left, quit };

bool wants_to_leave(int key) {
  return key == 'q' || key == frame::key_escape || key == frame::key_backspace;
}

/// Runs a server's clients to their end, and tells on the screen how far it is.
class watched_run {
 public:
  watched_run(terminal::screen& screen, frame::progress_view& view)
      : screen_(screen), view_(view) {}

  outcome to_end(session& run, std::size_t row) {
    run.release();
    while (!run.lesson_finished() && !run.ended()) {
      run.collect(std::chrono::steady_clock::now());
      show(row, fmt::format("{} events", run.events().size()));
      wait(run);
      if (screen_.handle_signals()) {
        return outcome::quit;
      }
      if (wants_to_leave(screen_.key())) {
        return outcome::left;
      }
    }
    while (run.collect(std::chrono::steady_clock::now()) > 0) {
    }
    run.resolve_all();
    show(row, "is over");
    return outcome::over;
  }

 private:
  void show(std::size_t row, const std::string& how_far) {
    view_.rows[row].second = how_far;
    screen_.show(
        frame::draw_progress(view_, screen_.extent(), screen_.glyphs()));
  }

  void wait(const session& run) {
    constexpr int look_every_ms = 10;
    std::vector<pollfd> fds = {{screen_.input(), POLLIN, 0},
                               {screen_.signals(), POLLIN, 0}};
    for (const int fd : run.descriptors()) {
      fds.push_back({fd, POLLIN, 0});
    }
    poll(fds.data(), fds.size(), look_every_ms);
  }

  terminal::screen& screen_;
  frame::progress_view& view_;
};

}  // namespace

run_pair pair_of(const std::array<std::string, 2>& files, session& first,
                 session& second) {
  first.read_all();
  second.read_all();
  const auto title = [](const std::filesystem::path& file, const session& run) {
    return file.filename().string() + " · " + run.title();
  };
  return {{&first, &second},
          {title(files[0], first), title(files[1], second)},
          "two recordings"};
}

leave compare_runs(terminal::screen& screen, const run_pair& both) {
  const finished_run a(*both.runs[0]);
  const finished_run b(*both.runs[1]);
  return compare_loop(screen, {a.source(), b.source()}, both.titles, both.what)
      .run();
}

std::string compared_in_lines(const run_pair& both) {
  constexpr frame::size page{80, 24};
  const finished_run a(*both.runs[0]);
  const finished_run b(*both.runs[1]);
  frame::comparer who;
  who.titles = both.titles;
  who.what = "both at their end";
  who.playing = true;  // nobody paused it
  who.moment_ns = std::max(a.clock.length(), b.clock.length());
  frame::grid picture = frame::draw_compare(
      frame::compose({a.source(), b.source()}, who, page), page, {});
  std::string out;
  for (int y = 0; y < page.rows - 2; ++y) {  // no cursor, no keys
    std::string row = picture.row(y);
    row.erase(row.find_last_not_of(' ') + 1);
    out += row + '\n';
  }
  return out;
}

leave compare_chapters(terminal::screen& screen, const target::lesson& first,
                       const target::lesson& second, std::string& error) {
  const target::lesson* both[] = {&first, &second};
  frame::progress_view view;
  view.title = fmt::format("COMPARE  {}", the_clients);
  view.way_out = "q leaves";
  for (const target::lesson* one : both) {
    view.rows.emplace_back(one->number + " " + one->title, "comes");
  }
  std::unique_ptr<session> runs[2];
  watched_run watched(screen, view);
  for (std::size_t i = 0; i < 2; ++i) {
    target::lesson asked = *both[i];
    asked.script = the_script();
    runs[i] = session::learn(asked, programs_folder(), false, error);
    if (!runs[i]) {
      return leave::back;
    }
    const outcome how = watched.to_end(*runs[i], i);
    error = runs[i]->lesson_problem();
    runs[i]->finish();
    if (how != outcome::over || !error.empty()) {
      return how == outcome::quit ? leave::quit : leave::back;
    }
  }
  return compare_runs(screen, {{runs[0].get(), runs[1].get()},
                               {runs[0]->title(), runs[1]->title()},
                               the_clients});
}

}  // namespace looplab::program
