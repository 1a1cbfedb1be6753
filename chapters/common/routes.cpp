// SPDX-License-Identifier: BSL-1.0
//
// Which request gets which answer. Nothing here waits for another machine.
#include "chapters/common/routes.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

#include "chapters/common/limits.hpp"
#include "chapters/common/target.hpp"

namespace looplab::common {
namespace {

answer hello() {
  answer what;
  what.body = "hello\n";
  return what;
}

reply quote_reply(const target& where) {
  auto symbol = where.parameter("symbol");
  auto list = where.parameter("symbols");
  if (symbol.has_value() == list.has_value()) {
    return {refusal(400,
                    "ask for one symbol (symbol=ABC) or for several "
                    "(symbols=ABC,DEF)"),
            {}};
  }
  quote wanted;
  std::string_view rest = symbol ? *symbol : *list;
  std::size_t count = 0;
  for (auto end = 0UL; end != rest.npos; ++count) {
    end = rest.find(',');
    if (!valid_symbol(rest.substr(0, end)) || (symbol && end != rest.npos) ||
        count == MAX_SYMBOLS) {
      return {refusal(400,
                      "a symbol is 1 to 16 letters, digits, dots or "
                      "dashes, and 16 symbols are the most"),
              {}};
    }
    if (end != rest.npos) {
      rest.remove_prefix(end + 1);
    }
  }
  return {{}, quote(symbol ? *symbol : *list, list.has_value())};
}

std::optional<unsigned> number(const std::optional<std::string>& text) {
  unsigned value = 0;
  if (!text) {
    return std::nullopt;
  }
  auto end = text->data() + text->size();
  auto [stopped, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc() || stopped != end) {
    return std::nullopt;
  }
  return value;
}

answer work_answer(const target& where) {
  auto units = number(where.parameter("units"));
  if (!units || *units > MAX_UNITS) {
    return refusal(400, "say how much work: units=1 to units=10000");
  }
  answer what;
  what.body = std::to_string(work(*units)) + "\n";
  return what;
}

answer stats_answer(const stats& numbers) {
  answer what;
  what.type = "application/json";
  what.body = numbers.json();
  return what;
}

}  // namespace

unsigned long work(unsigned units) {
  // Each step needs the result of the one before, so there is no shortcut.
  unsigned long x = 88172645463325252UL;
  for (unsigned long step = 0; step < units * 1'000'000UL; ++step) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
  }
  return x;
}

routes::routes(std::string files, const stats& numbers)
    : files_(std::move(files)), numbers_(&numbers) {}

reply routes::respond(const request& asked) const {
  target where(asked.target);
  auto path = where.path();
  bool known = path == "/hello" || path == "/quote" || path == "/file" ||
               path == "/work" || path == "/stats";
  if (asked.method == method::unknown) {
    return {refusal(501), {}};
  }
  if (path.empty()) {
    return {refusal(400, "a request target starts with '/'"), {}};
  }
  if (!known) {
    return {refusal(404), {}};
  }
  if (asked.method == method::other) {
    auto what = refusal(405);
    what.allow = "GET, HEAD";
    return {std::move(what), {}};
  }
  if (path == "/hello") {
    return {hello(), {}};
  }
  if (path == "/quote") {
    return quote_reply(where);
  }
  if (path == "/file") {
    return {file(where), {}};
  }
  return {path == "/work" ? work_answer(where) : stats_answer(*numbers_), {}};
}

answer routes::file(const target& where) const {
  auto name = where.parameter("name");
  auto cold = where.parameter("cold").value_or("0");
  if ((cold != "0" && cold != "1") || !name) {
    return refusal(400, "ask for name=small or name=big, and cold=0 or cold=1");
  }
  // The name is one of two words and never a path, so no request can leave
  // the folder.
  if (*name != "small" && *name != "big") {
    return refusal(404);
  }
  if (files_.empty()) {
    return refusal(404, "no files here: start the server with --files DIR");
  }
  auto path = files_ + "/" + *name;
  descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about;
  if (!opened && (errno == EMFILE || errno == ENFILE)) {
    return refusal(503, "the server has no descriptor left for the file");
  }
  if (!opened || ::fstat(opened.get(), &about) != 0 ||
      !S_ISREG(about.st_mode)) {
    return refusal(404);
  }
  if (cold == "1") {
    ::posix_fadvise(opened.get(), 0, 0, POSIX_FADV_DONTNEED);
  }
  answer what;
  what.type = "application/octet-stream";
  what.file = std::make_unique<file_body>(
      std::move(opened), static_cast<std::size_t>(about.st_size));
  return what;
}

}  // namespace looplab::common
