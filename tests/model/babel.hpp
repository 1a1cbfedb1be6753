// SPDX-License-Identifier: BSL-1.0
//
// A second language for tests/model/other_language_test: some German, some
// Japanese, and what it does not say is said in English. A real one says all
// of it and has no `using`. It has what English has not: another order of
// words, another plural, a comma in numbers, and letters two columns wide.
#pragma once

#include "visualizer/model/english.hpp"

namespace looplab::model::babel {

using namespace english;

/// No name is written otherwise at the head of a sentence.
inline std::string at_head(const std::string& who) {
  return who;
}

inline std::string counted(std::int64_t n, std::string_view noun) {
  return noun == "Byte" ? std::to_string(n) + " Byte"
                        : english::counted(n, noun);
}

inline constexpr char whole_with_so[] = "{0}, also {1}.";
inline constexpr char so_alone[] = "Also {}.";
inline constexpr char what_next[] = "Danach: {}.";
inline constexpr char milliseconds_tenths[] = "{0},{1} ms";

namespace names {
using namespace english::names;
inline constexpr char the_loop[] = "ループ";
inline constexpr char byte[] = "Byte";
}  // namespace names

namespace acts {
using namespace english::acts;
inline constexpr char reads[] = "von {2} liest {0} {1}";
inline constexpr char out_of_kernel[] =
    "Aus dem Puffer des Kerns in den des Programms.";
}  // namespace acts

namespace tries {
using namespace english::tries;
inline constexpr char to_do[] = "{2}: {0} versucht es, {1}";
inline constexpr char read[] = "von {} zu lesen";
inline constexpr char goes_on[] = "geht es weiter, statt zu warten";
}  // namespace tries

namespace loops {
using namespace english::loops;
inline constexpr char asks[] = "{0}は何が準備できたかを{1}に聞き、なければ眠る";
inline constexpr char asleep_at_most[] = "最長{}の間、眠る。";
inline constexpr char asleep[] = "何かが起こるまで眠る。";
inline constexpr char wakes_after[] = "{1} 後に{0}が起きる";
}  // namespace loops

namespace errors {
using namespace english::errors;
inline constexpr meaning meanings[] = {{EAGAIN, "jetzt ist nichts da"}};
}  // namespace errors

}  // namespace looplab::model::babel
