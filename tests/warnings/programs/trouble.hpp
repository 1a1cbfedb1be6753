// SPDX-License-Identifier: BSL-1.0
//
// Small programs that each have one trouble, and their neighbours that look
// alike and have none. Each is a function; its name is the program's argument.
#pragma once

#include <functional>

namespace looplab::trouble {

/// A loop on one thread: an epoll descriptor and a pair of sockets, one end of
/// which it watches. What it does in a turn is the trouble's.
class small_loop {
 public:
  /// `extra` is added to the events it watches for: EPOLLET.
  explicit small_loop(unsigned extra = 0);
  ~small_loop();
  small_loop(const small_loop&) = delete;
  small_loop& operator=(const small_loop&) = delete;

  /// One turn: asks, and calls `ready` if its end of the pair can be read.
  void turn(const std::function<void()>& ready, int timeout_ms = -1);
  /// So many turns, each for one byte that it sends to itself before; reads it
  /// and calls `then`.
  void turns(int count, const std::function<void()>& then);

  int epoll() const { return epoll_; }

  int inside() const { return pair_[0]; }

  int outside() const { return pair_[1]; }

  void send_byte() const;
  bool take_byte() const;

 private:
  int epoll_;
  int pair_[2];
};

/// Computes until the thread itself has had so much of a processor.
void compute_ms(long ms);

/// Lets time pass on a thread that nobody waits for, or before the loop begins.
void pass_ms(long ms);

void long_handler();
void many_short_handlers();
void long_computation_beside_the_loop();
void poll_and_compute();

void sleep_in_the_loop();
void sleep_beside_the_loop();
void lock_in_the_loop();
void read_in_the_loop();
void read_what_is_there();

void destroyed_while_suspended();
void destroyed_when_finished();
void never_awaited();
void destroyed_with_the_loop();

void never_suspends();
void suspends_in_between();

void polls_in_vain();
void accepts_in_vain();
void polls_and_serves();

void locks_crosswise();
void locks_both_at_once();
void lock_across_a_turn();
void lock_within_a_turn();

void reads_half_of_an_edge();
void reads_all_of_an_edge();
void reads_later();
void never_closes();
void always_closes();

void queue_that_grows();
void queue_that_is_emptied();
void thread_for_each();
void threads_that_end();

}  // namespace looplab::trouble
