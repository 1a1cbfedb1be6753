// SPDX-License-Identifier: BSL-1.0
//
// What the service does, route by route: the same in every chapter.
//
//   GET /hello                      "hello", at once
//   GET /quote?symbol=ABC           a price; the upstream must be asked for it
//   GET /quote?symbols=A,B,C        several prices
//   GET /file?name=small|big        a file; &cold=1 makes it come from the disk
//   GET /work?units=N               arithmetic, a fixed number of steps
//   GET /stats                      what the server has done so far, as JSON
#pragma once

#include <string>

#include "chapters/common/answer.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/request.hpp"
#include "chapters/common/stats.hpp"

namespace looplab::common {

/// An answer, or what has to be asked before there is one.
struct reply {
  common::answer answer;
  common::quote quote;  ///< when not empty, `answer` is not yet an answer
};

/// Thread safety: any thread at any time.
class routes {
 public:
  /// `files` is a folder, or empty for none; `numbers` must outlive this.
  routes(std::string files, const stats& numbers);

  /// Answers everything but a well-formed `/quote`. May take the time that
  /// `/work` and `/file` take.
  reply respond(const request& asked) const;

 private:
  answer file(const class target& where) const;

  std::string files_;
  const stats* numbers_;
};

/// `units` times a million steps of arithmetic that the compiler cannot
/// shorten; returns their result.
unsigned long work(unsigned units);

}  // namespace looplab::common
