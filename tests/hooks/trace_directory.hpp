// SPDX-License-Identifier: BSL-1.0
//
// A fresh directory for trace files, private as the recorder wants it, gone
// with everything in it when the test is over.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace looplab::test {

class trace_directory {
 public:
  trace_directory() {
    std::string made =
        std::filesystem::temp_directory_path() / "looplab-hooks-XXXXXX";
    if (mkdtemp(made.data()) == nullptr) {
      throw std::runtime_error("cannot make " + made);
    }
    path_ = made;
  }

  trace_directory(const trace_directory&) = delete;
  trace_directory& operator=(const trace_directory&) = delete;

  ~trace_directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace looplab::test
