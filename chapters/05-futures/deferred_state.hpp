// SPDX-License-Identifier: BSL-1.0
//
// What the copies of a deferred share: the result when it is there, and who is
// told of it. It refuses to lose an error: one that nobody was there for is
// told when its deferred goes.
#pragma once

#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

namespace looplab::chapter {

using error = std::exception_ptr;

/// What a deferred comes with: a value (0) or an error (1).
template <class T>
using outcome = std::variant<T, error>;

/// The error of what was cancelled, and that of a second result.
struct cancelled : std::runtime_error {
  cancelled() : runtime_error("cancelled") {}
};

struct already_called : std::logic_error {
  already_called() : logic_error("a deferred has one result, and had it") {}
};

/// Told of each error that no callback was there for when its deferred went.
inline void (*on_unhandled)(const char* what) = [](const char* what) {
  std::fprintf(stderr, "an error that nobody handled: %s\n", what);
};

struct cancellable {
  virtual void cancel() = 0;

 protected:
  ~cancellable() = default;
};

/// What the copies of a deferred share.
template <class T>
struct deferred_state final : cancellable {
  ~deferred_state() {
    if (came && came->index() == 1) {
      try {
        std::rethrow_exception(std::get<1>(*came));
      } catch (const std::exception& why) {
        on_unhandled(why.what());
      } catch (...) {
        on_unhandled("it is no std::exception");
      }
    }
  }

  /// The first time counts.
  void settle(outcome<T> what) {
    if (std::exchange(called, true)) {
      return;
    }
    stop = nullptr;
    if (auto go_on = std::exchange(follower, nullptr)) {
      go_on(std::move(what));
    } else {
      came = std::move(what);
    }
  }

  void cancel() override {
    if (called) {
      return;
    } else if (auto other = waits_for.lock()) {
      other->cancel();
    } else if (auto ask = stop) {
      ask();  // the one who does the work says how it ended
    } else {
      deaf = true;
      settle(std::make_exception_ptr(cancelled()));
    }
  }

  bool called = false;
  bool deaf = false;                             // a late result goes nowhere
  bool taken = false;                            // it has, or had, a follower
  std::optional<outcome<T>> came{};              // while nobody follows
  std::function<void(outcome<T>&&)> follower{};  // keeps what follows alive
  std::function<void()> stop{};                  // until it is called
  std::weak_ptr<cancellable> waits_for{};        // the deferred before this one
};

}  // namespace looplab::chapter
