// SPDX-License-Identifier: BSL-1.0
//
// Lessons as anybody might write them: read or refused with a sentence.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/fuzz/scratch_file.hpp"
#include "visualizer/target/lesson.hpp"

using namespace looplab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const fuzz::scratch_file file("lesson");
  file.hold({reinterpret_cast<const char*>(data), size});
  std::string error;
  if (!target::read_lesson(file.path(), error) && error.empty()) {
    std::abort();  // nobody would know why
  }
  return 0;
}
