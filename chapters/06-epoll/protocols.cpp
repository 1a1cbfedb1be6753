// SPDX-License-Identifier: BSL-1.0
//
// A line server on the reactor's face: each line comes back in capitals.
// "later TEXT" comes back from another thread, which hands it to the loop.
//
//   Who waits?  The loop. A protocol never does: it is told.
//   What does it hold while it waits?  The half line that has come.
//   Who wakes it?  The reactor, with bytes; or the clock, when a client has
//     said nothing for --limit-ms.
//
// Capacity: as many clients as there are descriptors.
#include <thread>
#include <vector>

#include "chapters/06-epoll/faces/capitals.hpp"
#include "chapters/06-epoll/faces/reactor.hpp"
#include "chapters/common/run_server.hpp"

namespace looplab::chapter {
namespace {

struct service {
  common::milliseconds limit;
  chapter::reactor reactor{};
  std::vector<std::jthread> workers{};  // end before what they call
};

class capital_lines : public protocol {
 public:
  explicit capital_lines(service& site) : site_(site) {}

  // [told]
  void connection_made(transport& to) override {
    to_ = std::make_shared<transport*>(&to);
    lose_when_silent();
  }

  void data_received(std::string_view bytes) override {
    heard_ = true;
    half_line_ += bytes;
    for (auto line = take_line(half_line_); line;
         line = take_line(half_line_)) {
      answer(*line);
    }
  }

  void connection_lost() override { to_.reset(); }

  // [told]

 private:
  void answer(const std::string& line) {
    if (!line.starts_with("later ")) {
      return (*to_)->write(capitals(line));
    }
    // The connection may be lost before the thread has done its work.
    site_.workers.emplace_back([&site = site_, line, to = weak()] {
      site.reactor.call_from_thread([made = capitals(line), to] {
        if (auto still = to.lock()) {
          (*still)->write(made);
        }
      });
    });
  }

  void lose_when_silent() {
    if (site_.limit.count() == 0) {
      return;
    }
    heard_ = false;
    site_.reactor.call_later(site_.limit, [this, to = weak()] {
      if (auto still = to.lock()) {
        heard_ ? lose_when_silent() : (*still)->lose_connection();
      }
    });
  }

  std::weak_ptr<transport*> weak() const { return to_; }

  service& site_;
  std::shared_ptr<transport*> to_;
  std::string half_line_;
  bool heard_ = false;
};

void serve(const common::options& options) {
  service site{options.limits.client};
  site.reactor.listen(
      common::listen_on(options, common::mode::non_blocking),
      [&site] { return std::make_unique<capital_lines>(site); });
  site.reactor.run();
}

const common::about ABOUT{"protocols", "lines in capitals, on a reactor's face",
                          "as many clients as there are descriptors"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
