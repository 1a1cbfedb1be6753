// SPDX-License-Identifier: BSL-1.0
//
// looplab-export as a person runs it: a recording in, a picture out, one
// sentence and an exit code when it cannot.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/support/process.hpp"
#include "trace/recording.hpp"

namespace looplab::tests {

namespace {

namespace fs = std::filesystem;

class export_program : public testing::Test {
 protected:
  export_program() {
    log_builder made;
    const trace::id loop = log_builder::fd(4);
    made.create(trace::thing_kind::loop, loop, "loop").task(1, "client 1");
    made.poll_begin(loop).poll_end(loop, 1).wake(1).run(1);
    write(recording_, made.events());
  }

  ~export_program() override { fs::remove_all(folder_); }

  static void write(const fs::path& name, const trace::log& events) {
    std::string error;
    auto file = trace::recording_writer::create(name, error);
    if (!file || !file->finish(events, error)) {
      ADD_FAILURE() << error;
    }
  }

  int run(std::vector<std::string> arguments) {
    // The person's own records, which the home screen shows, are none.
    support::process program({LOOPLAB_EXPORT,
                              std::move(arguments),
                              {{"XDG_DATA_HOME", folder_.native()},
                               {"LOOPLAB_SHARE", SHARE_FOLDER}}});
    const int code = program.wait().value_or(-1);
    said_ = program.output();
    return code;
  }

  static fs::path make_folder() {
    std::string name = fs::temp_directory_path() / "looplab-export-XXXXXX";
    return ::mkdtemp(name.data());
  }

  fs::path folder_ = make_folder();
  fs::path recording_ = folder_ / "run.loop";
  std::string said_;
};

TEST_F(export_program, prints_text_of_the_size_asked_for) {
  EXPECT_EQ(run({recording_, "--to", "text", "--size", "80x24", "--at", "end"}),
            0);
  EXPECT_EQ(std::ranges::count(said_, '\n'), 24);
  EXPECT_NE(said_.find("client 1"), said_.npos) << said_;
  EXPECT_NE(said_.find("REPLAY"), said_.npos);
}

TEST_F(export_program, writes_the_same_picture_twice) {
  const auto written = [this](const char* name) {
    EXPECT_EQ(run({recording_, "--at", "turn:1", "-o", folder_ / name}), 0)
        << said_;
    std::ifstream in(folder_ / name);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const std::string once = written("a.svg");
  EXPECT_TRUE(once.starts_with("<svg"));
  EXPECT_EQ(once, written("b.svg"));
}

TEST_F(export_program, writes_a_cast_of_a_part) {
  const std::vector<std::string> whole = {recording_, "--to", "cast"};
  EXPECT_EQ(run(whole), 0);
  const std::string all = said_;
  EXPECT_TRUE(all.starts_with("{\"version\":2,")) << all;
  EXPECT_EQ(run({recording_, "--to", "cast", "--from", "turn:1", "--until",
                 "turn:1+1", "--speed", "5"}),
            0);
  EXPECT_LT(said_.size(), all.size());
}

TEST_F(export_program, writes_a_trace) {
  EXPECT_EQ(run({recording_, "--to", "perfetto"}), 0);
  EXPECT_NE(said_.find("\"traceEvents\":["), said_.npos) << said_;
}

TEST_F(export_program, writes_a_page_but_none_too_long_to_open) {
  EXPECT_EQ(run({recording_, "--to", "html"}), 0);
  EXPECT_TRUE(said_.starts_with("<!DOCTYPE html>")) << said_;
  log_builder made;
  for (int i = 0; i < 6000; ++i) {
    made.act(log_builder::fd(7), trace::verb::read, 5);
  }
  const fs::path longer = folder_ / "longer.loop";
  write(longer, made.events());
  EXPECT_EQ(run({longer, "--to", "html"}), 2);
  EXPECT_NE(said_.find("6001 steps are too many for one page"), said_.npos)
      << said_;
  EXPECT_EQ(run({longer, "--to", "html", "--until", "event:20"}), 0);
}

TEST_F(export_program, refuses_what_would_do_nothing) {
  EXPECT_EQ(run({recording_, "--to", "perfetto", "--at", "end"}), 2);
  EXPECT_NE(said_.find("--at means nothing to --to perfetto"), said_.npos);
  EXPECT_EQ(run({recording_, "--to", "svg", "--speed", "3"}), 2);
}

TEST_F(export_program, draws_each_screen_by_its_name) {
  const auto text_of = [this](std::vector<std::string> more) {
    more.insert(more.begin(), {"--to", "text"});
    EXPECT_EQ(run(std::move(more)), 0) << said_;
    return said_;
  };
  const auto shows = [&](const std::vector<std::string>& more,
                         const char* words) {
    const std::string text = text_of(more);
    EXPECT_NE(text.find(words), text.npos) << text;
  };
  const std::string& file = recording_.native();
  shows({file, "--screen", "detail", "--task", "client 1"}, "TASK t1 client 1");
  shows({file, "--screen", "detail"}, "DOES IT WAIT?");
  shows({file, "--screen", "detail", "--waiters"}, "WHO WAITS FOR IT?");
  shows({file, "--screen", "warnings"}, "None: nothing that a program");
  shows({file, "--screen", "help", "--search", "quit"}, "HELP");
  shows({file, "--screen", "projector"}, "REPLAY");
  shows({file, "--filter", "state:ready"}, "0 of 1 lanes");
  shows({file, "--process", "1"}, "process 1 of 1");
  shows({file, "--beside", file}, "two recordings");
  shows({"--screen", "home"}, "CHAPTERS");
}

TEST_F(export_program, says_in_a_sentence_which_screen_it_cannot_draw) {
  const auto refuses = [this](const std::vector<std::string>& arguments,
                              const char* words) {
    EXPECT_EQ(run(arguments), 2);
    EXPECT_NE(said_.find(words), said_.npos) << said_;
    EXPECT_EQ(std::ranges::count(said_, '\n'), 1) << said_;
  };
  refuses({recording_, "--screen", "poem"}, "there is no screen 'poem'");
  refuses({recording_, "--screen", "detail", "--task", "eve"},
          "there is no task 'eve' at this moment; there are t1 client 1");
  refuses({recording_, "--process", "2"}, "there is no process 2");
  refuses({recording_, "--search", "turn"}, "--search means nothing to");
  refuses({recording_, "--beside", recording_, "--task", "client 1"},
          "--task means nothing to --beside");
  refuses({recording_, "--beside", recording_, "--screen", "live"},
          "leave --screen out");
  refuses({recording_, "--screen", "home"}, "is of no recording");
  refuses({"--screen", "live"}, "say which recording");
  refuses({recording_, "--to", "cast", "--task", "client 1"},
          "--task means nothing to --to cast");
}

TEST_F(export_program, says_in_a_sentence_why_it_cannot) {
  EXPECT_EQ(run({folder_ / "none.loop"}), 3);
  EXPECT_TRUE(said_.starts_with("looplab: ")) << said_;
  EXPECT_EQ(run({recording_, "--at", "turn:77"}), 2);
  EXPECT_NE(said_.find("turn:77"), said_.npos);
  EXPECT_EQ(run({recording_, "--size", "big"}), 2);
  EXPECT_EQ(run({recording_, "--to", "cast", "--speed", "fast"}), 2);
  EXPECT_NE(said_.find("'fast' is no speed"), said_.npos);
  EXPECT_EQ(
      run({recording_, "--to", "cast", "--from", "end", "--until", "start"}),
      2);
  EXPECT_EQ(run({recording_, "--to", "poem"}), 2);
  EXPECT_EQ(run({recording_, "-o", folder_ / "no" / "such" / "folder"}), 3);
}

}  // namespace

}  // namespace looplab::tests
