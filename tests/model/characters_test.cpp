// SPDX-License-Identifier: BSL-1.0
//
// Widths that are measured are the widths a terminal shows, and nothing a
// program says of itself can move a cursor or break a line.
#include "visualizer/model/characters.hpp"

#include <clocale>
#include <cstdlib>
#include <cwchar>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

TEST(Characters, WhatIsShownTakesOneColumnInATerminal) {
  if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) {
    GTEST_SKIP() << "the locale C.UTF-8 is not here to ask for widths";
  }
  for (char32_t c = 1; c < 0x110000; ++c) {
    std::string text;
    model::append_utf8(text, c);
    const model::character shown = model::first_character(text);
    ASSERT_EQ(shown.bytes, text.size()) << std::hex << std::uint32_t(c);
    if (shown.glyph != U'?') {
      ASSERT_EQ(shown.glyph, c);
      ASSERT_EQ(wcwidth(static_cast<wchar_t>(c)), 1)
          << std::hex << std::uint32_t(c);
    }
  }
  std::setlocale(LC_CTYPE, "C");
}

/// How wide a terminal makes a text, as the C library knows it.
int terminal_columns(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    wchar_t one = 0;
    const int bytes = std::mbtowc(&one, text.data(), text.size());
    if (bytes <= 0) {
      return -1;
    }
    columns += wcwidth(one);
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return columns;
}

TEST(Characters, ANarrationOfWideNamesFitsATerminal) {
  if (std::setlocale(LC_CTYPE, "C.UTF-8") == nullptr) {
    GTEST_SKIP() << "the locale C.UTF-8 is not here to ask for widths";
  }
  const std::string wide = "\u6f22\u5b57\u6f22\u5b57\u26a1e\u0301\u6f22\u5b57";
  ASSERT_EQ(terminal_columns(wide), 15);
  const auto fd = log_builder::fd;
  log_builder log;
  log.open(4, wide).name(fd(4), wide + wide).open(7, wide).name(fd(7), wide);
  log.task(1, wide + wide + wide).run(1).watch(7, fd(4), 5, 0xabc);
  log.note(1, wide + wide + wide + wide + wide + wide).value(1, wide, 5);
  log.stop(1, trace::wait_why::io, fd(7)).poll_begin(fd(4)).wake(1, fd(7));
  model::timeline time(log.events());
  time.catch_up();
  for (std::size_t n = 1; n <= time.size(); ++n) {
    const model::narration told = time.tell(n);
    for (const std::string& line : {told.what, told.next}) {
      const std::string shown = model::printable(line);
      EXPECT_LE(terminal_columns(shown), 76) << shown;
      EXPECT_EQ(terminal_columns(shown), int(model::width_of(line))) << shown;
    }
  }
  std::setlocale(LC_CTYPE, "C");
}

TEST(Characters, AreCountedAsTheyAreShown) {
  for (const auto& [text, shown] :
       {std::pair("caf\u00e9 \u2588", "café █"),
        std::pair("\u6f22\u5b57\u26a1", "???"), std::pair("e\u0301", "e?"),
        std::pair("\x80\x80\x80\xff", "????"), std::pair("\xe2\x82", "?"),
        std::pair("\x1b[2J\a\r\n", "?[2J???")}) {
    EXPECT_EQ(model::printable(text), shown);
    EXPECT_EQ(model::width_of(text), model::width_of(shown)) << shown;
  }
}

TEST(Characters, ATextIsCutBetweenThem) {
  EXPECT_EQ(model::shortened("äöü", 3), "äöü");
  EXPECT_EQ(model::shortened("äöüß", 3), "äö…");
  EXPECT_EQ(model::shortened("abc", 0), "");
  const std::string bytes(40, '\x80');
  EXPECT_EQ(model::width_of(model::shortened(bytes, 10)), 10u);
}

TEST(Characters, ANumberAtTheEndOfANameStays) {
  EXPECT_EQ(model::short_name("upstream 12", 8), "upst… 12");
  EXPECT_EQ(model::short_name("upstream 12", 11), "upstream 12");
  EXPECT_EQ(model::short_name("upstream", 7), "upstre…");
  EXPECT_EQ(model::short_name("job 1234567890", 8), "job 123…");
  EXPECT_EQ(model::short_name("client#12", 8), "clie…#12");
}

TEST(Characters, TabsReachTheNextEighthColumn) {
  EXPECT_EQ(model::without_tabs("\tx"), "        x");
  EXPECT_EQ(model::without_tabs("\u00e4b\tx\ty"), "äb      x       y");
  EXPECT_EQ(model::without_tabs("12345678\tx"), "12345678        x");
}

TEST(Characters, ALineOfTheNarrationIsOneLineWhateverAProgramSays) {
  log_builder log(4711, "\x1b]0;mine\a");
  log.process(4712, "other\nline").in(0);
  log.task(1, "\x1b[2J\x1b[Hclient\r\n").run(1);
  log.at("/src/\x1b[7m.cpp", 3, "f\n").note(1, "a\nb\x1b[31m\x9b");
  model::timeline time(log.events());
  time.catch_up();
  for (std::size_t n = 0; n <= time.size(); ++n) {
    for (const char c : time.line(n)) {
      EXPECT_TRUE(c >= ' ' && c <= '~') << static_cast<int>(c);
    }
  }
}

}  // namespace
}  // namespace looplab::tests
