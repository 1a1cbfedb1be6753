// SPDX-License-Identifier: BSL-1.0
//
// Finds, in the type of an operation of Boost.Asio, the code of the handler
// that a person wrote: a lambda, or an object with one call operator. Asio
// itself is never named as somebody's code. What it cannot know at compile time
// (a function pointer, std::bind, an overloaded operator) has no code here.
#pragma once

#include <cstring>
#include <string_view>
#include <type_traits>

namespace looplab::trace::asio {

/// Whether a type's name begins with a library's namespace.
template <class T>
constexpr bool of_a_library() noexcept {
  constexpr std::string_view whole = __PRETTY_FUNCTION__;
  constexpr std::size_t at = whole.find("T = ");
  static_assert(at != whole.npos);
  constexpr std::string_view name = whole.substr(at + 4);
  return name.starts_with("boost::") || name.starts_with("std::");
}

template <class T>
concept called_in_one_way = requires {
  &T::operator();
};

/// The address of T's call operator; nullptr if it is not T's own code.
template <class T>
const void* call_operator_of() noexcept {
  if constexpr (std::is_class_v<T> && !std::is_polymorphic_v<T>) {
    if constexpr (called_in_one_way<T>) {
      if constexpr (!of_a_library<T>()) {
        // The C++ ABI of every system here: the function's address comes first.
        const auto member = &T::operator();
        const void* code = nullptr;
        std::memcpy(&code, &member, sizeof code);
        return code;
      }
    }
  }
  return nullptr;
}

template <class T>
struct handler_code {
  static const void* find() noexcept { return call_operator_of<T>(); }
};

/// Of the types that another is made of, the first that has code.
template <template <class...> class Made, class... Parts>
struct handler_code<Made<Parts...>> {
  static const void* find() noexcept {
    const void* code = call_operator_of<Made<Parts...>>();
    static_cast<void>(
        ((code == nullptr && (code = handler_code<Parts>::find()) != nullptr) ||
         ...));
    return code;
  }
};

}  // namespace looplab::trace::asio
