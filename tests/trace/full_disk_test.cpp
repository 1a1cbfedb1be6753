// SPDX-License-Identifier: BSL-1.0
//
// No room for the trace: the program says one sentence and goes on unrecorded.
// It must never be killed by SIGBUS or SIGXFSZ.
#include <sys/mount.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"

namespace looplab::trace::testing {

namespace {

/// A file system of a given size, for root.
class small_disk {
 public:
  explicit small_disk(const std::string& size) {
    mounted_ = mount("none", where_.path().c_str(), "tmpfs", 0,
                     ("size=" + size + ",mode=0700").c_str()) == 0;
  }

  ~small_disk() {
    if (mounted_) {
      umount2(where_.path().c_str(), MNT_DETACH);
    }
  }

  small_disk(const small_disk&) = delete;
  small_disk& operator=(const small_disk&) = delete;

  bool mounted() const { return mounted_; }

  const directory& where() const { return where_; }

 private:
  directory where_;
  bool mounted_ = false;
};

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST(full_disk, without_room_for_the_tables_turns_recording_off) {
  const small_disk disk("200k");
  if (!disk.mounted()) {
    GTEST_SKIP() << "only root can mount a small file system";
  }
  traced it(disk.where(), {"story"});
  EXPECT_EQ(it.program().wait(), 11);
  EXPECT_EQ(lines(it.program().output()), 1u) << it.program().output();
  EXPECT_NE(it.program().output().find("No space left"), std::string::npos)
      << it.program().output();
  EXPECT_TRUE(disk.where().files().empty());
}

TEST(full_disk, without_room_for_a_ring_turns_recording_off) {
  // Room for the tables and the first ring, not for four more. The threads
  // must all be alive at once: one that ends leaves its ring to the next.
  const small_disk disk("5m");
  if (!disk.mounted()) {
    GTEST_SKIP() << "only root can mount a small file system";
  }
  traced it(disk.where(), {"crowd", "4"});
  ASSERT_TRUE(
      support::eventually([&] { return lines(it.program().output()) == 1; }));
  EXPECT_NE(it.program().output().find("is full"), std::string::npos);
  EXPECT_TRUE(it.program().running());
  it.program().signal(SIGTERM);
  EXPECT_EQ(it.program().wait(), 0);
}

TEST(full_disk, a_limit_on_file_sizes_is_respected) {
  const directory where;
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 1 << 20;
  setrlimit(RLIMIT_FSIZE, &small);
  traced it(where, {"story"});
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(it.program().wait(), 11);
  EXPECT_NE(it.program().output().find("ulimit -f"), std::string::npos);
}

}  // namespace looplab::trace::testing
