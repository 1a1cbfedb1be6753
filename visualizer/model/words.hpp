// SPDX-License-Identifier: BSL-1.0
//
// How things, durations and results are called in every sentence and label.
// Names that a program gave are shortened here, so that sentences fit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

/// Characters of a program's name that are shown, where nothing is said else.
inline constexpr std::size_t most_of_a_name = 18;
/// No name is cut to fewer; where there is less room, a descriptor is called by
/// its number alone.
inline constexpr std::size_t least_of_a_name = 4;

/// "client 2", "thread 4711", "task 5": a lane's name.
std::string task_name(const fold& from, const task_record& r,
                      std::size_t most = most_of_a_name);
/// "client 2", or, where it has no name, "fd 7 socket": a descriptor's lane.
std::string descriptor_name(const fold& from, const descriptor_record& r);
/// "m1", "timer 9": a timer, lock, channel or operation.
std::string thing_name(const fold& from, const thing_record& r,
                       std::size_t most = most_of_a_name);

/// Any id, as it is called in a sentence: "client 2", "fd 7 (client 2)",
/// "the mutex m1", "thread 4711". "something" for 0.
std::string called(const fold& from, std::uint16_t process, id self,
                   std::size_t most = most_of_a_name);

/// The same as if it had no name: "fd 7", "lock 1".
std::string unnamed(const fold& from, std::uint16_t process, id self);

/// "350 ns", "12 us", "37 ms", "2.5 s".
std::string duration(std::int64_t ns);
/// "1 byte", "5 bytes".
std::string counted(std::int64_t n, std::string_view noun);
/// "EAGAIN"; "error 4095" if it has no name. `number` is positive.
std::string errno_name(std::int64_t number);
/// "nothing there now": what it means to somebody who waits; "" if we have no
/// better words than the name.
std::string_view errno_meaning(std::int64_t number);
/// "readable", "readable and writable", "in error": trace::readiness bits.
std::string readiness_words(std::uint8_t bits);
/// The same for an epoll event mask: "reading", "reading and writing".
std::string interest_words(std::uint32_t mask);

/// "server.cpp:31", "" where the file is not known.
std::string line_name(const trace::frame_line& at);
/// The same of a place's innermost frame.
std::string line_of_place(const trace::log& events, std::uint32_t place);

/// What is written into a lane that waits: "io fd 7", "timer 100 ms",
/// "lock m1"; "" for a lane that does not wait.
std::string wait_label(const fold& from, lane_slot lane);

}  // namespace looplab::model
