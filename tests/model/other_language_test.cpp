// SPDX-License-Identifier: BSL-1.0
//
// A second language is one file: this program has the narration's sources,
// compiled with tests/model/babel.hpp, and nothing else that is its own.
#include <cerrno>

#include <gtest/gtest.h>

#include "tests/model/marked_log.hpp"
#include "tests/model/whole_log.hpp"
#include "visualizer/model/characters.hpp"
#include "visualizer/model/narrate.hpp"

namespace looplab::tests {
namespace {

model::narration told_last(log_builder& log) {
  model::fold now(log.events());
  now.advance_to(log.size());
  return model::narrate(now);
}

log_builder& serve(log_builder& log) {
  log.open(4, "epoll").open(7, "socket").name(fd(7), "Kunde");
  log.watch(7, fd(4), 1, 0xabc).task(2, "Leser");
  return log.poll_begin(fd(4)).after_ms(8).poll_end(fd(4), 1).run(2);
}

TEST(OtherLanguage, HasItsOwnOrderOfWordsAndItsOwnPlural) {
  log_builder log;
  serve(log);
  const auto told = told_last(log.act(fd(7), verb::read, 5));
  EXPECT_EQ(told.what, "von fd 7 (Kunde) liest Leser 5 Byte.");
  EXPECT_EQ(told.next, "Aus dem Puffer des Kerns in den des Programms.");
}

TEST(OtherLanguage, JoinsItsSentencesItself) {
  log_builder log;
  serve(log);
  const auto told = told_last(log.act(fd(7), verb::read, -EAGAIN));
  EXPECT_EQ(told.what,
            "EAGAIN, jetzt ist nichts da: Leser versucht es, von fd 7 (Kunde) "
            "zu lesen.");
  EXPECT_EQ(told.next,
            "Also geht es weiter, statt zu warten. The loop will say when.");
}

TEST(OtherLanguage, HasLettersOfTwoColumns) {
  log_builder log;
  serve(log);
  const auto begin = told_last(log.poll_begin(fd(4), 1500));
  EXPECT_EQ(begin.what, "ループは何が準備できたかをfd 4に聞き、なければ眠る.");
  EXPECT_EQ(begin.next, "最長1.5 sの間、眠る。");
  const auto end = told_last(log.after_us(2'500).poll_end(fd(4), 1));
  EXPECT_EQ(end.what,
            "2,5 ms 後にループが起きる: 1 descriptor is ready, also turn 2 "
            "begins.");
  EXPECT_EQ(end.next, "Danach: it looks which.");
}

TEST(OtherLanguage, FitsIntoTheSameTwoLines) {
  std::size_t wide = 0;
  for (unsigned seed = 1; seed < 5; ++seed) {
    marked_log log(seed);
    const trace::log& events = log.grow(2000).events();
    model::fold now(events);
    for (std::size_t n = 1; n <= events.size(); ++n) {
      now.advance_to(n);
      const model::narration told = model::narrate(now);
      ASSERT_FALSE(told.what.empty());
      ASSERT_LE(model::width_of(told.what), 76u) << told.what;
      ASSERT_LE(model::width_of(told.next), 76u) << told.next;
      wide += told.what.find("ループ") != std::string::npos ? 1 : 0;
    }
  }
  EXPECT_GT(wide, 100u);
}

}  // namespace
}  // namespace looplab::tests
