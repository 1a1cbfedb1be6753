// SPDX-License-Identifier: BSL-1.0
//
// Logs in bounded memory: what a file has is read again when it is looked at,
// what nobody has is let go and said to be, and nothing is mixed up.
#include "trace/entry_list.hpp"

#include <chrono>
#include <fstream>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/recording.hpp"

namespace looplab::trace::testing {

namespace {

constexpr std::size_t block = entry_list::per_block;

entry numbered(std::size_t i) {
  entry e{};
  e.t_ns = static_cast<std::int64_t>(i) + 7;
  e.kind = event_kind::run;
  e.arg = static_cast<std::int64_t>(i);
  return e;
}

void grow(log& to, std::size_t size) {
  while (to.size() < size) {
    to.append(numbered(to.size()));
  }
}

/// A recording of so many numbered entries, in chunks of any size.
void write_numbered(const std::filesystem::path& file, std::size_t size) {
  std::minstd_rand random(1);
  std::string error;
  const auto to = recording_writer::create(file, error);
  ASSERT_NE(to, nullptr) << error;
  log from;
  from.add_process({});
  from.entries().keep(2 * block);
  from.entries().back_with(to->written());
  while (from.size() < size) {
    grow(from, std::min(size, from.size() + 1 + random() % 30'000));
    ASSERT_TRUE(to->write(from, error)) << error;
  }
  ASSERT_TRUE(to->finish(from, error)) << error;
}

void expect_numbered(const log& in, std::size_t i) {
  EXPECT_EQ(in[i].arg, static_cast<std::int64_t>(i));
}

}  // namespace

TEST(entry_list, lets_go_of_the_oldest_when_nobody_has_it) {
  log all;
  all.entries().keep(3 * block);
  grow(all, 5 * block + 10);
  EXPECT_EQ(all.oldest(), 0u) << "only whoever has looked at it lets it go";
  expect_numbered(all, 1);
  all.entries().let_go();
  EXPECT_EQ(all.size(), 5 * block + 10);
  EXPECT_EQ(all.oldest(), 3 * block);
  for (const std::size_t i : {3 * block, 4 * block + 5, all.size() - 1}) {
    expect_numbered(all, i);
  }
  expect_numbered(all, 0);  // times are told from the first
  EXPECT_EQ(all[1].kind, event_kind::gap);
  EXPECT_EQ(all[1].arg, 0);
  EXPECT_EQ(all[1].t_ns, all[all.oldest()].t_ns);
}

TEST(entry_list, reads_again_what_its_recording_has) {
  const directory where;
  std::string error;
  const auto to = recording_writer::create(where.path() / "run.loop", error);
  ASSERT_NE(to, nullptr) << error;
  log all;
  all.add_process({});
  all.entries().keep(2 * block);
  all.entries().back_with(to->written());
  while (all.size() < 9 * block) {
    grow(all, all.size() + 10'000);
    ASSERT_TRUE(to->write(all, error)) << error;
    all.entries().let_go();
  }
  EXPECT_EQ(all.oldest(), 0u);
  std::minstd_rand random(3);
  for (int i = 0; i < 300; ++i) {
    expect_numbered(all, random() % all.size());
  }
}

TEST(entry_list, of_a_recording_is_whole_wherever_it_is_looked_at) {
  const directory where;
  const auto file = where.path() / "run.loop";
  const std::size_t size = 20 * block + 123;
  write_numbered(file, size);
  log back;
  std::string note, error;
  ASSERT_TRUE(read_recording(file, back, note, error)) << error;
  EXPECT_EQ(note, "");
  ASSERT_EQ(back.size(), size);
  for (std::size_t i = 0; i < size; ++i) {
    ASSERT_EQ(back[i].arg, static_cast<std::int64_t>(i));
  }
  std::minstd_rand random(5);
  for (int i = 0; i < 300; ++i) {
    expect_numbered(back, random() % size);
  }
}

// Somebody records to the same name while it is shown.
TEST(entry_list, of_a_recording_that_was_cut_off_meanwhile_has_gaps) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_numbered(file, 20 * block);
  log back;
  std::string note, error;
  ASSERT_TRUE(read_recording(file, back, note, error)) << error;
  std::filesystem::resize_file(file, 100);
  EXPECT_EQ(back[block].kind, event_kind::gap);
  expect_numbered(back, back.size() - 1);
}

TEST(entry_list, is_filled_part_by_part_and_ends_at_the_damage) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_numbered(file, 4 * block);
  const auto bytes = std::filesystem::file_size(file);
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary)
      .seekp(static_cast<std::streamoff>(bytes / 2))
      .put('\x55')
      .put('\x55');
  log back;
  std::string note, error;
  const auto from = recording_reader::open(file, back, note, error);
  ASSERT_NE(from, nullptr) << error;
  EXPECT_EQ(from->total(), 4 * block);
  EXPECT_EQ(back.size(), 0u);
  EXPECT_TRUE(from->more(back, 1000, error)) << error;
  EXPECT_GE(back.size(), 1000u);
  EXPECT_LT(back.size(), block);
  EXPECT_FALSE(
      from->more(back, std::numeric_limits<std::size_t>::max(), error));
  EXPECT_NE(error.find("begins with event " + std::to_string(back.size())),
            std::string::npos)
      << error;
  EXPECT_NE(error.find("damaged"), std::string::npos) << error;
  EXPECT_GT(back.size(), block);
  expect_numbered(back, back.size() - 1);
  EXPECT_FALSE(read_recording(file, back, note, error));
}

}  // namespace looplab::trace::testing
