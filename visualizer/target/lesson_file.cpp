// SPDX-License-Identifier: BSL-1.0
//
// Reads lesson.json and refuses what would only show up in the middle of a
// lesson: a condition nobody can evaluate, an answer that is not there. Boost's
// JSON is compiled here and nowhere else.
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <boost/json/src.hpp>

#include "visualizer/target/lesson.hpp"
#include "visualizer/target/script.hpp"

namespace looplab::target {
namespace {

namespace json = boost::json;

/// What is wrong, to be told with the file's name before it.
class bad_lesson : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

const json::value& member(const json::object& of, const std::string& name) {
  const json::value* found = of.if_contains(name);
  if (found == nullptr) {
    throw bad_lesson("'" + name + "' is missing");
  }
  return *found;
}

std::string text(const json::value& from, const std::string& name) {
  if (!from.is_string() || from.get_string().empty()) {
    throw bad_lesson("'" + name + "' is not a text");
  }
  return json::value_to<std::string>(from);
}

std::string text(const json::object& of, const std::string& name) {
  return text(member(of, name), name);
}

std::int64_t number(const json::object& of, const std::string& name) {
  const json::value& found = member(of, name);
  if (!found.is_int64()) {
    throw bad_lesson("'" + name + "' is not a whole number");
  }
  return found.get_int64();
}

const json::object& object(const json::value& from, const std::string& name) {
  if (!from.is_object()) {
    throw bad_lesson("'" + name + "' is not an object");
  }
  return from.get_object();
}

const json::array& array(const json::value& from, const std::string& name) {
  if (!from.is_array()) {
    throw bad_lesson("'" + name + "' is not a list");
  }
  return from.get_array();
}

std::vector<std::string> texts(const json::value& from,
                               const std::string& name) {
  std::vector<std::string> all;
  for (const json::value& one : array(from, name)) {
    all.push_back(text(one, name));
  }
  return all;
}

prediction read_prediction(const json::object& from) {
  prediction ask;
  ask.question = text(from, "ask");
  ask.answers = texts(member(from, "answers"), "answers");
  ask.right = static_cast<int>(number(from, "right"));
  ask.why = text(from, "why");
  if (ask.right < 0 || ask.right >= static_cast<int>(ask.answers.size())) {
    throw bad_lesson("'right' is not the index of an answer");
  }
  return ask;
}

lesson_step read_step(const json::object& from, std::size_t index) {
  const std::string where = "step " + std::to_string(index + 1) + ": ";
  lesson_step step;
  step.after = text(from, "after");
  if (!parse_condition(step.after)) {
    throw bad_lesson(where + "'" + step.after + "' is no condition");
  }
  if (from.contains("do") == from.contains("caption")) {
    throw bad_lesson(where + "needs either 'do' or 'caption'");
  }
  if (from.contains("caption")) {
    step.caption = text(from, "caption");
    return step;
  }
  step.action = text(from, "do");
  if (!parse_action(step.action)) {
    throw bad_lesson(where + "'" + step.action + "' is no action");
  }
  return step;
}

lesson read_members(const json::object& from) {
  lesson made;
  made.title = text(from, "title");
  made.question = text(from, "question");
  made.minutes = std::to_string(number(from, "minutes"));
  made.will_see = texts(member(from, "see"), "see");
  made.source = text(from, "source");
  made.program = text(from, "program");
  made.server_arguments = texts(member(from, "args"), "args");
  const json::value& upstream = member(from, "upstream");
  made.has_upstream = !upstream.is_null();
  if (made.has_upstream) {
    made.upstream_arguments = texts(upstream, "upstream");
  }
  made.ask = read_prediction(object(member(from, "prediction"), "prediction"));
  for (const json::value& step : array(member(from, "script"), "script")) {
    made.script.push_back(
        read_step(object(step, "script"), made.script.size()));
  }
  return made;
}

}  // namespace

std::optional<lesson> read_lesson(const std::filesystem::path& file,
                                  std::string& error) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    error = "cannot read the lesson " + file.string();
    return std::nullopt;
  }
  std::stringstream all;
  all << in.rdbuf();
  try {
    lesson made = read_members(object(json::parse(all.str()), "lesson"));
    made.folder = std::filesystem::absolute(file).parent_path().filename();
    made.number = made.folder.substr(0, made.folder.find('-'));
    return made;
  } catch (const std::exception& wrong) {
    error = file.string() + ": " + wrong.what();
    return std::nullopt;
  }
}

}  // namespace looplab::target
