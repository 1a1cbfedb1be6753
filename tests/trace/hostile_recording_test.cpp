// SPDX-License-Identifier: BSL-1.0
//
// Recordings that lie with the right checksum: what they refer to must be
// there, and what they claim is never believed before it is seen.
#include <cstdint>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/recording.hpp"

namespace looplab::trace::testing {

TEST(recording, that_refers_to_what_is_not_there_is_refused) {
  const auto fault_of = [](const entry& e, const sample& s) {
    const directory where;
    const auto file = where.path() / "run.loop";
    log from, back;
    from.add_process({});
    from.append(e);
    from.restore_sample(s);
    std::string note, error;
    EXPECT_TRUE(recording_writer::create(file, error)->finish(from, error));
    read_recording(file, back, note, error);
    return error;
  };
  entry bad{};
  EXPECT_EQ(fault_of(bad, {}), "");
  bad.text = 1;
  EXPECT_NE(fault_of(bad, {}).find("text or place"), std::string::npos);
  bad = {};
  bad.place = 1;
  EXPECT_NE(fault_of(bad, {}).find("text or place"), std::string::npos);
  bad = {};
  bad.process = 1;
  EXPECT_NE(fault_of(bad, {}).find("process that is not"), std::string::npos);
  sample late;
  late.after = 2;
  EXPECT_NE(fault_of({}, late).find("after events"), std::string::npos);
  for (const std::int64_t t_ns : {std::int64_t{-1}, latest_ns + 1}) {
    bad = {};
    bad.t_ns = t_ns;
    EXPECT_NE(fault_of(bad, {}).find("time"), std::string::npos);
    late = {};
    late.t_ns = t_ns;
    EXPECT_NE(fault_of({}, late).find("time"), std::string::npos);
  }
}

// A file with holes may be larger than any memory.
TEST(recording, that_claims_an_absurd_size_is_refused) {
  const directory where;
  const auto file = where.path() / "run.loop";
  log back;
  std::string note, error;
  ASSERT_NE(recording_writer::create(file, error), nullptr) << error;
  const std::uint64_t size = std::uint64_t{1} << 40;
  const detail::chunk_head head{detail::chunk_kind::entries, 0, size - 32};
  std::ofstream(file, std::ios::binary | std::ios::app)
      .write(reinterpret_cast<const char*>(&head), sizeof head);
  std::filesystem::resize_file(file, size);
  EXPECT_FALSE(read_recording(file, back, note, error));
  EXPECT_NE(error.find("chunk 1: its length is absurd"), std::string::npos)
      << error;
}

// Nothing but zeros: a chunk of them after the other would take for ever.
TEST(recording, of_nothing_but_a_hole_is_refused) {
  const directory where;
  const auto file = where.path() / "run.loop";
  log back;
  std::string note, error;
  ASSERT_NE(recording_writer::create(file, error), nullptr) << error;
  std::filesystem::resize_file(file, std::uint64_t{1} << 40);
  EXPECT_FALSE(read_recording(file, back, note, error));
  EXPECT_NE(error.find("chunk 1"), std::string::npos) << error;
}

}  // namespace looplab::trace::testing
