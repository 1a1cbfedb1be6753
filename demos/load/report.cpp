// SPDX-License-Identifier: BSL-1.0
//
// The words. A latency that nobody had is left out, and is null in JSON.
#include "demos/load/report.hpp"

#include <array>
#include <cstdarg>
#include <cstdio>

namespace looplab::load {
namespace {

struct percentile {
  const char* name;
  const char* key;
  double share;
};

constexpr std::array PERCENTILES = {
    percentile{"p50", "p50_ms", 0.5}, percentile{"p90", "p90_ms", 0.9},
    percentile{"p99", "p99_ms", 0.99}, percentile{"p99.9", "p99_9_ms", 0.999}};

// At most 200 characters; all of them are numbers and words of this file.
[[gnu::format(printf, 1, 2)]] std::string printed(const char* format, ...) {
  std::array<char, 200> text{};
  std::va_list values;
  va_start(values, format);
  std::vsnprintf(text.data(), text.size(), format, values);
  va_end(values);
  return text.data();
}

unsigned long long number(std::uint64_t value) {
  return value;
}

double milliseconds(std::uint64_t nanoseconds) {
  return static_cast<double>(nanoseconds) * 1e-6;
}

histogram all_latencies(const tally& seen) {
  histogram all;
  for (const route_tally& each : seen.routes) {
    all.add(each.latency);
  }
  return all;
}

double per_second(const tally& seen, std::uint64_t count) {
  return seen.seconds > 0 ? static_cast<double>(count) / seen.seconds : 0;
}

double cpu_us(const tally& seen) {
  const std::uint64_t answered = seen.answered();
  return answered > 0 ? seen.cpu_seconds * 1e6 / static_cast<double>(answered)
                      : 0;
}

double busy(const tally& seen) {
  return seen.cpu_elapsed > 0 ? seen.cpu_seconds / seen.cpu_elapsed : 0;
}

std::uint64_t refused(const tally& seen) {
  std::uint64_t sum = 0;
  for (const route_tally& each : seen.routes) {
    sum += each.refused;
  }
  return sum;
}

std::uint64_t failed(const tally& seen) {
  std::uint64_t sum = 0;
  for (const route_tally& each : seen.routes) {
    sum += each.failed;
  }
  return sum;
}

std::string latencies(const histogram& seen) {
  if (seen.count() == 0) {
    return "no answer below 400\n";
  }
  std::string text;
  for (const percentile& each : PERCENTILES) {
    text += printed("%s %.3f  ", each.name,
                    milliseconds(seen.quantile(each.share)));
  }
  return text + printed("max %.3f ms\n", milliseconds(seen.max()));
}

std::string json_latencies(const histogram& seen) {
  std::string text = "{";
  for (const percentile& each : PERCENTILES) {
    text += printed(seen.count() > 0 ? "\"%s\":%.4f," : "\"%s\":null,",
                    each.key, milliseconds(seen.quantile(each.share)));
  }
  text += seen.count() > 0
              ? printed("\"max_ms\":%.4f,", milliseconds(seen.max()))
              : "\"max_ms\":null,";
  text += "\"counts\":[";
  for (const histogram::step& each : seen.steps()) {
    text += printed("%s[%.5g,%llu]", text.back() == '[' ? "" : ",",
                    milliseconds(each.up_to), number(each.count));
  }
  return text + "]}";
}

// A target has printable characters only; two of them end a JSON string.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      result += '\\';
    }
    result += letter;
  }
  return result + '"';
}

std::string json_route(const route& asked, const route_tally& seen) {
  return "{\"route\":" + quoted(asked.target) +
         printed(
             ",\"weight\":%u,\"answered\":%llu,\"refused\":%llu,"
             "\"failed\":%llu,\"latency\":",
             asked.weight, number(seen.answered()), number(seen.refused),
             number(seen.failed)) +
         json_latencies(seen.latency) + "}";
}

std::string trouble(const plan& asked, const tally& seen) {
  std::string text;
  if (seen.lost > 0 || seen.reconnects > 0 || seen.unconnected > 0) {
    text += printed(
        "broken      %llu requests lost, %llu connections made again, %llu "
        "not\n",
        number(seen.lost), number(seen.reconnects), number(seen.unconnected));
  }
  if (seen.unanswered > 0 || seen.not_started > 0) {
    text += printed(
        "left        %llu unanswered, %llu due and not started: they are in "
        "no latency\n",
        number(seen.unanswered), number(seen.not_started));
  }
  if (!asked.open_loop() && busy(seen) > 0.95) {
    text +=
        "careful     this program's core was busy; the server may be faster\n";
  }
  return text;
}

}  // namespace

std::string text_of(const plan& asked, const tally& seen) {
  std::string text = asked.open_loop()
                         ? printed("open loop   %.10g requests/s", asked.rate)
                         : std::string("closed loop");
  text += printed(", %u connections, ", asked.connections) + asked.host + "\n";
  text += printed(
      "answered    %llu in %.2f s, %.0f/s; %llu of them 503, %llu "
      "other errors\n",
      number(seen.answered()), seen.seconds, per_second(seen, seen.answered()),
      number(refused(seen)), number(failed(seen)));
  text += "latency     " + latencies(all_latencies(seen));
  if (asked.routes.size() > 1) {
    for (std::size_t i = 0; i < asked.routes.size(); ++i) {
      text += asked.routes[i].target +
              printed(" (%llu answers)\n            ",
                      number(seen.routes[i].answered())) +
              latencies(seen.routes[i].latency);
    }
  }
  text += trouble(asked, seen);
  return text + printed(
                    "this cost   %.2f us of processor time a request, "
                    "%.0f %% of a core\n",
                    cpu_us(seen), busy(seen) * 100);
}

std::string json_of(const plan& asked, const tally& seen) {
  std::string text = printed(
      "{\"loop\":\"%s\",\"rate\":%.10g,\"connections\":%u,"
      "\"pipeline\":%u,\"seconds\":%.6f,",
      asked.open_loop() ? "open" : "closed", asked.rate, asked.connections,
      asked.pipeline, seen.seconds);
  text += printed(
      "\"started\":%llu,\"answered\":%llu,\"refused\":%llu,"
      "\"failed\":%llu,",
      number(seen.started), number(seen.answered()), number(refused(seen)),
      number(failed(seen)));
  text += printed(
      "\"lost\":%llu,\"unanswered\":%llu,\"not_started\":%llu,"
      "\"reconnects\":%llu,\"unconnected\":%llu,",
      number(seen.lost), number(seen.unanswered), number(seen.not_started),
      number(seen.reconnects), number(seen.unconnected));
  text += printed(
      "\"requests_per_s\":%.1f,\"client_cpu_us\":%.3f,"
      "\"client_busy\":%.3f,\"latency\":",
      per_second(seen, seen.answered()), cpu_us(seen), busy(seen));
  text += json_latencies(all_latencies(seen)) + ",\"routes\":[";
  for (std::size_t i = 0; i < asked.routes.size(); ++i) {
    text += (i > 0 ? "," : "") + json_route(asked.routes[i], seen.routes[i]);
  }
  return text + "]}\n";
}

std::string text_of(const progress& now) {
  std::string text = printed("%4u s  %8llu/s  %6llu under way", now.second,
                             number(now.answered), number(now.in_flight));
  if (now.overdue > 0) {
    text += printed("  %llu overdue", number(now.overdue));
  }
  if (now.errors > 0) {
    text += printed("  %llu errors", number(now.errors));
  }
  return text + "\n";
}

}  // namespace looplab::load
