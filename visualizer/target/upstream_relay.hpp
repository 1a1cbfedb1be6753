// SPDX-License-Identifier: BSL-1.0
//
// Stands between a lesson's server and its upstream and passes bytes on, but
// lets the upstream's answers through only when the script has come to them.
// Otherwise a server in slow motion would be answered long before the lesson
// could show that it waits: the upstream's 200 ms do not slow down with it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

class upstream_relay {
 public:
  /// nullptr and one sentence in `error` if no port can be had.
  static std::unique_ptr<upstream_relay> listen(std::string& error);

  /// What the server is given as its upstream's port.
  std::uint16_t port() const { return port_; }

  /// Where the upstream listens; until it is known, questions wait here.
  void set_upstream(std::uint16_t port) { upstream_ = port; }

  /// Passes on what can be passed on without waiting.
  void advance(bool answers_may_pass);

  /// Readable when advance() has something to do.
  std::vector<int> descriptors() const;

 private:
  struct way {
    std::string bytes;
    bool ended = false;  ///< the sender has closed
    bool closed = false;
  };

  struct connection {
    descriptor server, upstream;
    way question, answer;
  };

  void accept();
  bool dial(connection& one) const;
  static void pull(descriptor& from, way& into);
  static bool push(way& from, descriptor& to);

  descriptor listener_;
  std::uint16_t port_ = 0, upstream_ = 0;
  std::vector<connection> connections_;
};

}  // namespace looplab::target
