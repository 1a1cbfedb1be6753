// SPDX-License-Identifier: BSL-1.0
//
// Pages and tests keep each other: each claim on a chapter's page has the test
// of its name, and each such test its claim. Lessons are what lesson.md says.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace looplab::chapters {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::vector<fs::path> folders() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(SOURCES)) {
    if (std::isdigit(
            static_cast<unsigned char>(entry.path().filename().string()[0]))) {
      found.push_back(entry.path());
    }
  }
  return found;
}

std::set<std::string> claims_on_pages() {
  static const std::regex pattern(R"(\[claim: ([0-9]{2})-([a-z0-9-]+)\])");
  std::set<std::string> found;
  for (const auto& folder : folders()) {
    const auto page = contents(folder / "README.md");
    std::sregex_iterator match(page.begin(), page.end(), pattern);
    for (; match != std::sregex_iterator(); ++match) {
      auto name = match->str(2);
      std::replace(name.begin(), name.end(), '-', '_');
      found.insert("claims_" + match->str(1) + "." + name);
    }
  }
  return found;
}

std::set<std::string> tests_of_claims() {
  std::set<std::string> found;
  const auto& unit = *testing::UnitTest::GetInstance();
  for (int i = 0; i < unit.total_test_suite_count(); ++i) {
    const auto& suite = *unit.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const std::string name = suite.name();
      if (name.starts_with("claims_")) {
        found.insert(name + "." + suite.GetTestInfo(j)->name());
      }
    }
  }
  return found;
}

TEST(pages, each_claim_has_its_test_and_each_test_its_claim) {
  EXPECT_EQ(claims_on_pages(), tests_of_claims());
}

bool is_condition(const std::string& text) {
  static const std::regex known(
      "start|listening|asleep|waits upstream|turn [0-9]+|"
      "client [1-9][0-9]* (connected|answered)");
  return std::regex_match(text, known);
}

bool is_action(const std::string& text) {
  static const std::regex known(
      "client [1-9][0-9]* (connect|close|GET /[^ ]*)");
  return std::regex_match(text, known);
}

TEST(lessons, have_what_their_grammar_asks_for) {
  for (const auto& folder : folders()) {
    SCOPED_TRACE(folder);
    const auto lesson =
        boost::json::parse(contents(folder / "lesson.json")).as_object();
    for (const char* member : {"title", "question", "source", "program"}) {
      EXPECT_FALSE(lesson.at(member).as_string().empty()) << member;
    }
    EXPECT_GT(lesson.at("minutes").as_int64(), 0);
    EXPECT_EQ(lesson.at("see").as_array().size(), 3);
    const auto& prediction = lesson.at("prediction").as_object();
    EXPECT_EQ(prediction.at("answers").as_array().size(), 4);
    EXPECT_LT(prediction.at("right").as_int64(), 4);
    EXPECT_TRUE(
        fs::exists(folder / std::string(lesson.at("source").as_string())));
    for (const auto& value : lesson.at("script").as_array()) {
      const auto& step = value.as_object();
      const std::string after(step.at("after").as_string());
      EXPECT_TRUE(is_condition(after)) << after;
      EXPECT_NE(step.contains("do"), step.contains("caption"));
      if (step.contains("do")) {
        const std::string what(step.at("do").as_string());
        EXPECT_TRUE(is_action(what)) << what;
      }
    }
  }
}

}  // namespace
}  // namespace looplab::chapters
