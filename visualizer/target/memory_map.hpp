// SPDX-License-Identifier: BSL-1.0
//
// Which file lies where in a process's memory. Read while the process lives;
// what was read stays good when it has gone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace looplab::target {

struct mapping {
  std::uint64_t begin = 0, end = 0, offset = 0, inode = 0;
  std::string file;

  bool operator==(const mapping&) const = default;
};

class memory_map {
 public:
  explicit memory_map(std::uint32_t pid) : pid_(pid) { read(); }

  /// The mapping of machine code at this address; nullptr if there is none.
  /// Reads the process's map again for an address it has not seen.
  const mapping* find(std::uint64_t address);

  /// The first mapping: the program's own file. nullptr when nothing is known.
  const mapping* program() const;

  /// A name under which the mapped file itself can be opened: not the file
  /// that took its place since. Empty if it is gone.
  std::string file_of(const mapping& one) const;

 private:
  void read();
  const mapping* find_known(std::uint64_t address) const;

  std::uint32_t pid_;
  std::vector<mapping> code_;  ///< by address
};

}  // namespace looplab::target
