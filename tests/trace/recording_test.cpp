// SPDX-License-Identifier: BSL-1.0
//
// Runs on disk: what was written is read back the same, a file cut off is good
// up to the cut, and a damaged one is refused.
#include "trace/recording.hpp"

#include <chrono>
#include <cstring>
#include <fstream>
#include <random>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"

namespace looplab::trace::testing {

namespace {

std::string word(std::minstd_rand& random) {
  std::string text(random() % 20, 'x');
  for (char& c : text) {
    c = static_cast<char>(random() % 256);
  }
  return text;
}

void add_processes_and_places(std::minstd_rand& random, log& to) {
  process_info info;
  info.pid = static_cast<std::uint32_t>(random());
  info.name = word(random);
  info.command = word(random);
  info.clock = "tsc";
  info.lost = random();
  to.add_process(info);
  place where;
  where.address = random();
  for (unsigned i = 0; i < random() % 3; ++i) {
    where.frames.push_back({word(random), word(random), 7});
  }
  to.add_place(where);
  to.add_code_file({static_cast<std::uint16_t>(to.processes().size() - 1),
                    where.address - 8, where.address + 8, random(),
                    word(random), word(random)});
}

void add_entries(std::minstd_rand& random, log& to, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    entry e{};
    e.t_ns = static_cast<std::int64_t>(to.size());
    e.kind = static_cast<event_kind>(random() % event_kinds);
    e.sub = static_cast<std::uint8_t>(random());
    e.process = static_cast<std::uint16_t>(random() % to.processes().size());
    e.place = static_cast<std::uint32_t>(random() % to.places());
    e.subject = static_cast<id>(random());
    e.text = to.add_text(word(random));
    e.arg = static_cast<std::int64_t>(random()) - 1'000'000;
    to.append(e);
  }
}

void add_the_rest(std::minstd_rand& random, log& to) {
  sample s;
  s.t_ns = 5;
  s.threads.push_back({1, 'S', word(random), 2, 3, "worker", 4'000});
  s.watches.push_back({4, 5, 6, random()});
  s.sockets.push_back({7, word(random), 8, 9});
  to.add_sample(s);
  to.add_caption({to.size(), word(random)});
}

void grow(std::minstd_rand& random, log& to) {
  add_processes_and_places(random, to);
  add_entries(random, to, random() % 200);
  add_the_rest(random, to);
}

void expect_same_tables(const log& a, const log& b) {
  ASSERT_EQ(a.processes().size(), b.processes().size());
  for (std::size_t i = 0; i < a.processes().size(); ++i) {
    EXPECT_EQ(a.processes()[i].name, b.processes()[i].name);
    EXPECT_EQ(a.processes()[i].command, b.processes()[i].command);
    EXPECT_EQ(a.processes()[i].lost, b.processes()[i].lost);
  }
  EXPECT_EQ(a.code_files(), b.code_files());
  ASSERT_EQ(a.places(), b.places());
  for (std::uint32_t i = 0; i < a.places(); ++i) {
    EXPECT_EQ(a.at(i).address, b.at(i).address);
    ASSERT_EQ(a.at(i).frames.size(), b.at(i).frames.size());
    for (std::size_t f = 0; f < a.at(i).frames.size(); ++f) {
      EXPECT_EQ(a.at(i).frames[f].function, b.at(i).frames[f].function);
    }
  }
}

void expect_same_rest(const log& a, const log& b) {
  ASSERT_EQ(a.samples().size(), b.samples().size());
  for (std::size_t i = 0; i < a.samples().size(); ++i) {
    EXPECT_EQ(a.samples()[i].after, b.samples()[i].after);
    EXPECT_EQ(a.samples()[i].threads.at(0).wchan,
              b.samples()[i].threads.at(0).wchan);
    EXPECT_EQ(b.samples()[i].threads.at(0).delay_ns, 4'000);
    EXPECT_EQ(a.samples()[i].watches.at(0).token,
              b.samples()[i].watches.at(0).token);
    EXPECT_EQ(a.samples()[i].sockets.at(0).what,
              b.samples()[i].sockets.at(0).what);
  }
  ASSERT_EQ(a.captions().size(), b.captions().size());
  for (std::size_t i = 0; i < a.captions().size(); ++i) {
    EXPECT_EQ(a.captions()[i].after, b.captions()[i].after);
    EXPECT_EQ(a.captions()[i].text, b.captions()[i].text);
  }
  ASSERT_EQ(a.sources().size(), b.sources().size());
}

void expect_same_entries(const log& a, const log& b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const entry left = a[i], right = b[i];
    ASSERT_EQ(std::memcmp(&left, &right, sizeof(entry)), 0) << i;
    ASSERT_EQ(a.text(left.text), b.text(right.text)) << i;
  }
}

/// A recording written while its log grew in several parts.
log write_in_parts(const std::filesystem::path& file, unsigned seed) {
  std::minstd_rand random(seed);
  std::string error;
  const auto to = recording_writer::create(file, error);
  log from;
  for (unsigned i = 0; i < 1 + seed % 4; ++i) {
    grow(random, from);
    EXPECT_TRUE(to->write(from, error)) << error;
  }
  // Found out late: where a place is, and its source.
  from.place_to_resolve(1).frames = {{"late.cpp", "late", 3}};
  from.add_source({"late.cpp", {"one", "two"}});
  EXPECT_TRUE(to->finish(from, error)) << error;
  return from;
}

}  // namespace

TEST(recording, is_read_back_as_it_was_written) {
  const directory where;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const auto file = where.path() / "run.loop";
    const log from = write_in_parts(file, seed);
    log back;
    std::string note, error;
    ASSERT_TRUE(read_recording(file, back, note, error)) << error;
    EXPECT_EQ(note, "");
    ASSERT_EQ(back.size(), from.size());
    expect_same_entries(from, back, from.size());
    expect_same_tables(from, back);
    expect_same_rest(from, back);
    ASSERT_NE(back.source("late.cpp"), nullptr);
    EXPECT_EQ(back.source("late.cpp")->lines.at(1), "two");
  }
}

TEST(recording, that_is_cut_off_is_good_up_to_the_cut) {
  const directory where;
  const auto file = where.path() / "run.loop";
  const log from = write_in_parts(file, 3);
  const std::string whole = bytes_of(file);
  std::size_t longest = 0;
  for (std::size_t cut = 16; cut < whole.size(); cut += 101) {
    put_bytes(file, std::string_view(whole).substr(0, cut));
    log back;
    std::string note, error;
    ASSERT_TRUE(read_recording(file, back, note, error)) << error;
    EXPECT_NE(note.find("no end"), std::string::npos) << "cut at " << cut;
    ASSERT_GE(back.size(), longest);
    longest = back.size();
    expect_same_entries(from, back, back.size());
  }
  EXPECT_EQ(longest, from.size());
}

TEST(recording, that_is_damaged_is_refused) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_in_parts(file, 2);
  const std::string whole = bytes_of(file);
  std::minstd_rand random(7);
  int refused = 0;
  for (int i = 0; i < 500; ++i) {
    std::string bytes = whole;
    bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    put_bytes(file, bytes);
    log back;
    std::string note, error;
    if (!read_recording(file, back, note, error)) {
      EXPECT_FALSE(error.empty());
      ++refused;
    }
  }
  // A changed length may look like a cut, and a changed kind like a newer
  // chunk; everything else must be found.
  EXPECT_GT(refused, 480);
}

TEST(recording, of_another_version_is_refused_with_both_named) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_in_parts(file, 1);
  std::string bytes = bytes_of(file);
  bytes[8] = 7;
  put_bytes(file, bytes);
  log back;
  std::string note, error;
  EXPECT_FALSE(read_recording(file, back, note, error));
  EXPECT_NE(error.find("version 7.2, this reader speaks 1.2"),
            std::string::npos)
      << error;
}

TEST(recording, of_an_older_minor_version_is_read) {
  const directory where;
  const auto file = where.path() / "run.loop";
  std::string error;
  // 1.0 had no files of code, 1.1 no delays; all else was as it is.
  log from;
  from.add_process({});
  from.append({});
  const auto to = recording_writer::create(file, error);
  ASSERT_TRUE(to->finish(from, error)) << error;
  std::string bytes = bytes_of(file);
  ASSERT_EQ(bytes[10], 2);
  bytes[10] = 0;
  put_bytes(file, bytes);
  log back;
  std::string note;
  EXPECT_TRUE(read_recording(file, back, note, error)) << error;
  EXPECT_EQ(note, "");
  EXPECT_EQ(back.size(), 1u);
  EXPECT_TRUE(back.code_files().empty());
}

TEST(recording, that_is_none_is_refused) {
  const directory where;
  const auto file = where.path() / "run.loop";
  log back;
  std::string note, error;
  for (const char* bytes : {"", "LOOPREC", "#!/bin/sh\nexit 0\n"}) {
    put_bytes(file, bytes);
    EXPECT_FALSE(read_recording(file, back, note, error));
    EXPECT_NE(error.find("not a recording"), std::string::npos) << error;
  }
  EXPECT_FALSE(read_recording(where.path(), back, note, error));
  EXPECT_FALSE(read_recording(where.path() / "none", back, note, error));
}

TEST(recording, says_when_the_disk_is_full_and_stays_good) {
  std::string error;
  const auto to = recording_writer::create("/dev/full", error);
  EXPECT_EQ(to, nullptr);
  EXPECT_NE(error.find("No space left"), std::string::npos) << error;
}

TEST(recording, of_a_million_events_is_read) {
  const directory where;
  const auto file = where.path() / "run.loop";
  std::minstd_rand random(1);
  log from;
  add_processes_and_places(random, from);
  entry e{};
  e.kind = event_kind::run;
  for (int i = 0; i < 1'000'000; ++i) {
    e.t_ns = i;
    from.append(e);
  }
  std::string note, error;
  const auto to = recording_writer::create(file, error);
  ASSERT_TRUE(to->finish(from, error)) << error;
  log back;
  ASSERT_TRUE(read_recording(file, back, note, error)) << error;
  EXPECT_EQ(back.size(), from.size());
}

}  // namespace looplab::trace::testing
