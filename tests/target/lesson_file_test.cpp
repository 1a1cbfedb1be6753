// SPDX-License-Identifier: BSL-1.0
//
// The lesson file: what is read from it, and that each fault is named.
#include <stdlib.h>

#include <fstream>

#include <gtest/gtest.h>

#include "visualizer/target/lesson.hpp"
#include "visualizer/target/script.hpp"

namespace looplab::target {
namespace {

const std::string GOOD = R"({"title": "T", "question": "Q?", "minutes": 6,
  "see": ["a", "b", "c"], "source": "server.cpp", "program": "server",
  "args": ["--limit-ms", "0"], "upstream": ["--delay", "200"],
  "prediction": {"ask": "?", "answers": ["x", "y"], "right": 1, "why": "w"},
  "script": [{"after": "start", "caption": "C"},
             {"after": "asleep", "do": "client 1 GET /hello"}]})";

class LessonFile : public testing::Test {
 protected:
  LessonFile() {
    std::string name =
        (std::filesystem::temp_directory_path() / "looplab-lesson-XXXXXX")
            .string();
    folder_ = ::mkdtemp(name.data());
    std::filesystem::create_directory(folder_ / "06-epoll");
  }

  ~LessonFile() override { std::filesystem::remove_all(folder_); }

  std::optional<lesson> read(const std::string& text) {
    const auto file = folder_ / "06-epoll" / "lesson.json";
    std::ofstream(file) << text;
    error_.clear();
    return read_lesson(file, error_);
  }

  /// GOOD with one part replaced.
  static std::string with(const std::string& from, const std::string& to) {
    std::string text = GOOD;
    return text.replace(text.find(from), from.size(), to);
  }

  std::filesystem::path folder_;
  std::string error_;
};

TEST_F(LessonFile, IsRead) {
  const auto made = read(GOOD);
  ASSERT_TRUE(made) << error_;
  EXPECT_EQ(made->folder, "06-epoll");
  EXPECT_EQ(made->number, "06");
  EXPECT_EQ(made->minutes, "6");
  EXPECT_EQ(made->will_see.size(), 3u);
  EXPECT_TRUE(made->has_upstream);
  EXPECT_EQ(made->upstream_arguments[1], "200");
  EXPECT_EQ(made->ask.right, 1);
  ASSERT_EQ(made->script.size(), 2u);
  EXPECT_EQ(made->script[0].caption, "C");
  EXPECT_EQ(made->script[1].action, "client 1 GET /hello");
}

TEST_F(LessonFile, MayHaveNoUpstream) {
  const auto made = read(with(R"(["--delay", "200"])", "null"));
  ASSERT_TRUE(made) << error_;
  EXPECT_FALSE(made->has_upstream);
}

TEST_F(LessonFile, EachFaultIsNamed) {
  const std::pair<std::string, std::string> faults[] = {
      {with(R"("title")", R"("tittle")"), "'title' is missing"},
      {with(R"("minutes": 6)", R"("minutes": "six")"),
       "'minutes' is not a whole number"},
      {with(R"("right": 1)", R"("right": 2)"),
       "'right' is not the index of an answer"},
      {with(R"("asleep")", R"("after 3 seconds")"),
       "step 2: 'after 3 seconds' is no condition"},
      {with("client 1 GET /hello", "client 1 POST /hello"),
       "step 2: 'client 1 POST /hello' is no action"},
      {with(R"("caption": "C")", R"("captoin": "C")"),
       "step 1: needs either 'do' or 'caption'"},
      {"[]", "'lesson' is not an object"},
  };
  for (const auto& [text, fault] : faults) {
    EXPECT_FALSE(read(text));
    EXPECT_NE(error_.find(fault), std::string::npos) << error_;
    EXPECT_NE(error_.find("lesson.json"), std::string::npos) << error_;
  }
  EXPECT_FALSE(read("{")) << "not JSON";
  EXPECT_FALSE(read_lesson(folder_ / "none.json", error_));
}

TEST(Script, KnowsItsConditions) {
  EXPECT_EQ(parse_condition("waits upstream")->what,
            script_condition::waits_upstream);
  EXPECT_EQ(parse_condition("client 12 answered")->number, 12u);
  EXPECT_EQ(parse_condition("turn 3")->what, script_condition::turn);
  for (const char* wrong :
       {"", "turn", "turn 0", "turn x", "client 1", "client 0 answered",
        "client 1 answered twice", "asleep 3"}) {
    EXPECT_FALSE(parse_condition(wrong)) << wrong;
  }
}

TEST(Script, KnowsItsActions) {
  EXPECT_EQ(parse_action("client 2 GET /quote?symbol=ABC")->path,
            "/quote?symbol=ABC");
  EXPECT_EQ(parse_action("client 2 close")->what, script_action::close);
  for (const char* wrong : {"", "client 2", "client 2 GET", "client 2 GET x",
                            "client two close", "server 1 close"}) {
    EXPECT_FALSE(parse_action(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace looplab::target
