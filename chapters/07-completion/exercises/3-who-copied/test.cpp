// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 07.3 has no list of answers: it does what the traces show,
// and finds out. Bytes that come are looked for after each line. Bytes that go
// are changed after a line: if what arrives is as it was, it had been copied by
// then.
#include <memory>
#include <string>
#include <vector>

#include "chapters/07-completion/exercises/3-who-copied/coming.hpp"
#include "chapters/07-completion/exercises/3-who-copied/going.hpp"
#include "chapters/exercise/check.hpp"
#include "trace/detail/inside.hpp"

int line_that_copied(char trace);

namespace looplab::exercise {

namespace {

using maker = std::unique_ptr<story> (*)();

template <class Story>
std::unique_ptr<story> make() {
  return std::make_unique<Story>();
}

// Whether the bytes have been copied when this line is over. A machine that has
// much to do may deliver late: what was copied once, is copied by then.
bool copied_by(maker which, int line) {
  const trace::detail::inside silent;
  bool copied = false;
  for (int tries = 0; tries < 5 && !copied; ++tries) {
    const auto one = which();
    one->run(1, line);
    one->look();
    one->run(line + 1, LINES);
    copied = one->was_copied();
  }
  return copied;
}

// The trace up to that line, for the recording, and what the line did.
const deed* show(maker which, int line, std::vector<deed>& seen) {
  std::unique_ptr<story> one;
  {
    const trace::detail::inside silent;
    one = which();
  }
  one->run(1, line - 1);
  const auto before = deeds().size();
  one->run(line, line);
  seen = deeds();
  return seen.size() > before ? &seen.back() : nullptr;
}

void try_trace(char name, maker which, const property& what) {
  trying(what);
  const int line = line_that_copied(name);
  const auto at = "line " + std::to_string(line);
  expect(line >= 1 && line <= LINES,
         "it named " + at + ", and the lines are 1 to 5");
  std::vector<deed> seen;
  const auto* moment = show(which, line, seen);
  const bool comes = name <= 'B';
  expect(copied_by(which, line),
         comes ? "after " + at + " the buffer still held \".....\""
               : "a byte that was changed after " + at +
                     " arrived changed: it had not been copied yet",
         moment);
  expect(line == 1 || !copied_by(which, line - 1),
         comes ? "before " + at + " the buffer held \"HELLO\" already"
               : "a byte that was changed before " + at +
                     " arrived as it was: it had been copied by then",
         moment);
}

constexpr property told{"trace-A", "name the line of A that copied", "M10"};
constexpr property tried{"trace-A", "name the line of A that copied", "M08"};
constexpr property done{"trace-B", "name the line of B that copied"};
constexpr property mapped{"trace-C", "name the line of C that copied"};
constexpr property sent{"trace-D", "name the line of D that copied"};
constexpr property promised{"trace-E", "name the line of E that copied", "M21"};

}  // namespace

void test() {
  try_trace('A', make<trace_a>, line_that_copied('A') == 2 ? tried : told);
  try_trace('C', make<trace_c>, mapped);
  try_trace('D', make<trace_d>, sent);
  try_trace('E', make<trace_e>, promised);
  try_trace('B', make<trace_b>, done);  // last: a kernel may refuse it
}

}  // namespace looplab::exercise
