// SPDX-License-Identifier: BSL-1.0
//
// The scenarios of the probe, and how one says that something came out wrong.
#pragma once

namespace looplab::test {

/// The first thing that does not hold makes the probe exit 1.
void expect(bool holds, const char* what);

void pipe_scenario();
void sockets_scenario();
void server_scenario();
void files_scenario();
void copies_scenario();
void shared_scenario();
void closefrom_scenario();
void wide_close_scenario();

void epoll_scenario();
void polling_scenario();
void sleep_scenario();

void signals_scenario();
void children_scenario();

void thread_scenario();
void thread_names_scenario();
void mutex_scenario();
void condition_scenario();
void semaphore_scenario();
void future_scenario();
void places_scenario();

void errno_scenario();
void interrupt_scenario();
void cancel_scenario();
void handler_scenario();
void early_scenario();
void fork_scenario();
void vfork_scenario();
void rights_scenario();

}  // namespace looplab::test
