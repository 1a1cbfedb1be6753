// SPDX-License-Identifier: BSL-1.0
//
// The rules for source files, tried on texts that break them: a rule that lets
// everything through would otherwise look like a tidy house.
#include "tests/house/code_rules.hpp"

#include <gtest/gtest.h>

#include "tests/house/functions.hpp"

namespace looplab::house {

namespace {

text_file cpp(std::string text) {
  return {"trace/ring.cpp", std::move(text)};
}

std::string many_lines(std::size_t count, const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += line + "\n";
  }
  return text;
}

const std::string licence = "// SPDX-License-Identifier: BSL-1.0\n";
const std::string head = licence + "//\n// What this file is, in a sentence.\n";

TEST(house_size, a_file_of_300_lines_passes_and_one_more_is_refused) {
  EXPECT_EQ(check_size(cpp(many_lines(300, "int a;"))).size(), 0);
  EXPECT_EQ(check_size(cpp(many_lines(301, "int a;"))).size(), 1);
}

TEST(house_size, what_a_student_reads_is_shorter) {
  const std::string text = many_lines(160, "int a;");
  EXPECT_EQ(check_size({"chapters/06-epoll/server.cpp", text}).size(), 0);
  EXPECT_EQ(check_size({"chapters/06-epoll/loop.hpp", text}).size(), 1);
  EXPECT_EQ(check_size({"chapters/06-epoll/experiments/a.cpp", text}).size(),
            1);
  EXPECT_EQ(check_size({"chapters/common/routes.hpp", text}).size(), 0);
}

TEST(house_columns, eighty_letters_pass_and_one_more_is_refused) {
  EXPECT_EQ(check_columns(cpp("a " + std::string(78, 'a'))).size(), 0);
  EXPECT_EQ(check_columns(cpp("a " + std::string(79, 'a'))).size(), 1);
  EXPECT_EQ(check_columns(cpp("  " + std::string(79, 'a'))).size(), 0);
}

TEST(house_columns, a_letter_of_many_bytes_is_one_column) {
  std::string line = "─ ";
  for (int i = 2; i < 80; ++i) {
    line += "─";
  }
  EXPECT_EQ(check_columns(cpp(line)).size(), 0);
  EXPECT_EQ(check_columns(cpp(line + "─")).size(), 1);
}

TEST(house_head, licence_and_paragraph_are_both_asked_for) {
  EXPECT_EQ(check_head(cpp(head)).size(), 0);
  EXPECT_EQ(check_head(cpp("#include <vector>\n")).size(), 1);
  EXPECT_EQ(check_head(cpp(licence + "#include <vector>\n")).size(), 1);
  EXPECT_EQ(check_head(cpp(licence + "#include \"trace/ring.hpp\"\n")).size(),
            0);
  EXPECT_EQ(check_head({"tools/a.bash",
                        "# SPDX-License-Identifier: BSL-1.0\n"
                        "# Does one thing, and does it.\n"})
                .size(),
            0);
}

TEST(house_functions, the_61st_line_is_refused) {
  const auto function = [](std::size_t lines) {
    return cpp("int f(int a) {\n" + many_lines(lines - 2, "  ++a;") + "}\n");
  };
  EXPECT_EQ(check_functions(function(60)).size(), 0);
  EXPECT_EQ(check_functions(function(61)).size(), 1);
}

TEST(house_functions, a_class_a_namespace_and_a_table_are_no_functions) {
  const std::string body = many_lines(70, "  int a;");
  EXPECT_EQ(check_functions(cpp("class ring {\n" + body + "};\n")).size(), 0);
  EXPECT_EQ(check_functions(cpp("namespace a {\n" + body + "}\n")).size(), 0);
  EXPECT_EQ(check_functions(cpp("int t[] = {\n" + body + "};\n")).size(), 0);
}

TEST(house_functions, braces_in_comments_and_literals_do_not_count) {
  const auto found = functions_of(
      "void f() {\n  // }\n  auto a = \"}\"; char b = '}';\n"
      "  auto c = R\"x(})x\"; auto d = 1'000'000; /* } */\n}\n");
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].first_line, 1);
  EXPECT_EQ(found[0].last_line, 5);
}

TEST(house_words, each_refused_word_is_found_where_it_stands) {
  for (const char* bad : {"// TO"
                          "DO: later",
                          "using name"
                          "space std;",
                          "#if"
                          " 0",
                          "// see /wo"
                          "rk/notes",
                          "// as in issue"
                          " 7"}) {
    const auto found = check_words(cpp("int a;\n" + std::string(bad) + "\n"));
    ASSERT_EQ(found.size(), 1) << bad;
    EXPECT_TRUE(found[0].starts_with("trace/ring.cpp:2: ")) << found[0];
  }
  EXPECT_EQ(check_words(cpp("GET /work?units=5\n")).size(), 0);
}

TEST(house_words, sleeping_is_refused_in_tests_only) {
  const std::string nap =
      "std::this_thread::sleep"
      "_for(1s);\n";
  EXPECT_EQ(check_words({"tests/trace/a_test.cpp", nap}).size(), 1);
  EXPECT_EQ(check_words({"tests/trace/watched.cpp", nap}).size(), 0);
  EXPECT_EQ(check_words({"demos/load/a.cpp", nap}).size(), 0);
}

TEST(house_words, signalling_a_number_that_may_mean_a_group_is_refused) {
  const std::string shot =
      "  ki"
      "ll(pid, SIGTERM);\n";
  EXPECT_EQ(check_words({"tests/trace/a_test.cpp", shot}).size(), 1);
  EXPECT_EQ(check_words({"tests/support/process.cpp", shot}).size(), 0);
  EXPECT_EQ(check_words({"visualizer/target/a.cpp", shot}).size(), 0);
  EXPECT_EQ(check_words(cpp("pthread_ki"
                            "ll(thread, SIGUSR1);\n"))
                .size(),
            0);
}

TEST(house_chapters, a_server_answers_three_questions_and_only_names) {
  const std::string answers =
      "// Who waits? What does it hold while it waits? Who wakes it?\n";
  const auto server = [](const std::string& text) {
    return check_chapter_code({"chapters/06-epoll/server.cpp", text});
  };
  EXPECT_EQ(server(answers + "trace::name(fd, \"client\");").size(), 0);
  EXPECT_EQ(server(answers + "trace::run(task);").size(), 1);
  EXPECT_EQ(server("int main() {}").size(), 3);
}

TEST(house_chapters, a_mechanism_calls_the_recorder_in_8_places_at_most) {
  const auto loop = [](std::size_t calls) {
    return check_chapter_code({"chapters/06-epoll/loop.hpp",
                               many_lines(calls, "  trace::run(task);")});
  };
  EXPECT_EQ(loop(8).size(), 0);
  EXPECT_EQ(check_chapter_code({"chapters/06-epoll/loop.hpp",
                                many_lines(9, "  trace::descriptor_id(fd);")}),
            complaints{});
  EXPECT_EQ(loop(9).size(), 1);
}

}  // namespace

}  // namespace looplab::house
