// SPDX-License-Identifier: BSL-1.0
//
// Plain reads: a stream's buffers would cost more than the files are long.
#include "visualizer/target/proc_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

std::string read_proc(const std::string& path) {
  constexpr std::size_t most = 1 << 20;
  std::string text;
  const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> bytes;
  while (file && text.size() < most) {
    const ssize_t got = ::read(file.get(), bytes.data(), bytes.size());
    if (got <= 0) {
      break;
    }
    text.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return text;
}

std::string read_link(const std::string& path) {
  std::array<char, 4096> bytes;
  const ssize_t got = ::readlink(path.c_str(), bytes.data(), bytes.size());
  return got <= 0 ? std::string()
                  : std::string(bytes.data(), static_cast<std::size_t>(got));
}

std::uint64_t number_in(std::string_view text, int base) {
  const std::size_t begin = text.find_first_not_of(" \t");
  text.remove_prefix(begin == std::string_view::npos ? text.size() : begin);
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

std::string_view take_until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return taken;
}

std::optional<process_facts> facts_of(std::uint32_t pid) {
  const std::string text = read_proc("/proc/" + std::to_string(pid) + "/stat");
  // The name may hold blanks and brackets: it ends at the last bracket.
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string::npos || close == std::string::npos ||
      close + 2 >= text.size()) {
    return std::nullopt;
  }
  process_facts facts;
  facts.name = text.substr(open + 1, close - open - 1);
  std::string_view rest(text);
  rest.remove_prefix(close + 2);
  facts.state = take_until(rest, ' ').front();
  facts.parent = static_cast<std::uint32_t>(number_in(take_until(rest, ' ')));
  take_until(rest, ' ');
  facts.session = static_cast<std::uint32_t>(number_in(take_until(rest, ' ')));
  return facts;
}

}  // namespace looplab::target
