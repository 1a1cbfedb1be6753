// SPDX-License-Identifier: BSL-1.0
//
// Boost.Asio, compiled once: its headers declare here what they otherwise
// define in every program that includes them. Nothing else belongs here.
#include <boost/asio/impl/src.hpp>
