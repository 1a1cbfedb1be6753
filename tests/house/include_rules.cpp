// SPDX-License-Identifier: BSL-1.0
//
// Who may include whom, read from the text of the includes.
#include "tests/house/include_rules.hpp"

#include <regex>
#include <sstream>

namespace looplab::house {

namespace {

// A chapter has its own name but the doors of its kind.
std::string kind_of(const std::string& room) {
  return room.starts_with("chapter ") ? "chapter" : room;
}

bool may_use(const std::string& from, const std::string& to,
             const doors& known) {
  const auto open = known.find(kind_of(from));
  return from == to ||
         (open != known.end() && open->second.contains(kind_of(to)));
}

// "chapters/06-epoll/exercises/..." practises what chapter 06 has.
bool is_own_chapter(const std::string& path, const std::string& from,
                    const std::string& to) {
  constexpr std::size_t number = std::string_view("chapters/").size();
  return from == "exercise" && to == "chapter " + path.substr(number, 2);
}

}  // namespace

doors read_doors(const text_file& rooms) {
  static const std::regex line(R"re(set\(LOOPLAB_DOORS_(\w+)\s+"([^"]*)"\))re");
  doors known;
  std::sregex_iterator match(rooms.text.begin(), rooms.text.end(), line);
  for (; match != std::sregex_iterator(); ++match) {
    std::set<std::string>& open = known[match->str(1)];
    std::istringstream list(match->str(2));
    for (std::string room; std::getline(list, room, ';');) {
      open.insert(room);
    }
  }
  return known;
}

std::string room_of(const std::string& path) {
  static const std::regex place(
      R"((trace|demos|tests)/.*|chapters/(common|exercise)/.*|)"
      R"(chapters/(\d\d)-.*|visualizer/(\w+)/.*)");
  static const std::regex exercise(R"(chapters/\d\d-[^/]*/exercises/.*)");
  std::smatch match;
  if (std::regex_match(path, exercise)) {
    return "exercise";
  }
  if (!std::regex_match(path, match, place)) {
    return "";
  }
  if (match[3].matched) {
    return "chapter " + match.str(3);
  }
  return match.str(1) + match.str(2) + match.str(4);
}

complaints check_includes(const text_file& file, const doors& known) {
  static const std::regex include("#include ([\"<])([^\">]+)[\">]");
  static const std::regex ncurses("n?cursesw?/.*|n?curses\\.h|term\\.h");
  complaints found;
  const std::string room = room_of(file.path);
  std::size_t number = 0;
  for (std::string_view view : lines_of(file.text)) {
    ++number;
    const std::string line(view);
    std::smatch match;
    if (room.empty() || !std::regex_search(line, match, include) ||
        match.position() != 0) {
      continue;
    }
    const std::string other = room_of(match.str(2));
    if (!other.empty() && !may_use(room, other, known) &&
        !is_own_chapter(file.path, room, other)) {
      found.push_back(at_line(
          file, number, "room '" + room + "' has no door to '" + other + "'"));
    }
    if (room != "terminal" && room != "tests" &&
        std::regex_match(match.str(2), ncurses)) {
      found.push_back(
          at_line(file, number, "ncurses stays in visualizer/terminal"));
    }
  }
  return found;
}

complaints check_clocks(const text_file& file) {
  static const std::regex clock(
      R"(_clock::now|clock_gettime|gettimeofday|\btime\((0|NULL|nullptr)\))");
  std::smatch match;
  if ((file.is_below("visualizer/model") ||
       file.is_below("visualizer/frame")) &&
      std::regex_search(file.text, match, clock)) {
    return {
        at_line(file, 1, "'" + match.str() + "': time is a parameter here")};
  }
  return {};
}

}  // namespace looplab::house
