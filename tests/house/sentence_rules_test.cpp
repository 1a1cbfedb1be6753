// SPDX-License-Identifier: BSL-1.0
//
// The rule for sentences, tried on files that have some of their own.
#include "tests/house/sentence_rules.hpp"

#include <gtest/gtest.h>

#include "tests/house/code_rules.hpp"

namespace looplab::house {

namespace {

complaints of(std::string text) {
  return check_sentences({"visualizer/model/tell_acts.cpp", std::move(text)});
}

TEST(house_sentences, a_word_in_a_literal_is_found_where_it_stands) {
  const auto found = of("int a;\nauto s = f(\"{} reads\", 1);\n");
  ASSERT_EQ(found.size(), 1);
  EXPECT_TRUE(found[0].starts_with("visualizer/model/tell_acts.cpp:2: "))
      << found[0];
  EXPECT_EQ(of("s = \"a\" /* b */ \"c\";\n").size(), 2);
  EXPECT_EQ(of("s = R\"(word here)\";\n").size(), 1);
  EXPECT_EQ(of("s = \"CPU\";\n").size(), 1);
}

TEST(house_sentences, placeholders_names_of_data_and_includes_are_none) {
  EXPECT_EQ(of("#include \"visualizer/model/said.hpp\"\n"), complaints{});
  EXPECT_EQ(of("// \"a comment\"\nf(\"{:#x} {}\\n\", ' ', 'x');\n"),
            complaints{});
  EXPECT_EQ(of("return name != \"mutex\" && error == \"EAGAIN\";\n"),
            complaints{});
}

TEST(house_sentences, only_the_model_is_asked) {
  EXPECT_EQ(check_sentences({"visualizer/frame/a.cpp", "s = \"a word\";\n"}),
            complaints{});
  EXPECT_EQ(
      check_sentences({"visualizer/model/a.hpp", "s = \"a word\";\n"}).size(),
      1);
}

TEST(house_sentences, a_language_may_speak_and_be_long) {
  std::string text = "\nnamespace looplab::model::german {\n";
  for (int i = 0; i < 700; ++i) {
    text += "char s[] = \"ein Satz\";\n";
  }
  const text_file german{"visualizer/model/german.hpp", text};
  EXPECT_TRUE(is_language(german));
  EXPECT_EQ(check_sentences(german), complaints{});
  EXPECT_EQ(check_size(german), complaints{});
  // Another file does not become one by its size or by its place.
  for (const char* path :
       {"visualizer/model/dutch.hpp", "visualizer/frame/german.hpp"}) {
    EXPECT_FALSE(is_language({path, text}));
    EXPECT_EQ(check_size({path, text}).size(), 1);
  }
}

}  // namespace

}  // namespace looplab::house
