// SPDX-License-Identifier: BSL-1.0
//
// The rules for pages, tried on pages that break them.
#include "tests/house/page_rules.hpp"

#include <gtest/gtest.h>

namespace looplab::house {

namespace {

TEST(house_links, a_link_to_nothing_is_refused_with_its_line) {
  const text_file page = {"docs/guide.md", "# Guide\n\n[x](missing.md)\n"};
  const auto found = check_links(page, {page});
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0], "docs/guide.md:3: there is no docs/missing.md");
}

TEST(house_links, files_folders_anchors_and_other_sites_are_told_apart) {
  const text_file other = {"trace/README.md", "# The trace\n\n## Read it!\n"};
  const text_file page = {
      "docs/guide.md",
      "[a](../trace/README.md#read-it) [b](../trace) [c](#here)\n## Here\n"
      "[d](https://example.org/none.md)\n"};
  EXPECT_EQ(check_links(page, {page, other}), complaints{});
  const text_file bad = {"docs/bad.md", "[a](../trace/README.md#nowhere)\n"};
  EXPECT_EQ(check_links(bad, {bad, other}).size(), 1);
}

TEST(house_links, fenced_code_is_not_prose) {
  const text_file page = {"a.md", "```cpp\nv[0](missing.md);\n```\n"};
  EXPECT_EQ(check_links(page, {page}), complaints{});
}

TEST(house_links, an_image_is_a_link_too) {
  const text_file page = {"a.md", "![the screen](live.svg)\n"};
  EXPECT_EQ(check_links(page, {page}).size(), 1);
}

TEST(house_reachable, a_page_nobody_links_to_is_found) {
  const text_file start = {"README.md", "[guide](docs/guide.md)\n"};
  const text_file guide = {"docs/guide.md", "[one](../chapters/)\n"};
  const text_file index = {"chapters/README.md", "# Chapters\n"};
  const text_file lost = {"docs/lost.md", "# Lost\n"};
  EXPECT_EQ(check_reachable({start, guide, index}), complaints{});
  EXPECT_EQ(check_reachable({start, guide, index, lost}).size(), 1);
}

TEST(house_headings, all_eleven_in_their_order) {
  const std::string page =
      "# 06\n## The question\n## Predict\n## The idea\n## The code\n"
      "## See it\n## What to notice\n## What it costs\n"
      "## You may have thought\n## Where it breaks\n## Exercises\n## Read\n";
  const std::string path = "chapters/06-epoll/README.md";
  EXPECT_EQ(check_headings({path, page}), complaints{});
  EXPECT_EQ(check_headings({path, page + "## More\n"}).size(), 1);
  EXPECT_EQ(check_headings({path, "## Predict\n## The question\n"}).size(), 1);
  EXPECT_EQ(check_headings({"docs/guide.md", ""}), complaints{});
}

TEST(house_index, every_chapter_has_a_row_with_its_question) {
  const text_file lesson = {"chapters/06-epoll/lesson.json",
                            "{ \"question\": \"Who waits?\" }"};
  const text_file good = {"chapters/README.md",
                          "| [06 epoll](06-epoll/) | Who waits? | x |\n"};
  const text_file bad = {"chapters/README.md",
                         "| [06 epoll](06-epoll/) | Who runs? | x |\n"};
  EXPECT_EQ(check_index({lesson, good}), complaints{});
  EXPECT_EQ(check_index({lesson, bad}).size(), 1);
  EXPECT_EQ(check_index({lesson}).size(), 1);
}

}  // namespace

}  // namespace looplab::house
