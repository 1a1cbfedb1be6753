// SPDX-License-Identifier: BSL-1.0
//
// Finds, in the type of an operation of Boost.Asio, the code of the handler
// that a person wrote: a lambda, or an object with one call operator. Asio
// itself is never named as somebody's code. What it cannot know at compile time
// (a function pointer, std::bind, an overloaded operator) has no code here.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <boost/system/error_code.hpp>

namespace looplab::trace::asio {

template <class T>
constexpr std::string_view name_of() noexcept {
  constexpr std::string_view whole = __PRETTY_FUNCTION__;
  constexpr std::size_t at = whole.find("T = ");
  static_assert(at != whole.npos);
  return whole.substr(at + 4);
}

/// Whether a type's name begins with a library's namespace.
template <class T>
constexpr bool of_a_library() noexcept {
  return name_of<T>().starts_with("boost::") ||
         name_of<T>().starts_with("std::");
}

/// What a handler is called with. A lambda with `auto` parameters has an
/// address only for certain types, and must not be asked with others: they
/// might not compile.
template <class... Arguments>
struct call {};

struct call_unknown {};

/// What the handler of an operation is called with, as far as it is certain.
template <class Op>
constexpr auto call_of() noexcept {
  using boost::system::error_code;
  constexpr auto is = [](std::string_view name) {
    constexpr std::string_view room = "boost::asio::detail::";
    return name_of<Op>().starts_with(room) &&
           name_of<Op>().substr(room.size()).starts_with(name);
  };
  if constexpr (is("reactive_socket_recv") || is("reactive_socket_send") ||
                is("descriptor_read_op<") || is("descriptor_write_op<")) {
    return call<error_code, std::size_t>{};
  } else if constexpr (is("wait_handler<") || is("reactive_wait_op<") ||
                       is("reactive_socket_connect_op<")) {
    return call<error_code>{};
  } else {
    return call_unknown{};
  }
}

/// Whether a composed operation calls its handler as the operations that it is
/// made of call theirs.
template <class Composed>
constexpr bool calls_likewise() noexcept {
  return name_of<Composed>().starts_with("boost::asio::detail::read_") ||
         name_of<Composed>().starts_with("boost::asio::detail::write_");
}

/// The C++ ABI of every system here: the function's address comes first.
template <class Member>
const void* address_in(Member member) noexcept {
  const void* code = nullptr;
  std::memcpy(&code, &member, sizeof code);
  return code;
}

template <class T, class... A>
const void* generic_code(call<boost::system::error_code, A...>) noexcept {
  using error = boost::system::error_code;
  using by_value = void (T::*)(error, A...) const;
  using by_reference = void (T::*)(const error&, A...) const;
  if constexpr (requires { static_cast<by_value>(&T::operator()); }) {
    return address_in(static_cast<by_value>(&T::operator()));
  } else if constexpr (requires {
                         static_cast<by_reference>(&T::operator());
                       }) {
    return address_in(static_cast<by_reference>(&T::operator()));
  } else {
    return nullptr;
  }
}

template <class T>
const void* generic_code(call_unknown) noexcept {
  return nullptr;
}

/// The address of T's call operator; nullptr if it is not T's own code.
template <class T, class Call>
const void* call_operator_of() noexcept {
  if constexpr (!std::is_class_v<T>) {
    return nullptr;
  } else if constexpr (of_a_library<T>() || std::is_polymorphic_v<T>) {
    return nullptr;
  } else if constexpr (requires { &T::operator(); }) {
    return address_in(&T::operator());
  } else {
    return generic_code<T>(Call{});
  }
}

/// Of a type and the types that it is made of, the first that has code.
template <class T, class Call>
struct handler_code {
  static const void* find() noexcept { return call_operator_of<T, Call>(); }
};

template <template <class...> class Made, class... Parts, class Call>
struct handler_code<Made<Parts...>, Call> {
  using whole = Made<Parts...>;
  static constexpr bool same_call =
      !std::is_same_v<decltype(call_of<whole>()), call_unknown> ||
      calls_likewise<whole>();
  using inner = std::conditional_t<same_call, Call, call_unknown>;

  static const void* find() noexcept {
    const void* code = call_operator_of<whole, Call>();
    static_cast<void>(
        ((code == nullptr &&
          (code = handler_code<Parts, inner>::find()) != nullptr) ||
         ...));
    return code;
  }
};

/// The code of the handler that this operation calls in the end, or nullptr.
template <class Op>
const void* code_of() noexcept {
  return handler_code<Op, decltype(call_of<Op>())>::find();
}

}  // namespace looplab::trace::asio
