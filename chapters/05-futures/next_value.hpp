// SPDX-License-Identifier: BSL-1.0
//
// How a deferred's callback is called, and what the next one gets from it: what
// it returned; or, when that was a deferred, the value of that.
#pragma once

#include <type_traits>
#include <utility>

#include "chapters/05-futures/deferred_state.hpp"

namespace looplab::chapter {

template <class T>
class deferred;

template <class R>
struct value_of {
  using type = R;
};

template <>
struct value_of<void> {
  using type = nothing;
};

template <class T>
struct value_of<deferred<T>> {
  using type = T;
};

/// A callback may leave out a value that it does not need.
template <class F, class What>
decltype(auto) call(F& f, What&& what) {
  if constexpr (std::is_invocable_v<F&, What>) {
    return f(std::forward<What>(what));
  } else {
    return f();
  }
}

template <class F, class What>
using next_value = typename value_of<std::decay_t<decltype(call(
    std::declval<F&>(), std::declval<What>()))>>::type;

}  // namespace looplab::chapter
