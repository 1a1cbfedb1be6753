// SPDX-License-Identifier: BSL-1.0
//
// Which coroutine awaits an operation of Boost.Asio. The tracking macros do not
// say; but Asio asks the coroutine's handler for its executor as it makes the
// operation, and that is a place where a program may look on. It changes
// nothing of the answer.
#pragma once

#include <string_view>

#include "trace/hooks/asio/handler.hpp"

#if defined(BOOST_ASIO_HAS_CO_AWAIT)

namespace boost::asio {

template <typename T, typename Executor>
struct associated_executor;

namespace detail {

template <typename, typename...>
class awaitable_handler;

}  // namespace detail

/// What Asio itself defines for a handler with an executor of its own, and a
/// note of who was asked.
template <typename Own, typename... Results, typename Executor>
struct associated_executor<detail::awaitable_handler<Own, Results...>,
                           Executor> {
  using handler = detail::awaitable_handler<Own, Results...>;
  using type = Own;

  template <typename Handler = handler>
  static auto get(const Handler& h) noexcept -> decltype(h.get_executor()) {
    if (looplab::trace::on()) [[unlikely]] {
      // The frame at the bottom of the coroutine's stack is the same in all its
      // steps. To look at it is no change, though Asio did not say so.
      looplab::trace::asio::awaiting = const_cast<Handler&>(h).entry_point();
    }
    return h.get_executor();
  }

  template <typename Handler = handler>
  static auto get(const Handler& h, const Executor&) noexcept
      -> decltype(h.get_executor()) {
    return get(h);
  }
};

}  // namespace boost::asio

#endif

namespace looplab::trace::asio {

/// Whether the operation's type says that a coroutine awaits it.
template <class Op>
constexpr bool is_awaited() noexcept {
  constexpr std::string_view type = __PRETTY_FUNCTION__;
  return type.find("awaitable_handler<") != type.npos;
}

}  // namespace looplab::trace::asio
