// SPDX-License-Identifier: BSL-1.0
//
// Files that lie. Each is refused with a reason or read as far as it makes
// sense; none may crash the reader or make it loop.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/controller.hpp"
#include "trace/layout.hpp"

namespace looplab::trace::testing {

namespace {

/// A directory with a good file of a small, dead program.
class victim : public ::testing::Test {
 protected:
  void SetUp() override {
    traced it(where_, {"story"},
              {{"LOOPLAB_TRACE_KEEP", "1"}, {"LOOPLAB_TRACE_BUDGET_MIB", "1"}});
    ASSERT_TRUE(it.program().wait().has_value());
    good_ = bytes_of(it.file());
    ASSERT_GT(good_.size(), layout::page);
    file_ = where_.path() / "1.trace";
  }

  layout::header& head() {
    return *reinterpret_cast<layout::header*>(good_.data());
  }

  void write(const std::string& bytes) {
    std::filesystem::remove(file_);
    std::ofstream(file_, std::ios::binary) << bytes;
    chmod(file_.c_str(), 0600);
  }

  /// The reason why the changed file is refused; "" if it is not.
  std::string refusal() {
    write(good_);
    std::string error;
    const auto opened = reader::open(file_, error);
    return opened == nullptr ? error : "";
  }

  /// Reads all there is, as a post-mortem would.
  void read_all() {
    std::string error;
    if (const auto opened = reader::open(file_, error)) {
      log seen;
      for (int i = 0; i < 100 && opened->drain(seen) > 0; ++i) {
      }
    } else {
      EXPECT_FALSE(error.empty());
    }
  }

  directory where_;
  std::string good_;
  std::filesystem::path file_;
};

}  // namespace

TEST_F(victim, is_accepted_as_it_is) {
  EXPECT_EQ(refusal(), "");
}

TEST_F(victim, of_another_version_is_refused_with_both_named) {
  head().major_version = 2;
  head().minor_version = 3;
  EXPECT_NE(refusal().find("version 2.3, this reader speaks 1.0"),
            std::string::npos)
      << refusal();
}

TEST_F(victim, of_a_newer_minor_version_is_accepted) {
  head().minor_version = 9;
  EXPECT_EQ(refusal(), "");
}

TEST_F(victim, with_other_events_is_refused) {
  head().event_size = 64;
  EXPECT_NE(refusal().find("64 bytes, not 32"), std::string::npos);
}

TEST_F(victim, without_the_magic_is_refused) {
  good_[0] = 'X';
  EXPECT_NE(refusal().find("not a trace file"), std::string::npos);
}

TEST_F(victim, with_a_part_far_away_is_refused) {
  head().strings_offset = std::uint64_t{1} << 40;
  EXPECT_NE(refusal().find("string arena"), std::string::npos) << refusal();
}

TEST_F(victim, with_parts_on_each_other_is_refused) {
  head().entities_offset = head().locations_offset;
  EXPECT_NE(refusal().find("entity table"), std::string::npos) << refusal();
}

TEST_F(victim, with_an_odd_ring_is_refused) {
  head().classes[4].capacity = 513;
  EXPECT_NE(refusal().find("power of two"), std::string::npos) << refusal();
}

TEST_F(victim, that_is_cut_off_is_refused) {
  good_.resize(good_.size() - 1);
  EXPECT_NE(refusal().find("cut off"), std::string::npos) << refusal();
  good_.resize(100);
  EXPECT_NE(refusal().find("cut off"), std::string::npos) << refusal();
  good_.clear();
  EXPECT_NE(refusal().find("cut off"), std::string::npos) << refusal();
}

TEST_F(victim, that_others_may_write_is_refused) {
  write(good_);
  chmod(file_.c_str(), 0666);
  std::string error;
  EXPECT_EQ(reader::open(file_, error), nullptr);
  EXPECT_NE(error.find("open to others"), std::string::npos) << error;
}

TEST_F(victim, behind_a_link_is_refused) {
  write(good_);
  const auto link = where_.path() / "2.trace";
  std::filesystem::create_symlink(file_, link);
  std::string error;
  EXPECT_EQ(reader::open(link, error), nullptr);
  EXPECT_NE(error.find("not a regular file"), std::string::npos) << error;
}

TEST_F(victim, that_is_a_pipe_is_refused_at_once) {
  ASSERT_EQ(mkfifo(file_.c_str(), 0600), 0);
  std::string error;
  EXPECT_EQ(reader::open(file_, error), nullptr);
  EXPECT_NE(error.find("not a regular file"), std::string::npos) << error;
}

TEST_F(victim, of_somebody_else_is_refused) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "only root can make a file of somebody else";
  }
  write(good_);
  ASSERT_EQ(chown(file_.c_str(), 65534, 65534), 0);
  std::string error;
  EXPECT_EQ(reader::open(file_, error), nullptr);
  EXPECT_NE(error.find("somebody else"), std::string::npos) << error;
}

TEST_F(victim, that_shrinks_while_it_is_read_does_not_kill) {
  write(good_);
  std::string error;
  const auto opened = reader::open(file_, error);
  ASSERT_NE(opened, nullptr) << error;
  log seen;
  for (const off_t size :
       {static_cast<off_t>(head().rings_offset), off_t{100}, off_t{0}}) {
    ASSERT_EQ(truncate(file_.c_str(), size), 0);
    EXPECT_EQ(opened->drain(seen), 0u);
    EXPECT_EQ(opened->state(), writer_state::crashed);
  }
}

// Found by a fuzzer: a clock that stands where no time can be reckoned with.
TEST_F(victim, whose_clock_stands_at_the_end_of_numbers_is_read) {
  head().ns1 = std::uint64_t{1} << 63;
  head().ns0 = ~std::uint64_t{0};
  write(good_);
  read_all();
}

TEST_F(victim, with_any_bytes_changed_is_refused_or_read) {
  // Most changes go where the numbers are: header, gate, ring directory, and
  // the first rows of each table.
  const std::size_t starts[] = {0,
                                head().gate_offset,
                                head().directory_offset,
                                head().strings_offset,
                                head().locations_offset,
                                head().entities_offset,
                                head().rings_offset};
  write(good_);
  const int fd = open(file_.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(fd, 0);
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::minstd_rand random(seed + 1);
    std::string undo;
    std::size_t first = good_.size();
    for (int change = 0; change < 4; ++change) {
      const std::size_t at =
          std::min(starts[random() % std::size(starts)] + random() % 600,
                   good_.size() - 8);
      const std::uint64_t values[] = {random(), 0, ~std::uint64_t{0},
                                      std::uint64_t{1} << random() % 64};
      const std::uint64_t value = values[random() % 4];
      ASSERT_GT(pwrite(fd, &value, 1 + random() % 8, static_cast<off_t>(at)),
                0);
      first = std::min(first, at);
    }
    read_all();
    std::string error;
    controller::take(file_, error);
    EXPECT_FALSE(error.empty()) << "seed " << seed << ": nobody writes it";
    // Everything the reader looks at lies in front of the rings' far ends.
    const std::size_t near = starts[6] + 1024;
    ASSERT_EQ(pwrite(fd, good_.data(), near, 0), static_cast<ssize_t>(near));
  }
  close(fd);
}

}  // namespace looplab::trace::testing
