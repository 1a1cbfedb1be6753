// SPDX-License-Identifier: BSL-1.0
//
// One file of machine code and its debug information: tells which source line
// an instruction came from, through every call the compiler inlined. It never
// asks a debuginfod server: a lesson needs no network.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::target {

class debug_module {
 public:
  /// nullptr if the file is no ELF file that can be read. `name` is what it is
  /// called where nothing better is known.
  static std::unique_ptr<debug_module> open(const std::string& file,
                                            const std::string& name);
  virtual ~debug_module() = default;

  /// The frames at this offset of the file: innermost in user code first, then
  /// whatever it was inlined into. Without debug information one frame with
  /// the symbol's name, or the module's and the offset, and no file.
  virtual std::vector<trace::frame_line> frames_at(std::uint64_t offset) = 0;
  /// The folder the compiler ran in, for file names that are relative to it.
  virtual std::string compiled_in() = 0;
  /// What the linker called these very bytes, hexadecimal; "" if it did not.
  virtual std::string build_id() = 0;
};

/// Whether a source file is the person's own and not a header of the system's
/// or of a library.
bool is_user_code(const std::string& file);

}  // namespace looplab::target
