// SPDX-License-Identifier: BSL-1.0
//
// How an answer becomes bytes. Everything is appended to one buffer, so that
// head and body leave in one send, and the usual answer asks for no memory.
#include "chapters/common/answer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <utility>

namespace looplab::common {
namespace {

constexpr std::array<std::pair<unsigned, std::string_view>, 14> REASONS{{
    {200, "200 OK"},
    {400, "400 Bad Request"},
    {404, "404 Not Found"},
    {405, "405 Method Not Allowed"},
    {408, "408 Request Timeout"},
    {413, "413 Content Too Large"},
    {414, "414 URI Too Long"},
    {431, "431 Request Header Fields Too Large"},
    {500, "500 Internal Server Error"},
    {501, "501 Not Implemented"},
    {502, "502 Bad Gateway"},
    {503, "503 Service Unavailable"},
    {504, "504 Gateway Timeout"},
    {505, "505 HTTP Version Not Supported"},
}};

// HTTP wants the date in each answer. It changes once a second, so each thread
// writes it once a second.
std::string_view date_field() {
  thread_local std::time_t written_at = -1;
  thread_local std::array<char, 48> text;
  thread_local std::size_t size = 0;
  auto now = std::time(nullptr);
  if (now != written_at) {
    std::tm broken_down;
    gmtime_r(&now, &broken_down);
    size = std::strftime(text.data(), text.size(),
                         "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &broken_down);
    written_at = now;
  }
  return {text.data(), size};
}

// One growth for all pieces: to check for room at each costs more than to copy
// it.
template <class... Pieces>
void append(std::string& out, const Pieces&... pieces) {
  auto from = out.size();
  out.resize(from + (pieces.size() + ...));
  auto to = out.data() + from;
  ((to = std::copy(pieces.begin(), pieces.end(), to)), ...);
}

std::string allow_field(std::string_view methods) {
  return methods.empty() ? "" : "Allow: " + std::string(methods) + "\r\n";
}

std::string_view connection_field(bool http_1_0, bool keep_alive) {
  if (!keep_alive) {
    return "Connection: close\r\n";
  }
  return http_1_0 ? "Connection: keep-alive\r\n" : "";
}

}  // namespace

std::string_view reason_of(unsigned status) {
  for (const auto& [number, text] : REASONS) {
    if (number == status) {
      return text;
    }
  }
  return "500 Internal Server Error";
}

answer refusal(unsigned status, std::string_view sentence) {
  answer what;
  what.status = status;
  what.body = sentence.empty() ? reason_of(status) : sentence;
  what.body += '\n';
  return what;
}

void append_answer(std::string& out, const answer& what, bool head_only,
                   bool http_1_0, bool keep_alive) {
  using namespace std::string_view_literals;
  std::array<char, 20> digits;
  auto size = what.body.size() + (what.file ? what.file->left() : 0);
  auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), size).ptr;
  append(out, "HTTP/1.1 "sv, reason_of(what.status), "\r\nContent-Type: "sv,
         what.type, "\r\nContent-Length: "sv,
         std::string_view(digits.data(), end), "\r\n"sv, date_field(),
         allow_field(what.allow),
         connection_field(http_1_0, keep_alive && !what.close), "\r\n"sv,
         head_only ? std::string_view() : what.body);
}

}  // namespace looplab::common
