// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 03.2: an upstream that answers when the test says so. What
// is looked at is a moment in which all threads sleep, so that nobody can do
// anything more before the test lets an answer go.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "chapters/03-sharing-or-sending/experiments/everybody_sleeps.hpp"
#include "chapters/exercise/caller.hpp"
#include "chapters/exercise/check.hpp"

using ask_function = std::function<std::string(const std::string& symbol)>;

std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned most, const ask_function& ask);

namespace looplab::exercise {

namespace {

using symbol_list = std::vector<std::string>;

constexpr unsigned MOST = 3;

constexpr property returns{"returns", "return, however many symbols there are"};
constexpr property all_answers{"all-answers",
                               "return a price for each, and lose none", "M25"};
constexpr property leaves_nothing{"leaves-nothing",
                                  "leave no thread when it returns"};
constexpr property at_a_time{"at-a-time",
                             "ask as many at once as there may be quoters"};
constexpr property no_more{"no-more", "never ask one more than that", "M09"};
constexpr property few_threads{
    "few-threads", "have one thread more than quoters at most", "M09"};
constexpr property in_order{"in-order",
                            "return them in the order of the symbols"};
constexpr property sleeps_meanwhile{"sleeps", "sleep while nobody answers"};

bool all_sleep() {
  return eventually([] {
    const auto before = chapter::sleeps_of_others();
    return !before.empty() && before == chapter::sleeps_of_others();
  });
}

// It answers at once when it is open, and otherwise when it is told to.
struct upstream {
  std::string ask(const std::string& symbol) {
    std::unique_lock lock(mutex);
    highest = std::max(highest.load(), ++under_way);
    changed.wait(lock, [&] {
      return open || may_go.erase(symbol) > 0 || may_go.erase("any") > 0;
    });
    --under_way;
    ++answered;
    return "price of " + symbol;
  }

  void answer(const std::string& symbol) {
    const std::lock_guard lock(mutex);
    may_go.insert(symbol);
    open = symbol == "all";
    changed.notify_all();
  }

  bool open = false;
  std::mutex mutex{};
  std::condition_variable changed{};
  std::set<std::string> may_go{};
  std::atomic<unsigned> under_way = 0;
  std::atomic<unsigned> highest = 0;
  std::atomic<unsigned> answered = 0;
};

using customer = caller<symbol_list>;

// Somebody who wants prices of these symbols.
customer customer_of(upstream& from, const symbol_list& symbols) {
  return customer("quotes", [&from, symbols] {
    return quotes(symbols, MOST, [&from](const std::string& symbol) {
      return from.ask(symbol);
    });
  });
}

symbol_list symbols_to_ask(std::size_t count) {
  symbol_list out;
  for (std::size_t i = 1; i <= count; ++i) {
    out.push_back("S" + std::to_string(i));
  }
  return out;
}

void expect_all(const customer& who, const symbol_list& symbols) {
  const std::string asked = std::to_string(symbols.size()) + " symbols, ";
  const auto got = who.result().size();
  expect(got == symbols.size(),
         asked + "and " + std::to_string(got) + " prices were returned");
  for (const std::string& symbol : symbols) {
    const auto count = std::ranges::count(who.result(), "price of " + symbol);
    expect(count == 1, asked + "and the price of " + symbol + " was returned " +
                           std::to_string(count) + " times");
  }
}

void try_numbers() {
  const auto before = threads();
  for (const std::size_t count : {0, 1, 3, 20, 200}) {
    trying(returns);
    upstream from{.open = true};
    const auto symbols = symbols_to_ask(count);
    const customer one = customer_of(from, symbols);
    expect(one.returns(), std::to_string(from.answered) + " of " +
                              std::to_string(count) +
                              " prices had come, and it did not return");
    trying(all_answers);
    expect_all(one, symbols);
  }
  trying(leaves_nothing);
  expect(eventually([before] { return threads() == before; }),
         "it has returned five times, and " +
             std::to_string(threads() - before) + " threads are there yet");
}

void try_limit() {
  trying(at_a_time);
  const auto before = threads() + 1;  // with the customer
  upstream from;
  const customer one = customer_of(from, symbols_to_ask(30));
  const auto told = [](std::size_t count, const char* what) {
    return "of 30 symbols, with 3 quoters, " + std::to_string(count) + what;
  };
  eventually([&from] { return from.under_way >= MOST; }, 3000);
  all_sleep();
  expect(from.under_way >= MOST,
         told(from.under_way, " are asked at the same time"));
  trying(no_more);
  expect(from.highest <= MOST,
         told(from.highest, " are asked at the same time"));
  trying(few_threads);
  expect(threads() <= before + MOST + 1,
         told(threads() - before, " threads are there"));
  trying(sleeps_meanwhile);
  expect(all_sleep(), "nobody answered, and a thread was awake");
  expect_sleep();
  trying(at_a_time);
  from.answer("any");
  eventually([&] { return from.answered == 1 && from.under_way >= MOST; },
             3000);
  expect(from.under_way >= MOST,
         told(from.under_way, " are asked when one was answered"));
  from.answer("all");
  expect(one.returns(), "all were answered then, and it did not return");
}

void try_order() {
  trying(in_order);
  upstream from;
  const customer one = customer_of(from, {"A", "B", "C", "A"});
  for (const char* symbol : {"C", "B", "A", "A"}) {
    all_sleep();
    from.answer(symbol);
  }
  expect(one.returns(), "A, B, C and A were asked, and it did not return");
  std::string got;
  for (const std::string& price : one.result()) {
    got += " " + price.substr(price.rfind(' ') + 1);
  }
  expect(got == " A B C A",
         "A, B, C, A was asked, and C answered first; returned:" + got);
}

}  // namespace

void test() {
  try_numbers();
  try_limit();
  try_order();
}

}  // namespace looplab::exercise
