// SPDX-License-Identifier: BSL-1.0
//
// The list itself, written by CMake from the lines of CMakeLists.txt.
#include "tests/contract/server_under_contract.hpp"

namespace looplab::contract {

const std::vector<server_under_contract>& servers_under_contract() {
  static const std::vector<server_under_contract> all{
#include "servers.inc"
  };
  return all;
}

}  // namespace looplab::contract
