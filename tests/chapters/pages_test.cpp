// SPDX-License-Identifier: BSL-1.0
//
// Pages and tests keep each other: each claim on a chapter's page has the test
// of its name, and each such test its claim. Lessons keep what the course
// promises.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "visualizer/target/lesson.hpp"

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

// What is no lesson at all is refused by read_lesson; this is what a person who
// sits before the screen is promised besides.
TEST(lessons, have_what_the_course_promises) {
  for (const auto& folder : folders()) {
    SCOPED_TRACE(folder);
    std::string error;
    const auto lesson = target::read_lesson(folder / "lesson.json", error);
    ASSERT_TRUE(lesson) << error;
    EXPECT_NE(lesson->minutes, "0");
    EXPECT_EQ(lesson->will_see.size(), 3u);
    EXPECT_EQ(lesson->ask.answers.size(), 4u);
    EXPECT_TRUE(fs::exists(folder / lesson->source));
  }
}

}  // namespace
}  // namespace looplab::chapters
