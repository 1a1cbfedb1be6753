// SPDX-License-Identifier: BSL-1.0
//
// A result that comes later, on one of two rails: as a value, or as an error.
// Each callback that is added hangs on one rail, and what it returns or throws
// goes on to the next. It refuses to wait: nobody sleeps here, there is no
// get(), and nothing runs before the result is there. Many of them: when.hpp.
#pragma once

#include <concepts>

#include "chapters/05-futures/deferred_state.hpp"
#include "chapters/05-futures/next_value.hpp"

namespace looplab::chapter {

/// Copies are the same deferred. It has one result and one follower: add the
/// next callback to what adding the last one returned. Thread safety: none.
template <class T>
class deferred {
 public:
  deferred() : state_(std::make_shared<deferred_state<T>>()) {}

  /// cancel() calls `stop`, which sees to it that a result comes soon.
  template <std::invocable Stop>
  explicit deferred(Stop stop)
      : deferred(std::make_shared<stoppable<T, Stop>>(std::move(stop))) {}

  /// The `result` that `work` has in it; cancel() cancels the work.
  template <std::derived_from<cancellable> Work>
  explicit deferred(const std::shared_ptr<Work>& work)
      : state_(work, &work->result) {
    state_->worker = work;
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
    return link<U>([f = std::move(f)](outcome<T>&& came, auto next) mutable {
      if (came.index() == 1) {
        next->settle(std::get<1>(std::move(came)));
      } else {
        settle(next, f, std::get<0>(std::move(came)));
      }
    });
  }

  /// Calls `f` with the error, when it is an E; what `f` returns is a value
  /// again. A value, or another error, passes by.
  template <class E = std::exception, class F>
  deferred add_errback(F f) const {
    return link<T>([f = std::move(f)](outcome<T>&& came, auto next) mutable {
      if (came.index() == 0) {
        return next->settle(std::move(came));
      }
      try {
        std::rethrow_exception(std::get<1>(came));
      } catch (const E& why) {
        settle(next, f, why);
      } catch (...) {
        next->settle(std::move(came));
      }
    });
  }

  /// Calls `f` with the outcome, whichever it is.
  template <class F>
  auto add_both(F f) const {
    using U = next_value<F, outcome<T>>;
    return link<U>([f = std::move(f)](outcome<T>&& came, auto next) mutable {
      settle(next, f, std::move(came));
    });
  }

 private:
  template <class>
  friend class deferred;

  template <class U>
  using place = std::shared_ptr<deferred_state<U>>;

  explicit deferred(place<T> state) : state_(std::move(state)) {}

  void fire(outcome<T> what) const {
    auto kept = state_;
    if (kept->called && !std::exchange(kept->deaf, false)) {
      throw already_called();
    }
    kept->settle(std::move(what));
  }

  template <class U, class Step>
  deferred<U> link(Step step) const {
    auto made = std::make_shared<chain_link<T, U, Step>>(std::move(step));
    place<U> next(made, &made->result);
    next->worker = state_;
    state_->tell(std::move(made));
    return deferred<U>(std::move(next));
  }

  // What `f` returns or throws is the result of `next`; if it returns a
  // deferred, the result is that one's, and comes when that comes.
  template <class U, class F, class What>
  static void settle(const place<U>& next, F& f, What&& what) {
    try {
      using R = decltype(call(f, std::forward<What>(what)));
      if constexpr (std::is_same_v<R, deferred<U>>) {
        auto inner = call(f, std::forward<What>(what));
        next->worker = inner.state_;
        inner.state_->tell(next);
      } else if constexpr (std::is_void_v<R>) {
        call(f, std::forward<What>(what));
        next->settle(nothing());
      } else {
        next->settle(call(f, std::forward<What>(what)));
      }
    } catch (...) {
      next->settle(std::current_exception());
    }
  }

  place<T> state_;
};

/// One that has its value already.
template <class T = nothing>
deferred<T> succeed(T value = {}) {
  deferred<T> made;
  made.callback(std::move(value));
  return made;
}

}  // namespace looplab::chapter
