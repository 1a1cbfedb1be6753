// SPDX-License-Identifier: BSL-1.0
//
// What the copies of a deferred share: the result when it is there, and who is
// told of it. It refuses to lose an error: one that nobody was there for is
// told when its deferred goes.
#pragma once

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>
#include <variant>

namespace looplab::chapter {

/// The value of what has none.
struct nothing {};

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

/// Who is told of an outcome.
template <class T>
struct follower : cancellable {
  /// `self` is what has kept it alive until now.
  virtual void follow(outcome<T>&& came, std::shared_ptr<follower> self) = 0;

 protected:
  ~follower() = default;
};

/// What the copies of a deferred share.
template <class T>
struct deferred_state final : follower<T> {
  using keeps_follower = std::shared_ptr<follower<T>>;

  ~deferred_state() {
    if (auto* came = std::get_if<outcome<T>>(&next); came && came->index()) {
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
    } else if (auto* waiting = std::get_if<keeps_follower>(&next)) {
      auto go_on = std::move(*waiting);
      go_on->follow(std::move(what), std::move(go_on));
    } else {
      next = std::move(what);
    }
  }

  /// Tells `who`, now or when the result is there.
  void tell(keeps_follower who) {
    if (std::exchange(taken, true)) {
      throw std::logic_error("a deferred has one follower, and has it already");
    } else if (next.index() == 2) {
      auto came = std::exchange(next, nothing());
      who->follow(std::get<2>(std::move(came)), std::move(who));
    } else {
      next = std::move(who);
    }
  }

  /// What another one came with is the result of this one.
  void follow(outcome<T>&& came, keeps_follower) override {
    settle(std::move(came));
  }

  void cancel() override {
    if (called) {
      return;
    } else if (auto who = worker.lock()) {
      who->cancel();  // who does the work says how it ended
    } else {
      deaf = true;
      settle(std::make_exception_ptr(cancelled()));
    }
  }

  bool called = false;
  bool deaf = false;                    // a late result goes nowhere
  bool taken = false;                   // it has, or had, a follower
  std::weak_ptr<cancellable> worker{};  // asked to stop, if it is there
  // Nothing yet; who is to be told; or what nobody was told of.
  std::variant<nothing, keeps_follower, outcome<T>> next{};
};

/// Work that can be asked to stop, and the place of its result.
template <class T, class Stop>
struct stoppable final : cancellable {
  explicit stoppable(Stop how) : stop(std::move(how)) {}

  void cancel() override { stop(); }

  Stop stop;
  deferred_state<T> result{};
};

/// A callback, and the place of what it makes of an outcome, in one object.
template <class T, class U, class Step>
struct chain_link final : follower<T> {
  explicit chain_link(Step what) : step(std::move(what)) {}

  void follow(outcome<T>&& came, std::shared_ptr<follower<T>> self) override {
    auto once = std::move(step);  // what it holds goes when it has run
    once(std::move(came),
         std::shared_ptr<deferred_state<U>>(std::move(self), &result));
  }

  void cancel() override { result.cancel(); }

  Step step;
  deferred_state<U> result{};
};

}  // namespace looplab::chapter
