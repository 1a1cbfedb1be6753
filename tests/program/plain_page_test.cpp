// SPDX-License-Identifier: BSL-1.0
//
// A page of Markdown, as it is printed in a terminal.
#include "visualizer/program/plain_page.hpp"

#include <gtest/gtest.h>

#include "visualizer/program/paragraph.hpp"

namespace looplab::program {
namespace {

std::string printed(const std::string& markdown) {
  return plain_page(markdown, "/kit/chapters/05-futures/exercises/1-when-any",
                    "/kit");
}

TEST(plain_page, names_a_file_once_and_as_one_includes_it) {
  EXPECT_EQ(printed("with what\n[deferred.hpp](../../deferred.hpp) has.\n"),
            "with what\nchapters/05-futures/deferred.hpp has.\n");
  EXPECT_EQ(printed("read [a](../../../a.hpp), [the b](../2-b/b.md)\n"),
            "read a (chapters/a.hpp), the b "
            "(chapters/05-futures/exercises/2-b/b.md)\n");
}

TEST(plain_page, tells_an_address_as_it_is) {
  EXPECT_EQ(printed("see [the book](https://book.example/1)\n"),
            "see the book (https://book.example/1)\n");
}

TEST(plain_page, leaves_code_and_what_is_no_link) {
  const std::string page = "a[2] (3)\n\n```cpp\nall[i](" +
                           std::string(80, 'x') + ");\n```\n| a table | " +
                           std::string(80, '-') + " |\n";
  EXPECT_EQ(printed(page), page);
}

TEST(plain_page, breaks_a_paragraph_anew_where_a_path_made_it_too_wide) {
  const std::string words(60, 'w');
  EXPECT_EQ(printed(words + " [x.hpp](../../x.hpp)\ngoes on.\n\nNext.\n"),
            words + "\nchapters/05-futures/x.hpp goes on.\n\nNext.\n");
  EXPECT_EQ(printed("- " + words + " [x.hpp](../../x.hpp)\n- next\n"),
            "- " + words + "\n  chapters/05-futures/x.hpp\n- next\n");
  EXPECT_EQ(printed(words + " [x.hpp](../../x.hpp)"),
            words + "\nchapters/05-futures/x.hpp\n");
}

TEST(plain_page, breaks_a_paragraph_as_often_as_it_is_too_wide) {
  const std::string words(70, 'w');
  EXPECT_EQ(printed(words + " " + words + " " + words + "\nEnd.\n\nNext.\n"),
            words + "\n" + words + "\n" + words + " End.\n\nNext.\n");
  EXPECT_EQ(printed("- " + words + " " + words + " " + words + "\n"),
            "- " + words + "\n  " + words + "\n  " + words + "\n");
}

TEST(paragraph, counts_columns_not_bytes) {
  std::string words;
  for (int i = 0; i < 19; ++i) {
    words += "änd ";  // five bytes, four columns
  }
  EXPECT_EQ(paragraph(words + "more and", 0), words + "more\nand\n");
  EXPECT_EQ(printed(words + "more\nand\n"), words + "more\nand\n");
}

TEST(paragraph, ends_its_lines_between_words_and_indents_the_next) {
  const std::string words(70, 'w');
  EXPECT_EQ(paragraph("one two", 2), "one two\n");
  EXPECT_EQ(paragraph("one\ntwo", 2), "one two\n");
  EXPECT_EQ(paragraph(words + " and the rest", 2),
            words + " and the\n  rest\n");
  EXPECT_EQ(paragraph(words + " nine char", 0), words + " nine char\n");
  EXPECT_EQ(paragraph(words + words + " " + words + words, 4),
            words + words + "\n    " + words + words + "\n");
}

}  // namespace
}  // namespace looplab::program
