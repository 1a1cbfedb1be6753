// SPDX-License-Identifier: BSL-1.0
//
// The rules of the house, applied to the house. A failure lists every place,
// one a line, as a compiler would.
#include "tests/house/tree.hpp"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include <gtest/gtest.h>

#include "tests/house/code_rules.hpp"
#include "tests/house/include_rules.hpp"
#include "tests/house/page_rules.hpp"
#include "tests/house/sentence_rules.hpp"

namespace looplab::house {

namespace {

const std::vector<text_file>& tree() {
  static const auto files = read_tree(LOOPLAB_SOURCE_DIR);
  return files;
}

std::string joined(const complaints& found) {
  std::string text = "\n";
  for (const std::string& complaint : found) {
    text += complaint + "\n";
  }
  return text;
}

complaints in_sources(
    const std::function<complaints(const text_file&)>& check) {
  complaints all;
  for (const text_file& file : tree()) {
    if (is_source(file)) {
      std::ranges::move(check(file), std::back_inserter(all));
    }
  }
  return all;
}

complaints in_pages(const std::function<complaints(const text_file&)>& check) {
  complaints all;
  for (const text_file& file : tree()) {
    if (file.ends_with(".md")) {
      std::ranges::move(check(file), std::back_inserter(all));
    }
  }
  return all;
}

void expect_none(const complaints& found) {
  EXPECT_TRUE(found.empty()) << joined(found);
}

bool is_cpp(const text_file& file) {
  return file.ends_with(".cpp") || file.ends_with(".c");
}

TEST(tree, is_what_the_house_has_made_and_not_who_lives_there) {
  namespace fs = std::filesystem;
  std::string root = fs::temp_directory_path() / "looplab-house-XXXXXX";
  ASSERT_NE(::mkdtemp(root.data()), nullptr);
  for (const char* file : {"trace/a.cpp", "build/release/b.cpp",
                           "looplab-exercises/01.1/read_request.cpp"}) {
    fs::create_directories((root / fs::path(file)).parent_path());
    std::ofstream(root / fs::path(file)) << "int mine;";
  }
  const auto found = read_tree(root);
  fs::remove_all(root);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "trace/a.cpp");
}

TEST(house, has_a_tree) {
  EXPECT_GT(tree().size(), 30);
}

TEST(house, files_are_short) {
  expect_none(in_sources(check_size));
}

TEST(house, lines_are_short) {
  expect_none(in_sources(check_columns));
}

TEST(house, files_say_what_they_are) {
  expect_none(in_sources(check_head));
}

TEST(house, functions_are_short) {
  expect_none(in_sources(check_functions));
}

TEST(house, words_are_chosen) {
  expect_none(in_sources(check_words));
  expect_none(in_pages(check_words));
}

TEST(house, sentences_are_in_one_place) {
  EXPECT_TRUE(std::ranges::any_of(tree(), is_language));
  expect_none(in_sources(check_sentences));
}

TEST(house, chapters_do_not_know_that_they_are_watched) {
  expect_none(in_sources(check_chapter_code));
}

TEST(house, includes_go_through_doors) {
  const auto rooms =
      std::ranges::find(tree(), "cmake/Rooms.cmake", &text_file::path);
  ASSERT_NE(rooms, tree().end());
  const doors known = read_doors(*rooms);
  ASSERT_FALSE(known.empty());
  expect_none(in_sources(
      [&](const text_file& file) { return check_includes(file, known); }));
  expect_none(in_sources(check_clocks));
}

TEST(house, links_lead_somewhere) {
  expect_none(in_pages(
      [](const text_file& page) { return check_links(page, tree()); }));
}

TEST(house, pages_can_be_found) {
  expect_none(check_reachable(tree()));
}

TEST(house, chapters_have_the_same_headings) {
  expect_none(in_pages(check_headings));
}

TEST(house, the_index_has_every_chapter) {
  expect_none(check_index(tree()));
}

TEST(house, the_architecture_fits_in_150_lines) {
  const auto page =
      std::ranges::find(tree(), "ARCHITECTURE.md", &text_file::path);
  ASSERT_NE(page, tree().end());
  EXPECT_LE(lines_of(page->text).size(), 150);
}

std::string text_of(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The list of commands that CMake writes is the witness of what is compiled,
// with what it has written to compile several files at a time.
std::string compile_commands() {
  const std::string list = text_of(LOOPLAB_BINARY_DIR "/compile_commands.json");
  std::string all = list;
  const std::string file = "\"file\": \"";
  for (auto at = list.find(file); at != list.npos; at = list.find(file, at)) {
    at += file.size();
    const std::string path = list.substr(at, list.find('"', at) - at);
    if (path.find("/Unity/") != path.npos) {
      all += text_of(path);
    }
  }
  return all;
}

// A student's file, in any state, is compiled by each check of it.
bool is_answer(const text_file& file) {
  return file.is_below("chapters") && file.name() != "test.cpp" &&
         file.path.find("/exercises/") != std::string::npos;
}

// What no target compiles is dead, or was forgotten.
TEST(house, every_source_is_compiled) {
  const std::string commands = compile_commands();
  ASSERT_FALSE(commands.empty());
  complaints found;
  for (const text_file& file : tree()) {
    const std::string quoted = "\"" LOOPLAB_SOURCE_DIR "/" + file.path + "\"";
    if (is_cpp(file) && !is_answer(file) &&
        commands.find(quoted) == std::string::npos) {
      found.push_back(at_line(file, 1, "no CMakeLists.txt compiles it"));
    }
  }
  expect_none(found);
}

bool is_first_include(const text_file& header, const text_file& file) {
  const std::size_t first = file.text.find("#include ");
  const std::string quoted = "\"" + header.path + "\"";
  return is_cpp(file) && first != std::string::npos &&
         file.text.compare(first + 9, quoted.size(), quoted) == 0;
}

// Something compiles each header before anything else: a source file of ours,
// or one that cmake/Headers.cmake has made.
TEST(house, every_header_stands_alone) {
  const std::string commands = compile_commands();
  complaints found;
  for (const text_file& header : tree()) {
    const std::string made = "/headers_alone/" + header.path + ".cpp\"";
    if (header.ends_with(".hpp") && commands.find(made) == std::string::npos &&
        std::ranges::none_of(tree(), [&](const text_file& file) {
          return is_first_include(header, file);
        })) {
      found.push_back(at_line(header, 1, "run cmake again to have it checked"));
    }
  }
  expect_none(found);
}

TEST(house, every_header_is_included) {
  complaints found;
  for (const text_file& header : tree()) {
    const std::string include = "\"" + header.path + "\"";
    const bool wanted = std::ranges::any_of(tree(), [&](const text_file& file) {
      return file.text.find(include) != std::string::npos;
    });
    // Which language is included is chosen when the model is built.
    if (header.ends_with(".hpp") && !wanted && !is_language(header)) {
      found.push_back(at_line(header, 1, "nothing includes it"));
    }
  }
  expect_none(found);
}

}  // namespace

}  // namespace looplab::house
