// SPDX-License-Identifier: BSL-1.0
//
// Source lines of an optimised program: the exact line, the frame that was
// inlined, and the text of the file.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"
#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/target/debug_module.hpp"

namespace looplab::target {
namespace {

/// The number of the line that carries the mark.
std::uint32_t line_marked(const std::string& mark) {
  std::ifstream file(GREETER_SOURCE);
  std::uint32_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.find("// LINE: " + mark) != std::string::npos) {
      return number;
    }
  }
  return 0;
}

const trace::place* place_of_read(const trace::log& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind == trace::event_kind::act &&
        events[i].sub == static_cast<std::uint8_t>(trace::verb::read)) {
      return &events.at(events[i].place);
    }
  }
  return nullptr;
}

/// What the linker says of a file's bytes, as any other tool reads it.
std::string build_id_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  // A note: sizes of name and contents, type 3, "GNU", 20 bytes.
  const std::string head("\4\0\0\0\x14\0\0\0\3\0\0\0GNU\0", 16);
  const std::size_t at = bytes.find(head);
  std::string id;
  for (std::size_t i = 0; at != std::string::npos && i < 20; ++i) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x",
                  static_cast<unsigned char>(bytes.at(at + head.size() + i)));
    id += digits;
  }
  return id;
}

void expect_read_resolved(watched& it) {
  support::tcp_client client(it.port());
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  const trace::place* found = nullptr;
  ASSERT_TRUE(it.until([&] {
    it.program->resolve(it.events);
    found = place_of_read(it.events);
    return found != nullptr && found->resolved;
  }));
  ASSERT_GE(found->frames.size(), 2u);
  EXPECT_EQ(found->frames[0].function, "ask_kernel");
  EXPECT_EQ(found->frames[0].line, line_marked("ask_kernel"));
  EXPECT_EQ(found->frames[1].function, "greet");
  EXPECT_EQ(found->frames[1].line, line_marked("greet"));
  const trace::source_file* source = it.events.source(found->frames[0].file);
  ASSERT_NE(source, nullptr) << found->frames[0].file;
  ASSERT_GE(source->lines.size(), found->frames[0].line);
  EXPECT_NE(source->lines[found->frames[0].line - 1].find("::read("),
            std::string::npos);
}

TEST(Resolve, TellsWhichBuildThePlacesBelongTo) {
  watched it({GREETER});
  expect_read_resolved(it);
  const auto address = place_of_read(it.events)->address;
  const auto& all = it.events.code_files();
  const auto code = std::find_if(all.begin(), all.end(), [&](const auto& file) {
    return file.begin < address && address <= file.end;
  });
  ASSERT_NE(code, all.end());
  EXPECT_EQ(code->path, std::filesystem::canonical(GREETER));
  EXPECT_EQ(code->build_id, build_id_in(GREETER));
}

TEST(Resolve, FindsTheLineAndTheCallThatWasInlined) {
  watched it({GREETER});
  expect_read_resolved(it);
}

TEST(Resolve, FindsTheLineInAProgramThatWasPreloaded) {
  if (std::string_view(PRELOAD).empty()) {
    GTEST_SKIP() << "a sanitizer's runtime must be the first library";
  }
  watched it({PLAIN_GREETER},
             [](start_options& how) { how.preload = PRELOAD; });
  expect_read_resolved(it);
}

/// What is said of the function that reads, in a program that was preloaded.
trace::frame_line frame_of_read(const std::string& program) {
  watched it({program}, [](start_options& how) { how.preload = PRELOAD; });
  support::tcp_client client(it.port());
  client.send("x");
  EXPECT_TRUE(client.wait_for_end());
  const trace::place* found = nullptr;
  EXPECT_TRUE(it.until([&] {
    it.program->resolve(it.events);
    found = place_of_read(it.events);
    return found != nullptr && found->resolved;
  }));
  return found == nullptr || found->frames.empty() ? trace::frame_line()
                                                   : found->frames[0];
}

TEST(Resolve, NamesTheFunctionWhereThereAreNoLines) {
  if (std::string_view(PRELOAD).empty()) {
    GTEST_SKIP() << "a sanitizer's runtime must be the first library";
  }
  const trace::frame_line frame = frame_of_read(GREETERS "_names");
  EXPECT_EQ(frame.file, "");
  EXPECT_EQ(frame.line, 0u);
  const auto of_source = [&](const char* name) {
    return frame.function.find(name) != std::string::npos;
  };
  EXPECT_TRUE(of_source("greet") || of_source("main")) << frame.function;
  EXPECT_FALSE(of_source("greeter_of_names")) << frame.function;
}

TEST(Resolve, NamesTheModuleAndTheOffsetWhereThereAreNoNames) {
  if (std::string_view(PRELOAD).empty()) {
    GTEST_SKIP() << "a sanitizer's runtime must be the first library";
  }
  const trace::frame_line frame = frame_of_read(GREETERS "_offsets");
  EXPECT_EQ(frame.file, "");
  EXPECT_TRUE(frame.function.starts_with("greeter_of_offsets+0x"))
      << frame.function;
}

TEST(Resolve, ResolvesAfterTheProgramHasGone) {
  watched it({GREETER});
  support::tcp_client client(it.port());
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  ASSERT_TRUE(it.until([&] { return place_of_read(it.events) != nullptr; }));
  it.program->finish();
  // Each call takes a few milliseconds at most, however much is left.
  const trace::place* found = place_of_read(it.events);
  ASSERT_TRUE(support::eventually([&] {
    it.program->resolve(it.events, 1000);
    return found->resolved;
  }));
  ASSERT_FALSE(found->frames.empty());
  EXPECT_EQ(found->frames[0].line, line_marked("ask_kernel"));
}

TEST(Resolve, KnowsWhatIsNotThePersonsCode) {
  EXPECT_TRUE(is_user_code("/home/a/server.cpp"));
  EXPECT_TRUE(is_user_code("/root/looplab/chapters/06-epoll/loop.hpp"));
  EXPECT_FALSE(is_user_code("/usr/include/c++/12/bits/std_mutex.h"));
  EXPECT_FALSE(is_user_code("/opt/boost_1_81/boost/asio/read.hpp"));
  EXPECT_FALSE(is_user_code("/root/looplab/trace/hooks/asio/tracking.hpp"));
  EXPECT_FALSE(is_user_code(""));
}

TEST(Resolve, RefusesWhatIsNoMachineCode) {
  EXPECT_EQ(debug_module::open(GREETER_SOURCE, "greeter.cpp"), nullptr);
  EXPECT_EQ(debug_module::open("/no/such/file", "file"), nullptr);
}

}  // namespace
}  // namespace looplab::target
