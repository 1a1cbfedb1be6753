// SPDX-License-Identifier: BSL-1.0
//
// A tree of a test's own to compare servers in: the program itself, some real
// chapters, and servers that are made up for the occasion.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace looplab::demos {

/// Removed with all that is in it. Nothing here is a list of chapters: what is
/// put into `build()` is found.
class compared_tree {
 public:
  compared_tree();
  ~compared_tree();
  compared_tree(const compared_tree&) = delete;
  compared_tree& operator=(const compared_tree&) = delete;

  const std::filesystem::path& root() const { return root_; }

  std::filesystem::path build() const { return root_ / "build"; }

  /// Links a chapter that is built: "06-epoll".
  void borrow(const std::string& chapter) const;

  /// A server that is Python: `answers` requests, then `epilogue`.
  void invent(const std::string& chapter, const std::string& program) const;

  /// demos/peers/peers.json.
  void peers(const std::string& manifest) const;

  void write(const std::string& name, const std::string& text) const;

  /// `looplab compare` with short runs; `first` goes before the program.
  support::launch compare(const std::vector<std::string>& arguments) const;

  /// Processes whose command line names this tree.
  std::vector<std::string> left() const;

 private:
  std::filesystem::path root_;
};

/// What a Python server is that answers so many requests with "hello" and then
/// does `epilogue`.
std::string small_server(unsigned answers, const std::string& epilogue);

/// What it printed, and its exit status; fails the test when it hangs.
struct outcome {
  int status = -1;
  std::string output;

  bool says(const std::string& words) const {
    return output.find(words) != std::string::npos;
  }
};

outcome run(const support::launch& what);

}  // namespace looplab::demos
