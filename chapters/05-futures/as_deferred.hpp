// SPDX-License-Identifier: BSL-1.0
//
// Asio's operations as deferreds: pass as_deferred() where a callback would
// stand, and the call returns a deferred of what the callback would have been
// told. Asio has something called `deferred` too: an operation that has not
// begun. These have.
#pragma once

#include <memory>
#include <tuple>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detail/handler_tracking.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

#include "chapters/05-futures/when.hpp"
#include "chapters/common/clock.hpp"

namespace looplab::chapter {

namespace asio = boost::asio;
using boost::system::error_code;
using boost::system::system_error;

/// What stands where a callback would, and the line where it stands. (A
/// std::source_location would tell the function's whole type as its name.)
struct as_deferred {
  explicit as_deferred(const char* in_file = __builtin_FILE(),
                       int at_line = __builtin_LINE(),
                       const char* in_function = __builtin_FUNCTION())
      : file(in_file), line(at_line), function(in_function) {}

  const char* file;
  int line;
  const char* function;
};

/// What is under way. Asked to stop, an operation still ends by itself, and
/// says how: it may have done its work already.
template <class T>
struct operation final : cancellable {
  void cancel() override { signal.emit(asio::cancellation_type::terminal); }

  asio::cancellation_signal signal{};
  deferred_state<T> result{};
};

/// The callback that Asio gets: it fires the deferred.
template <class T>
struct firing_handler {
  using cancellation_slot_type = asio::cancellation_slot;

  cancellation_slot_type get_cancellation_slot() const noexcept { return slot; }

  template <class... Value>
  void operator()(error_code code, Value... value) {
    code ? fail(code) : result.callback(T{std::move(value)...});
  }

  void fail(error_code code) const {
    bool stopped = code == asio::error::operation_aborted;
    result.errback(stopped ? std::make_exception_ptr(cancelled())
                           : std::make_exception_ptr(system_error(code)));
  }

  deferred<T> result;
  asio::cancellation_slot slot;
};

template <class T, class Begin, class... Args>
deferred<T> begin_operation(Begin&& begin,
                            [[maybe_unused]] const as_deferred& token,
                            Args&&... args) {
  // The line that a screen shows for the operation.
  BOOST_ASIO_HANDLER_LOCATION((token.file, token.line, token.function));
  auto begun = std::make_shared<operation<T>>();
  deferred<T> result(begun);
  std::forward<Begin>(begin)(firing_handler<T>{result, begun->signal.slot()},
                             std::forward<Args>(args)...);
  return result;
}

}  // namespace looplab::chapter

/// What Asio asks: what does a call with as_deferred() return?
template <class... Value>
struct boost::asio::async_result<looplab::chapter::as_deferred,
                                 void(boost::system::error_code, Value...)> {
  template <class Begin, class... Args>
  static auto initiate(Begin&& begin, looplab::chapter::as_deferred token,
                       Args&&... args) {
    using namespace looplab::chapter;
    using T = std::tuple_element_t<0, std::tuple<Value..., nothing>>;
    return begin_operation<T>(std::forward<Begin>(begin), token,
                              std::forward<Args>(args)...);
  }
};

namespace looplab::chapter {

/// Comes at `when`.
inline deferred<nothing> at(asio::io_context& loop, common::time_point when) {
  auto timer = std::make_shared<asio::steady_timer>(loop, when);
  return timer->async_wait(as_deferred()).add_callback([timer] {});
}

}  // namespace looplab::chapter
