// SPDX-License-Identifier: BSL-1.0
//
// The sixteen macros with which Boost.Asio 1.81 lets a program follow its
// handlers. Nobody includes this file: Asio does, in every source file, when
// the program is built with the target `asio_hooks`, that is with
//
//   BOOST_ASIO_CUSTOM_HANDLER_TRACKING="trace/hooks/asio/tracking.hpp"
//
// All sources that share Asio's types must be built so, because the macros put
// a base class into every operation. What is asked of the kernel (turns,
// readiness, attempts to read) is told by hooks/posix, not a second time here.
#pragma once

#include <errno.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/system/error_code.hpp>

#include "trace/hooks/asio/code.hpp"
#include "trace/hooks/asio/coroutine.hpp"
#include "trace/hooks/asio/handler.hpp"

namespace looplab::trace::asio {

/// The base of every operation of Asio.
class tracked_handler {
 protected:
  tracked_handler() noexcept = default;
  ~tracked_handler() = default;

 private:
  friend struct ticket_of;
  ticket ticket_;
};

struct ticket_of {
  static ticket& in(tracked_handler& h) noexcept { return h.ticket_; }

  static const ticket& in(const tracked_handler& h) noexcept {
    return h.ticket_;
  }
};

/// States where the user's code is while an operation is started.
class location_here {
 public:
  location_here(const char* file, int line, const char* function) noexcept
      : here_{file, line, function, stated} {
    stated = &here_;
  }

  location_here(const location_here&) = delete;
  location_here& operator=(const location_here&) = delete;

  ~location_here() { stated = here_.outer; }

 private:
  stated_place here_;
};

constexpr verb deed_of(std::string_view name) noexcept {
  return name.starts_with("async_receive") || name.starts_with("async_read")
             ? verb::read
         : name.starts_with("async_send") || name.starts_with("async_write")
             ? verb::write
         : name.starts_with("async_accept")  ? verb::accept
         : name.starts_with("async_connect") ? verb::connect
         : name.starts_with("async_wait")    ? verb::wait
                                             : verb::other;
}

/// Of CLOCK_MONOTONIC; 0 if the clock of the time is none that is known.
template <class Time>
std::int64_t moment_of(const Time& when) noexcept {
  using namespace std::chrono;
  if constexpr (requires { typename Time::clock; }) {
    const nanoseconds left = when - Time::clock::now();
    return (steady_clock::now().time_since_epoch() + left).count();
  } else {
    return 0;
  }
}

template <>
inline std::int64_t moment_of(
    const std::chrono::steady_clock::time_point& when) noexcept {
  return std::chrono::nanoseconds(when.time_since_epoch()).count();
}

/// An operation as Asio describes it, in our words.
template <class Object>
operation describe(std::string_view type, const Object* object,
                   std::uintmax_t handle, const char* name,
                   const void* code) noexcept {
  constexpr std::string_view prefix = "async_";
  operation what{name, wanted::event, deed_of(name), -1, 0, code};
  if (std::string_view(name).starts_with(prefix)) {
    what.name += prefix.size();
  }
  if (type == "socket" || type == "descriptor") {
    what.what = wanted::descriptor;
    what.fd = static_cast<int>(handle);
  } else if constexpr (requires { object->expiry; }) {
    what.what = wanted::time;
    what.deadline_ns = moment_of(object->expiry);
    what.deed = what.deadline_ns != 0 ? verb::arm : verb::wait;
  } else if (type != "channel" && type != "resolver" && type != "signal_set") {
    // An executor. `execute` is what post() and defer() become on the way.
    what.what = wanted::turn;
    what.deed = verb::post;
    what.name = type.starts_with("strand") ? "strand post" : "post";
  }
  return what;
}

template <class Context, class Op, class Object>
[[gnu::always_inline]] inline void creation(Context&, Op& op, const char* type,
                                            Object* object,
                                            std::uintmax_t handle,
                                            const char* name) noexcept {
  if (on()) [[unlikely]] {
    tracked_handler& h = op;
    operation what = describe(type, object, handle, name, code_of<Op>());
    if constexpr (is_awaited<Op>()) {
      what.coroutine = std::exchange(awaiting, nullptr);
    }
    created(ticket_of::in(h), what);
  }
}

template <class Context, class Object>
[[gnu::always_inline]] inline void operation_told(Context&,
                                                  std::string_view type,
                                                  const Object*,
                                                  std::uintmax_t handle,
                                                  std::string_view name) {
  if (on()) [[unlikely]] {
    if (type == "socket" && name == "cancel") {
      cancelled(static_cast<int>(handle));
    }
  }
}

/// An attempt that succeeded. One that failed may be tried again, so its
/// result is told by whom it reaches: the handler.
inline void attempted(tracked_handler& h, const char* name,
                      const boost::system::error_code& error,
                      std::size_t bytes = 0) noexcept {
  ticket& t = ticket_of::in(h);
  // A connection that is on its way looks like one that was made.
  if (t.task != 0 && !error.failed() &&
      std::strcmp(name, "non_blocking_connect") != 0) [[unlikely]] {
    succeeded(t, static_cast<std::int64_t>(bytes));
  }
}

/// The result as the trace has it: an errno is negative, the end of a stream
/// is 0 bytes, and an error of another kind is EIO after its own words.
[[gnu::cold]] inline std::int64_t failure_of(
    const ticket& t, const boost::system::error_code& error) noexcept {
  const auto& kind = error.category();
  if (kind == boost::system::system_category() ||
      kind == boost::system::generic_category()) {
    return -error.value();
  }
  constexpr int end_of_stream = 2;
  if (std::string_view(kind.name()) == "asio.misc" &&
      error.value() == end_of_stream) {
    return 0;
  }
  char words[128];
  remarked(t, kind.message(error.value(), words, sizeof words));
  return -EIO;
}

/// From an operation's end to its handler's: on the stack of whoever calls it.
class completion {
 public:
  template <class Op>
  explicit completion(const Op& op) noexcept {
    const tracked_handler& h = op;
    way_.of = ticket_of::in(h);
    way_.code = code_of<Op>();
  }

  completion(const completion&) = delete;
  completion& operator=(const completion&) = delete;

  ~completion() {
    if (way_.of.task != 0) [[unlikely]] {
      dropped(way_);
    }
  }

  void invocation_begin() noexcept { begin({}, 0); }

  void invocation_begin(const boost::system::error_code& error) noexcept {
    begin(error, 0);
  }

  template <class Result>
  void invocation_begin(const boost::system::error_code& error,
                        const Result& result) noexcept {
    if constexpr (std::is_integral_v<Result>) {
      begin(error, static_cast<std::int64_t>(result));
    } else {
      begin(error, 0);
    }
  }

  void invocation_end() noexcept {
    if (way_.of.task != 0) [[unlikely]] {
      returned(way_);
    }
  }

 private:
  void begin(const boost::system::error_code& error,
             std::int64_t result) noexcept {
    if (on()) [[unlikely]] {
      began(way_, error.failed() ? failure_of(way_.of, error) : result);
    }
  }

  passage way_;
};

/// What Asio says of its reactor, the posix hooks have seen.
template <class... What>
constexpr void seen_elsewhere(const What&...) noexcept {}

}  // namespace looplab::trace::asio

#define BOOST_ASIO_INHERIT_TRACKED_HANDLER \
  : public ::looplab::trace::asio::tracked_handler
#define BOOST_ASIO_ALSO_INHERIT_TRACKED_HANDLER \
  , public ::looplab::trace::asio::tracked_handler
#define BOOST_ASIO_HANDLER_TRACKING_INIT (void)0
#define BOOST_ASIO_HANDLER_LOCATION(args) \
  const ::looplab::trace::asio::location_here tracked_location args
#define BOOST_ASIO_HANDLER_CREATION(args) ::looplab::trace::asio::creation args
#define BOOST_ASIO_HANDLER_COMPLETION(args) \
  ::looplab::trace::asio::completion tracked_completion args
#define BOOST_ASIO_HANDLER_INVOCATION_BEGIN(args) \
  tracked_completion.invocation_begin args
#define BOOST_ASIO_HANDLER_INVOCATION_END tracked_completion.invocation_end()
#define BOOST_ASIO_HANDLER_OPERATION(args) \
  ::looplab::trace::asio::operation_told args
#define BOOST_ASIO_HANDLER_REACTOR_REGISTRATION(args) \
  ::looplab::trace::asio::seen_elsewhere args
#define BOOST_ASIO_HANDLER_REACTOR_DEREGISTRATION(args) \
  ::looplab::trace::asio::seen_elsewhere args
#define BOOST_ASIO_HANDLER_REACTOR_READ_EVENT ::looplab::trace::readable
#define BOOST_ASIO_HANDLER_REACTOR_WRITE_EVENT ::looplab::trace::writable
#define BOOST_ASIO_HANDLER_REACTOR_ERROR_EVENT ::looplab::trace::failed
#define BOOST_ASIO_HANDLER_REACTOR_EVENTS(args) \
  ::looplab::trace::asio::seen_elsewhere args
#define BOOST_ASIO_HANDLER_REACTOR_OPERATION(args) \
  ::looplab::trace::asio::attempted args
