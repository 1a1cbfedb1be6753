// SPDX-License-Identifier: BSL-1.0
//
// The list itself, written by CMake from the lines of CMakeLists.txt.
#include "tests/contract/server_under_contract.hpp"

#include <cstdlib>

namespace looplab::contract {

const std::vector<server_under_contract>& servers_under_contract() {
  static const std::vector<server_under_contract> all{
#include "servers.inc"
  };
  // A server from outside takes the place of ours: tests/peers.
  static const char* peer = std::getenv("LOOPLAB_CONTRACT_SERVER");
  static const std::vector<server_under_contract> outside{
      {"peer", peer != nullptr ? peer : "", 0, ANY, {}}};
  return peer != nullptr ? outside : all;
}

}  // namespace looplab::contract
