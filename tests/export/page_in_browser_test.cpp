// SPDX-License-Identifier: BSL-1.0
//
// Lesson 06 as a page in a real browser: every step shows what the terminal
// shows, keys and mouse do what they say, and nothing is complained of.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
#include "trace/recording.hpp"
#include "visualizer/export/cell_patch.hpp"
#include "visualizer/export/json_text.hpp"
#include "visualizer/export/picture.hpp"
#include "visualizer/frame/layout.hpp"

namespace looplab::tests {

namespace {

/// The rows of a frame and the looks of its cells, without the last row: there
/// the page has buttons.
std::string on_a_page(const frame::grid& one) {
  std::string text, looks;
  for (int y = 0; y + 1 < one.extent().rows; ++y) {
    const std::string row = one.row(y);
    text += row.substr(0, row.find_last_not_of(' ') + 1) + '\n';
    for (int x = 0; x < one.extent().columns; ++x) {
      looks += exporting::look_letter(one.at(x, y));
    }
  }
  return text + looks;
}

void copy(const frame::grid& from, const frame::area& part, frame::grid& to) {
  for (int y = part.y; y < part.y + part.rows; ++y) {
    for (int x = part.x; x < part.x + part.columns; ++x) {
      const frame::cell& one = from.at(x, y);
      to.put(x, y, one.glyph, one.look);
      if (one.reversed) {
        to.reverse(x, y, 1);
      }
    }
  }
}

/// Where the lanes' marks and names are, also with a lesson's caption, which
/// leaves them a row less.
frame::area names_in(frame::size extent) {
  const frame::live_layout at = frame::layout_of(extent, true);
  return {0, at.who_row + 1, at.lane_x - 1, at.lane_rows};
}

class page_in_browser : public testing::Test {
 protected:
  std::string run(std::string program, std::vector<std::string> arguments) {
    support::process one({std::move(program), std::move(arguments),
                          records_.environment(SHARE_FOLDER)});
    code_ = one.wait(std::chrono::minutes(2)).value_or(-1);
    return one.output();
  }

  /// What the terminal shows at each stop; at one of them also as the text
  /// export says it.
  void write_texts() {
    trace::log events;
    std::string note, error, out;
    ASSERT_TRUE(trace::read_recording(recording_, events, note, error))
        << error;
    model::timeline time(events);
    time.catch_up();
    model::warnings found(events);
    found.catch_up();
    exporting::picture how;
    how.warnings = &found;
    const auto stops = exporting::stops_of(events, {0, events.size()});
    for (const bool real_time : {false, true}) {
      how.real_time = real_time;
      out += real_time ? "],[" : "[[";
      for (const std::size_t stop : stops) {
        out += stop == stops.front() ? "" : ",\n";
        exporting::append_json_bytes(
            out, on_a_page(exporting::frame_at(time, how, stop)));
      }
    }
    how.real_time = false;
    std::ofstream(texts_) << out << "],\n"
                          << of_a_lane(time, how, stops) << "]";
    const std::size_t some = stops[stops.size() / 2];
    EXPECT_EQ(run(LOOPLAB_EXPORT, {recording_, "--to", "text", "--at",
                                   "event:" + std::to_string(some)}),
              exporting::frame_at(time, how, some).text());
  }

  /// The second lane of the last stop, chosen: its mark at each stop, and where
  /// the model says that it changes. The rest of the screen stays with what
  /// happens.
  static std::string of_a_lane(const model::timeline& time,
                               const exporting::picture& plain,
                               const std::vector<std::size_t>& stops) {
    const model::state now = time.at(stops.back());
    const model::task lane = now.tasks.at(1);
    exporting::picture how = plain;
    how.selected = lane.self;
    how.selected_process = lane.process;
    std::string changes, screens;
    std::size_t change = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      const std::size_t stop = stops[i];
      if (i == 0 || stop == change) {
        change = time.next_change(stop, lane.self, lane.process);
        changes += (i == 0 ? "" : ",") + std::to_string(i);
      }
      frame::grid drawn = exporting::frame_at(time, plain, stop);
      copy(exporting::frame_at(time, how, stop), names_in(how.extent), drawn);
      screens += screens.empty() ? "" : ",\n";
      exporting::append_json_bytes(screens, on_a_page(drawn));
    }
    return "{\"changes\":[" + changes + "],\"screens\":[" + screens + "]}";
  }

  void play() {
    write_texts();
    ASSERT_FALSE(HasFatalFailure());
    std::string said =
        run(LOOPLAB_EXPORT, {recording_, "--to", "html", "-o", page_});
    ASSERT_EQ(code_, 0) << said;
    said = run("python3", {CHECK, page_, texts_, picture_});
    if (code_ == 77) {
      GTEST_SKIP() << said;
    }
    EXPECT_EQ(code_, 0) << said;
    EXPECT_GT(std::filesystem::file_size(picture_), 10'000u);
  }

  own_records records_;
  std::string recording_ = records_.file("run.loop");
  std::string page_ = records_.file("run.html");
  std::string texts_ = records_.file("texts.json");
  std::string picture_ = records_.file("screen.png");
  int code_ = -1;
};

TEST_F(page_in_browser, plays_lesson_06) {
  const std::string said =
      run(LOOPLAB_VIEW, {"learn", "06", "--lines", "-o", recording_});
  ASSERT_EQ(code_, 0) << said;
  play();
}

TEST_F(page_in_browser, plays_what_is_called_like_markup) {
  log_builder made(4711, "</title><script>alert(1)</script>");
  const trace::id loop = log_builder::fd(4);
  made.create(trace::thing_kind::loop, loop, "loop");
  made.task(1, "</script><img src=x onerror=alert(1)>").task(2, "-->]]>");
  for (int turn = 0; turn < 20; ++turn) {
    made.poll_begin(loop).poll_end(loop, 1).wake(1).run(1);
    made.stop(1, trace::wait_why::io, log_builder::fd(7)).wake(2).run(2);
    made.stop(2, trace::wait_why::io, log_builder::fd(8));
  }
  made.wake(1).run(1).note(1, "<!-- \"]}';\xff\xe2\x80\xa8");
  std::string error;
  auto file = trace::recording_writer::create(recording_, error);
  ASSERT_TRUE(file && file->finish(made.events(), error)) << error;
  play();
}

}  // namespace

}  // namespace looplab::tests
