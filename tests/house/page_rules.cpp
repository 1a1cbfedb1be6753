// SPDX-License-Identifier: BSL-1.0
//
// The rules for Markdown pages. Fenced code is not prose: it has no links and
// no headings.
#include "tests/house/page_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <regex>

namespace looplab::house {

namespace {

constexpr std::array chapter_headings = {"The question",
                                         "Predict",
                                         "The idea",
                                         "The code",
                                         "See it",
                                         "What to notice",
                                         "What it costs",
                                         "You may have thought",
                                         "Where it breaks",
                                         "Exercises",
                                         "Read"};

struct prose_line {
  std::size_t number;
  std::string text;
};

std::vector<prose_line> prose_of(const text_file& page) {
  std::vector<prose_line> prose;
  bool fenced = false;
  std::size_t number = 0;
  for (std::string_view line : lines_of(page.text)) {
    ++number;
    if (line.starts_with("```")) {
      fenced = !fenced;
    } else if (!fenced) {
      prose.push_back({number, std::string(line)});
    }
  }
  return prose;
}

bool is_outside(const std::string& target) {
  return target.find("://") != std::string::npos ||
         target.starts_with("mailto:");
}

// GitHub keeps letters, digits, hyphens and underscores, and lowers them.
std::string slug(const std::string& heading) {
  std::string made;
  for (const char letter : heading) {
    const auto byte = static_cast<unsigned char>(letter);
    if (letter == ' ') {
      made += '-';
    } else if (std::isalnum(byte) || letter == '-' || letter == '_' ||
               byte >= 0x80U) {
      made += static_cast<char>(std::tolower(byte));
    }
  }
  return made;
}

std::string resolved(const text_file& page, const std::string& target) {
  if (target.empty()) {
    return page.path;
  }
  const auto folder = std::filesystem::path(page.path).parent_path();
  std::string path = (folder / target).lexically_normal().string();
  if (path.ends_with('/')) {
    path.pop_back();
  }
  return path;
}

const text_file* find(const std::vector<text_file>& tree,
                      const std::string& path) {
  const auto found = std::ranges::find(tree, path, &text_file::path);
  return found == tree.end() ? nullptr : &*found;
}

bool is_folder(const std::vector<text_file>& tree, const std::string& path) {
  return std::ranges::any_of(
      tree, [&](const text_file& file) { return file.is_below(path); });
}

void visit(const text_file& page, const std::vector<text_file>& tree,
           std::set<std::string>& seen) {
  if (!seen.insert(page.path).second) {
    return;
  }
  for (const page_link& link : links_of(page)) {
    const std::string path = resolved(page, link.target);
    const text_file* next = find(tree, path);
    // A link to a folder shows the README that is in it.
    next = next != nullptr ? next : find(tree, path + "/README.md");
    if (next != nullptr && next->ends_with(".md")) {
      visit(*next, tree, seen);
    }
  }
}

}  // namespace

std::vector<page_link> links_of(const text_file& page) {
  static const std::regex pattern(
      R"(\]\(<?([^)#\s>]*)(#([^)\s>]*))?[^)]*\)|src="([^"]*)\")");
  std::vector<page_link> links;
  for (const prose_line& line : prose_of(page)) {
    std::sregex_iterator match(line.text.begin(), line.text.end(), pattern);
    for (; match != std::sregex_iterator(); ++match) {
      const std::string target =
          (*match)[4].matched ? match->str(4) : match->str(1);
      if (!is_outside(target)) {
        links.push_back({target, match->str(3), line.number});
      }
    }
  }
  return links;
}

std::set<std::string> anchors_of(const text_file& page) {
  static const std::regex heading(R"(^#{1,6} +(.*?)( *\{#([\w-]+)\})? *$)");
  std::set<std::string> anchors;
  for (const prose_line& line : prose_of(page)) {
    std::smatch match;
    if (std::regex_match(line.text, match, heading)) {
      anchors.insert(slug(match.str(1)));
      anchors.insert(match.str(3));
    }
  }
  return anchors;
}

complaints check_links(const text_file& page,
                       const std::vector<text_file>& tree) {
  complaints found;
  for (const page_link& link : links_of(page)) {
    const std::string path = resolved(page, link.target);
    const text_file* file = find(tree, path);
    if (file == nullptr && !is_folder(tree, path)) {
      found.push_back(at_line(page, link.line, "there is no " + path));
    } else if (file != nullptr && file->ends_with(".md") &&
               !link.anchor.empty() &&
               !anchors_of(*file).contains(link.anchor)) {
      found.push_back(
          at_line(page, link.line, path + " has no heading #" + link.anchor));
    }
  }
  return found;
}

complaints check_reachable(const std::vector<text_file>& tree) {
  std::set<std::string> seen;
  if (const text_file* start = find(tree, "README.md")) {
    visit(*start, tree, seen);
  }
  complaints found;
  for (const text_file& file : tree) {
    if (file.ends_with(".md") && !seen.contains(file.path)) {
      found.push_back(at_line(file, 1, "no link leads here from README.md"));
    }
  }
  return found;
}

complaints check_headings(const text_file& page) {
  static const std::regex chapter(R"(chapters/\d\d-[^/]+/README\.md)");
  if (!std::regex_match(page.path, chapter)) {
    return {};
  }
  std::vector<std::string> headings;
  for (const prose_line& line : prose_of(page)) {
    if (line.text.starts_with("## ")) {
      headings.push_back(line.text.substr(3));
    }
  }
  if (std::ranges::equal(headings, chapter_headings)) {
    return {};
  }
  std::string wanted;
  for (const char* heading : chapter_headings) {
    wanted += std::string(wanted.empty() ? "" : " · ") + heading;
  }
  return {at_line(page, 1, "the headings of a chapter are: " + wanted)};
}

complaints check_index(const std::vector<text_file>& tree) {
  static const std::regex lesson(R"(chapters/(\d\d-[^/]+)/lesson\.json)");
  static const std::regex question(R"re("question": "([^"]*)")re");
  complaints found;
  const text_file* index = find(tree, "chapters/README.md");
  const std::string rows = index != nullptr ? index->text : "";
  for (const text_file& file : tree) {
    std::smatch path;
    std::smatch asked;
    if (!std::regex_match(file.path, path, lesson) ||
        !std::regex_search(file.text, asked, question)) {
      continue;
    }
    const std::string row = "](" + path.str(1) + "/) | " + asked.str(1) + " |";
    if (rows.find(row) == std::string::npos) {
      found.push_back(
          at_line(file, 1, "chapters/README.md lacks '" + row + "'"));
    }
  }
  return found;
}

}  // namespace looplab::house
