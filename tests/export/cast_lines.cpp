// SPDX-License-Identifier: BSL-1.0
//
// See cast_lines.hpp.
#include "tests/export/cast_lines.hpp"

#include <sstream>
#include <stdexcept>

#include <boost/json.hpp>

namespace looplab::tests {

namespace {

namespace json = boost::json;

struct line {
  double seconds = 0;
  char kind = ' ';
  std::string data;
};

std::vector<line> lines_of(const std::string& cast, char kind) {
  std::istringstream in(cast);
  std::string text;
  std::getline(in, text);
  std::vector<line> out;
  while (std::getline(in, text)) {
    const json::array parts = json::parse(text).as_array();
    if (parts.size() != 3) {
      throw std::runtime_error("not three parts: " + text);
    }
    if (parts[1].as_string() == std::string(1, kind)) {
      out.push_back({parts[0].to_number<double>(), kind,
                     std::string(parts[2].as_string())});
    }
  }
  return out;
}

}  // namespace

cast_head head_of(const std::string& cast) {
  const json::value head = json::parse(cast.substr(0, cast.find('\n')));
  return {head.at("version").to_number<int>(),
          head.at("width").to_number<int>(), head.at("height").to_number<int>(),
          std::string(head.at("title").as_string()),
          head.at("idle_time_limit").to_number<double>()};
}

std::string bytes_until(const std::string& cast, double seconds) {
  std::string out;
  for (const line& one : lines_of(cast, 'o')) {
    out += one.seconds <= seconds ? one.data : "";
  }
  return out;
}

std::vector<double> times_of(const std::string& cast) {
  std::vector<double> out;
  for (const line& one : lines_of(cast, 'o')) {
    out.push_back(one.seconds);
  }
  return out;
}

std::vector<std::string> marks_of(const std::string& cast) {
  std::vector<std::string> out;
  for (const line& one : lines_of(cast, 'm')) {
    out.push_back(one.data);
  }
  return out;
}

}  // namespace looplab::tests
