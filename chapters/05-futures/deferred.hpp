// SPDX-License-Identifier: BSL-1.0
//
// A result that comes later, on one of two rails: as a value, or as an error.
// Each callback that is added hangs on one rail, and what it returns or throws
// goes on to the next. It refuses to wait: nobody sleeps here, there is no
// get(), and nothing runs before the result is there. Many of them: when.hpp.
#pragma once

#include "chapters/05-futures/deferred_state.hpp"
#include "chapters/05-futures/next_value.hpp"

namespace looplab::chapter {

/// Copies are the same deferred. It has one result and one follower: add the
/// next callback to what adding the last one returned. Thread safety: none.
template <class T>
class deferred {
 public:
  deferred() = default;

  /// cancel() calls `stop`, which sees to it that a result comes soon.
  explicit deferred(std::function<void()> stop) {
    state_->stop = std::move(stop);
  }

  /// The result, which runs what was added. A second one throws
  /// already_called; one that comes after cancel() is thrown away.
  void callback(T value) const { fire(std::move(value)); }

  void errback(error why) const { fire(std::move(why)); }

  bool called() const { return state_->called; }

  /// Asks the one who works for this to stop, wherever in the chain that is;
  /// when there is none to ask, the error `cancelled` comes at once.
  void cancel() const { std::shared_ptr(state_)->cancel(); }

  /// To cancel it without keeping it.
  std::weak_ptr<cancellable> handle() const { return state_; }

  /// Calls `f` with the value. An error passes by.
  template <class F>
  auto add_callback(F f) const {
    using U = next_value<F, T>;
    return link<U>([f = std::move(f)](outcome<T>&& came, auto& next) mutable {
      if (came.index() == 1) {
        next.state_->settle(std::get<1>(std::move(came)));
      } else {
        next.settle_by(f, std::get<0>(std::move(came)));
      }
    });
  }

  /// Calls `f` with the error, when it is an E; what `f` returns is a value
  /// again. A value, or another error, passes by.
  template <class E = std::exception, class F>
  deferred add_errback(F f) const {
    return link<T>([f = std::move(f)](outcome<T>&& came, auto& next) mutable {
      if (came.index() == 0) {
        return next.state_->settle(std::move(came));
      }
      try {
        std::rethrow_exception(std::get<1>(came));
      } catch (const E& why) {
        next.settle_by(f, why);
      } catch (...) {
        next.state_->settle(std::move(came));
      }
    });
  }

  /// Calls `f` with the outcome, whichever it is.
  template <class F>
  auto add_both(F f) const {
    using U = next_value<F, outcome<T>>;
    return link<U>([f = std::move(f)](outcome<T>&& came, auto& next) mutable {
      next.settle_by(f, std::move(came));
    });
  }

 private:
  template <class>
  friend class deferred;

  void fire(outcome<T> what) const {
    auto kept = state_;
    if (kept->called && !std::exchange(kept->deaf, false)) {
      throw already_called();
    } else if (!kept->called) {
      kept->settle(std::move(what));
    }
  }

  template <class U, class Step>
  deferred<U> link(Step step) const {
    deferred<U> next;
    next.state_->waits_for = state_;
    follow([step = std::move(step), next](outcome<T>&& came) mutable {
      step(std::move(came), next);
    });
    return next;
  }

  void follow(std::function<void(outcome<T>&&)> follower) const {
    if (std::exchange(state_->taken, true)) {
      throw std::logic_error("a deferred has one follower, and has it already");
    } else if (auto came = std::exchange(state_->came, std::nullopt)) {
      follower(std::move(*came));
    } else {
      state_->follower = std::move(follower);
    }
  }

  // What `f` returns or throws is the result; if it returns a deferred, the
  // result is that one's, and comes when that comes.
  template <class F, class What>
  void settle_by(F& f, What&& what) const {
    try {
      using R = decltype(call(f, std::forward<What>(what)));
      if constexpr (std::is_same_v<R, deferred>) {
        auto inner = call(f, std::forward<What>(what));
        state_->waits_for = inner.state_;
        inner.follow([next = *this](outcome<T>&& came) {
          next.state_->settle(std::move(came));
        });
      } else if constexpr (std::is_void_v<R>) {
        call(f, std::forward<What>(what));
        state_->settle(nothing());
      } else {
        state_->settle(call(f, std::forward<What>(what)));
      }
    } catch (...) {
      state_->settle(std::current_exception());
    }
  }

  std::shared_ptr<deferred_state<T>> state_ =
      std::make_shared<deferred_state<T>>();
};

/// One that has its value already.
template <class T = nothing>
deferred<T> succeed(T value = {}) {
  deferred<T> made;
  made.callback(std::move(value));
  return made;
}

}  // namespace looplab::chapter
