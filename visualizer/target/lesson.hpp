// SPDX-License-Identifier: BSL-1.0
//
// A chapter's lesson: which programs and clients run, what is asked before,
// what is said when. Steps wait for events of the log, never for wall time, so
// that slow motion keeps them in step.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::target {

struct prediction {
  std::string question;
  std::vector<std::string> answers;
  int right = 0;
  std::string why;
};

struct lesson_step {
  std::string after;    ///< condition; grammar in chapters/common/lesson.md
  std::string action;   ///< what the clients do, or ""
  std::string caption;  ///< what is said, or ""
};

struct lesson {
  std::string folder;  ///< "06-epoll": the last part of the lesson file's path
  std::string number, title, question, minutes, source, program;
  std::vector<std::string> will_see, server_arguments, upstream_arguments;
  bool has_upstream = false;
  prediction ask;
  std::vector<lesson_step> script;
};

/// One sentence in `error` if the file is missing or does not keep the grammar.
std::optional<lesson> read_lesson(const std::filesystem::path& file,
                                  std::string& error);

/// Plays the clients of a lesson against a started server: starts upstream,
/// connects, sends, reads, all non-blocking from the caller's loop.
class lesson_player {
 public:
  /// `programs` is the build tree (or libexec) that holds
  /// chapters/<folder>/<program> and demos/upstream/upstream. `begin_held`: the
  /// server stands at its first point until it is stepped or released.
  static std::unique_ptr<lesson_player> start(
      const lesson& what, const std::filesystem::path& programs,
      bool begin_held, std::string& error);
  virtual ~lesson_player() = default;

  virtual target& server() = 0;
  /// Advances the script as far as the events allow; adds captions to the log.
  /// Call it after each drain, when one of descriptors() is readable, and at
  /// least at frame rate: whether the server sleeps is looked at, not told.
  virtual void advance(trace::log& events, const model::timeline& time) = 0;
  virtual std::vector<int> descriptors() const = 0;
  virtual bool finished() const = 0;  ///< every step has been done
  /// One sentence if something did not go as the lesson says (an answer that is
  /// not 200, a server that ended); empty as long as all is well.
  virtual std::string problem() const = 0;
  /// Closes the clients, then ends the server and its upstream: a server that
  /// finishes its requests first has nobody left to wait for. Called by the
  /// destructor too.
  virtual void finish() = 0;
};

}  // namespace looplab::target
