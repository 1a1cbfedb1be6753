// SPDX-License-Identifier: BSL-1.0
//
// Calls on descriptors are told as they happened: once each, in order, and as
// a wait exactly where the descriptor makes its caller wait.
#include "tests/hooks/exact_lines.hpp"

namespace looplab::test {

class transfers : public every_way {};

TEST_P(transfers, of_a_pipe_wait_until_it_is_made_non_blocking) {
  EXPECT_EQ(
      told("pipe"),
      (lines{"create pipe d1", "create pipe d2 from d1", "stop io d2", "run d2",
             "write d2 5", "stop io d1", "run d1", "read d1 5", "flags d1 2048",
             "read d1 -11", "flags d1 0", "close d2 0", "end d2", "stop io d1",
             "run d1", "read d1 0", "close d1 0", "end d1"}));
}

TEST_P(transfers, of_a_socket_have_one_line_by_whatever_name) {
  EXPECT_EQ(told("sockets"),
            (lines{"create socket d1", "create socket d2 from d1", "write d1 3",
                   "read d2 3", "write d1 3", "read d2 3", "write d1 3",
                   "read d2 3", "write d1 3", "read d2 3", "read d2 -11",
                   "close d1 0", "end d1", "close d2 0", "end d2"}));
}

TEST_P(transfers, of_a_server_name_the_listener) {
  EXPECT_EQ(told("server"),
            (lines{"create socket d1", "create socket d2", "stop io d2",
                   "run d2", "connect d2 0", "stop io d1", "run d1",
                   "accept d1 d3", "create socket d3 from d1", "read d3 -11",
                   "read d2 -11", "shutdown d2 0", "close d3 0", "end d3",
                   "close d2 0", "end d2", "close d1 0", "end d1"}));
}

TEST_P(transfers, of_files_wait_and_copies_are_followed) {
  EXPECT_EQ(told("files"), (lines{"create file d1",
                                  "stop io d1",
                                  "run d1",
                                  "read d1 4",
                                  "stop io d1",
                                  "run d1",
                                  "read d1 4",
                                  "create file d2",
                                  "create file d3 from d1",
                                  "close d2 0",
                                  "end d2",
                                  "create file d2 from d1",
                                  "create file d4 from d1",
                                  "close d4 0",
                                  "end d4",
                                  "close d3 0",
                                  "end d3",
                                  "close d2 0",
                                  "end d2",
                                  "close d1 0",
                                  "end d1"}));
}

TEST_P(transfers, inside_the_kernel_name_both_ends) {
  EXPECT_EQ(
      told("copies"),
      (lines{"create file d1", "create pipe d2", "create pipe d3 from d2",
             "create pipe d4", "create pipe d5 from d4", "copy d3 100 with d1",
             "copy d5 100 with d2", "close d1 0", "end d1"}));
}

TEST_P(transfers, of_a_copied_descriptor_know_its_flags) {
  EXPECT_EQ(told("shared"),
            (lines{"create pipe d1", "create pipe d2 from d1",
                   "create pipe d3 from d1", "stop io d2", "run d2",
                   "write d2 4", "stop io d3", "run d3", "read d3 2",
                   "flags d1 2048", "read d3 2"}));
}

TEST_P(transfers, end_with_closefrom_but_the_trace_goes_on) {
  EXPECT_EQ(told("closefrom"),
            (lines{"create pipe d1", "create pipe d2 from d1", "close d1 0",
                   "end d1", "close d2 0", "end d2", "create pipe d1",
                   "create pipe d2 from d1"}));
}

TEST_P(transfers, go_on_when_numbers_that_nobody_has_are_closed) {
  EXPECT_EQ(told("wide_close"),
            (lines{"create pipe d1", "create pipe d2 from d1", "stop io d2",
                   "run d2", "write d2 1"}));
}

TEST_P(transfers, before_and_after_main_are_told) {
  EXPECT_EQ(told("early"), (lines{"create pipe d1", "create pipe d2 from d1",
                                  "stop io d2", "run d2", "write d2 5",
                                  "stop io d2", "run d2", "write d2 4"}));
}

INSTANTIATE_TEST_SUITE_P(hooks, transfers, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
