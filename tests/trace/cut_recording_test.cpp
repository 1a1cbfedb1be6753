// SPDX-License-Identifier: BSL-1.0
//
// Recordings whose writer was killed, and those of writers newer than this
// reader: what is whole is shown, what is unknown is passed over.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/detail/checksum.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/recording.hpp"

namespace looplab::trace::testing {

namespace {

void append(log& to, std::size_t entries) {
  for (std::size_t i = 0; i < entries; ++i) {
    entry e{};
    e.t_ns = static_cast<std::int64_t>(to.size());
    e.kind = event_kind::note;
    e.subject = 1;
    e.arg = static_cast<std::int64_t>(to.size());
    e.text = to.add_text("word " + std::to_string(to.size() % 50));
    to.append(e);
  }
}

/// Written part by part, as a run is, with everything a recording can have.
void write_run(const std::filesystem::path& file, int parts,
               std::size_t entries_a_part) {
  std::string error;
  const auto to = recording_writer::create(file, error);
  ASSERT_NE(to, nullptr) << error;
  log run;
  process_info info;
  info.name = "server";
  run.add_process(info);
  for (int i = 0; i < parts; ++i) {
    append(run, entries_a_part);
    sample seen;
    seen.threads.push_back({});
    run.add_sample(seen);
    run.add_caption({run.size(), "part " + std::to_string(i)});
    ASSERT_TRUE(to->write(run, error)) << error;
  }
  run.add_source({"server.cpp", {"int main() {", "}"}});
  ASSERT_TRUE(to->finish(run, error)) << error;
}

/// Reads what is left of a recording; its entries must be the first ones.
std::size_t entries_up_to_the_cut(const std::filesystem::path& file) {
  log back;
  std::string note, error;
  EXPECT_TRUE(read_recording(file, back, note, error)) << error;
  EXPECT_NE(note.find("no end"), std::string::npos);
  for (std::size_t i = 0; i < back.size(); i += 97) {
    EXPECT_EQ(back[i].arg, static_cast<std::int64_t>(i));
    EXPECT_EQ(back.text(back[i].text), "word " + std::to_string(i % 50));
  }
  return back.size();
}

/// A chunk as a newer writer might add it.
std::string chunk_of(std::uint32_t kind, const std::string& contents) {
  const detail::chunk_head head{static_cast<detail::chunk_kind>(kind),
                                detail::checksum(contents), contents.size()};
  std::string bytes(sizeof head, '\0');
  std::memcpy(bytes.data(), &head, sizeof head);
  return bytes + contents;
}

}  // namespace

TEST(cut_recording, opens_up_to_the_cut_at_every_byte) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_run(file, 3, 7);
  const std::string whole = bytes_of(file);
  std::size_t before = 0;
  for (std::size_t cut = sizeof(detail::recording_head); cut < whole.size();
       ++cut) {
    put_bytes(file, std::string_view(whole).substr(0, cut));
    const std::size_t left = entries_up_to_the_cut(file);
    ASSERT_GE(left, before) << "cut at " << cut;
    ASSERT_EQ(left % 7, 0u) << "a chunk counts as a whole";
    before = left;
  }
  EXPECT_EQ(before, 21u);
  for (std::size_t cut = 0; cut < sizeof(detail::recording_head); ++cut) {
    put_bytes(file, std::string_view(whole).substr(0, cut));
    log back;
    std::string note, error;
    EXPECT_FALSE(read_recording(file, back, note, error));
    EXPECT_NE(error.find("not a recording"), std::string::npos) << error;
  }
}

TEST(cut_recording, of_many_blocks_opens_wherever_it_was_cut) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_run(file, 12, 20'011);
  const auto size = std::filesystem::file_size(file);
  std::minstd_rand random(11);
  std::size_t before = 12 * 20'011;
  auto cut = size;
  while (cut > 100) {
    cut -= std::min<std::uintmax_t>(cut, random() % (size / 10));
    if (cut < sizeof(detail::recording_head)) {
      break;
    }
    std::filesystem::resize_file(file, cut);
    const std::size_t left = entries_up_to_the_cut(file);
    EXPECT_LE(left, before);
    EXPECT_GE(left * sizeof(entry) + 3'000'000, cut) << "too much is missing";
    before = left;
  }
}

TEST(newer_recording, of_the_same_major_version_opens) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_run(file, 2, 100);
  std::string bytes = bytes_of(file);
  bytes[10] = static_cast<char>(detail::recording_minor + 1);
  // What this reader does not know stands among what it knows.
  const std::size_t begin = sizeof(detail::recording_head);
  bytes.insert(begin, chunk_of(77, "something new"));
  bytes.insert(begin, chunk_of(0x8000'0001, ""));
  put_bytes(file, bytes);
  log back;
  std::string note, error;
  ASSERT_TRUE(read_recording(file, back, note, error)) << error;
  EXPECT_EQ(note, "");
  EXPECT_EQ(back.size(), 200u);
  EXPECT_EQ(back.captions().size(), 2u);
  EXPECT_EQ(back.sources().size(), 1u);
}

TEST(newer_recording, of_another_major_version_is_refused_by_both_names) {
  const directory where;
  const auto file = where.path() / "run.loop";
  write_run(file, 1, 1);
  std::string bytes = bytes_of(file);
  bytes[8] = static_cast<char>(detail::recording_major + 1);
  put_bytes(file, bytes);
  log back;
  std::string note, error;
  EXPECT_FALSE(read_recording(file, back, note, error));
  const std::string minor = "." + std::to_string(detail::recording_minor);
  EXPECT_NE(
      error.find("version " + std::to_string(detail::recording_major + 1) +
                 minor + ", this reader speaks " +
                 std::to_string(detail::recording_major) + minor),
      std::string::npos)
      << error;
}

}  // namespace looplab::trace::testing
