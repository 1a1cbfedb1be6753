// SPDX-License-Identifier: BSL-1.0
//
// What a run is to do, as data: whom to ask, for what, how often, for how long.
#pragma once

#include <netinet/in.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "demos/load/route_mix.hpp"

namespace looplab::load {

struct plan {
  sockaddr_in server{};
  std::string host;           ///< as it is written in Host: "127.0.0.1:8080"
  unsigned connections = 64;  ///< 1 or more
  unsigned pipeline = 1;  ///< requests under way on one connection, 1 or more
  unsigned sources = 1;   ///< addresses to ask from: 127.0.0.1 and up
  double rate = 0;        ///< requests a second; 0 is closed loop
  double seconds = 10;    ///< more than 0
  std::uint64_t requests = 0;             ///< to start at most; 0 is no limit
  std::uint64_t seed = 1;                 ///< chooses the routes
  std::chrono::milliseconds grace{2000};  ///< for the answers at the end
  std::vector<route> routes;              ///< at least one

  bool open_loop() const { return rate > 0; }
};

/// Why a run cannot be, or cannot go on: one sentence, and the program's exit
/// code (1: the server did wrong; 3: something needed is missing).
class load_error : public std::runtime_error {
 public:
  load_error(int code, const std::string& sentence)
      : std::runtime_error(sentence), code_(code) {}

  int code() const { return code_; }

 private:
  int code_;
};

}  // namespace looplab::load
