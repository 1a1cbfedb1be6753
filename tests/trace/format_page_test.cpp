// SPDX-License-Identifier: BSL-1.0
//
// The page that tells the file formats in words must tell the truth: its
// tables and its examples in bytes are made again here from the code, and each
// must stand in the page letter by letter.
#include <cstddef>
#include <cstring>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"
#include "trace/detail/chunks.hpp"
#include "trace/layout.hpp"
#include "trace/recording.hpp"

namespace looplab::trace::testing {

namespace {

using layout::header;

const std::string& page() {
  static const std::string text = [] {
    std::ifstream in(FORMAT_PAGE);
    return std::string{std::istreambuf_iterator<char>(in), {}};
  }();
  return text;
}

std::string hex(unsigned long value, int digits) {
  char text[24];
  std::snprintf(text, sizeof text, "%0*lx", digits, value);
  return text;
}

/// Sixteen bytes a line, as `hexdump -C` shows them.
std::string dump(const std::string& bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 16) {
    text += hex(i, 4) + " ";
    std::string letters;
    for (std::size_t k = i; k < i + 16; ++k) {
      text += k % 8 == 0 ? "  " : " ";
      if (k < bytes.size()) {
        const auto byte = static_cast<unsigned char>(bytes[k]);
        text += hex(byte, 2);
        letters += byte >= 32 && byte < 127 ? static_cast<char>(byte) : '.';
      } else {
        text += "  ";
      }
    }
    text += "  |" + letters + "|\n";
  }
  return text;
}

std::string row(const char* name, std::size_t offset, std::size_t size) {
  return "| " + std::to_string(offset) + " | " + std::to_string(size) + " | `" +
         name + "` |";
}

#define ROW(field) row(#field, offsetof(header, field), sizeof(header::field))

std::string sample_event() {
  const event e{1'000'000'000,
                event_kind::stop,
                static_cast<std::uint8_t>(wait_why::io),
                3,
                thread_id_of(4711),
                descriptor_id(7),
                0,
                0};
  std::string bytes(sizeof e, '\0');
  std::memcpy(bytes.data(), &e, sizeof e);
  return bytes;
}

std::string sample_recording() {
  const directory where;
  const auto file = where.path() / "tiny.loop";
  log run;
  process_info info;
  info.pid = 4711;
  info.name = "server";
  info.clock = "tsc";
  run.add_process(info);
  entry e{};
  e.t_ns = 1'000;
  e.kind = event_kind::create;
  e.sub = static_cast<std::uint8_t>(thing_kind::task);
  e.subject = 1;
  e.text = run.add_text("client 1");
  e.thread = thread_id_of(4711);
  run.append(e);
  std::string error;
  const auto to = recording_writer::create(file, error);
  EXPECT_TRUE(to->write(run, error)) << error;
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_on_page(const std::string& text) {
  EXPECT_NE(page().find(text), std::string::npos)
      << "this is not in docs/trace-format.md:\n"
      << text;
}

}  // namespace

TEST(format_page, tells_where_the_headers_fields_are) {
  for (const std::string& line : {ROW(magic),
                                  ROW(major_version),
                                  ROW(minor_version),
                                  ROW(header_size),
                                  ROW(byte_order),
                                  ROW(event_size),
                                  ROW(ring_head_size),
                                  ROW(entity_size),
                                  ROW(clock),
                                  ROW(pid),
                                  ROW(uid),
                                  ROW(strings_size),
                                  ROW(locations_capacity),
                                  ROW(entities_capacity),
                                  ROW(ring_count),
                                  ROW(file_size),
                                  ROW(gate_offset),
                                  ROW(strings_offset),
                                  ROW(locations_offset),
                                  ROW(entities_offset),
                                  ROW(directory_offset),
                                  ROW(rings_offset),
                                  ROW(classes),
                                  ROW(pid_start),
                                  ROW(ticks0),
                                  ROW(ns0),
                                  ROW(wall0_ns),
                                  ROW(ticks1),
                                  ROW(ns1),
                                  ROW(hz),
                                  ROW(boot_id),
                                  ROW(comm),
                                  ROW(recording),
                                  ROW(state),
                                  ROW(strings_used),
                                  ROW(locations_used),
                                  ROW(next_id),
                                  ROW(rings_high),
                                  ROW(releases),
                                  ROW(interrupted),
                                  ROW(unrecorded),
                                  ROW(unrecorded_threads)}) {
    expect_on_page(line);
  }
}

TEST(format_page, shows_an_event_in_bytes) {
  expect_on_page(dump(sample_event()));
}

TEST(format_page, shows_a_recording_in_bytes) {
  expect_on_page(dump(sample_recording()));
}

TEST(format_page, names_the_version) {
  expect_on_page("version " + std::to_string(layout::major_version) + "." +
                 std::to_string(layout::minor_version));
  expect_on_page("version " + std::to_string(detail::recording_major) + "." +
                 std::to_string(detail::recording_minor));
}

}  // namespace looplab::trace::testing
