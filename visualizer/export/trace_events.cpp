// SPDX-License-Identifier: BSL-1.0
//
// See trace_events.hpp. Slices are B and E rather than X: an X is known only
// when it ends, and then the file would not be in the order of time.
#include "visualizer/export/trace_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "visualizer/export/json_text.hpp"

namespace looplab::exporting {

namespace {

constexpr std::size_t enough_to_write = 64 * 1024;

std::uint64_t key(track where) {
  return std::uint64_t{where.pid} << 32 | where.tid;
}

void append_object(std::string& out, const details& more) {
  out += '{';
  bool first = true;
  for (const auto& [name, value] : more) {
    if (value.empty()) {
      continue;
    }
    out += first ? "" : ",";
    first = false;
    append_json(out, name);
    out += ':';
    append_json(out, value);
  }
  out += '}';
}

}  // namespace

trace_event_writer::trace_event_writer(std::ostream& out, std::int64_t zero_ns,
                                       const details& facts)
    : out_(out), zero_ns_(zero_ns) {
  text_ = R"({"displayTimeUnit":"ns","otherData":)";
  append_object(text_, facts);
  text_ += ",\"traceEvents\":[";
}

/// Times are in microseconds, with the nanoseconds behind the point.
void trace_event_writer::head(char phase, track where, std::string_view name) {
  fmt::format_to(std::back_inserter(text_),
                 R"({}{{"ph":"{}","ts":{}.{:03},"pid":{},"tid":{})",
                 first_ ? "\n" : ",\n", phase, now_ns_ / 1000, now_ns_ % 1000,
                 where.pid, where.tid);
  first_ = false;
  if (!name.empty()) {
    text_ += ",\"name\":";
    append_json(text_, name);
  }
}

void trace_event_writer::tail(const details& more) {
  if (!more.empty()) {
    text_ += ",\"args\":";
    append_object(text_, more);
  }
  text_ += '}';
  if (text_.size() > enough_to_write) {
    flush();
  }
}

void trace_event_writer::flush() {
  out_ << text_;
  text_.clear();
}

void trace_event_writer::metadata(std::string_view what, track where,
                                  std::string_view key,
                                  const std::string& value) {
  head('M', where, what);
  fmt::format_to(std::back_inserter(text_), R"(,"args":{{"{}":{}}})", key,
                 value);
  tail({});
}

void trace_event_writer::name_process(std::uint32_t pid, std::string_view name,
                                      std::string_view command) {
  metadata("process_name", {pid, 0}, "name", json_of(name));
  if (!command.empty()) {
    metadata("process_labels", {pid, 0}, "labels", json_of(command));
  }
}

void trace_event_writer::name_track(track where, std::string_view name,
                                    std::int64_t order) {
  metadata("thread_name", where, "name", json_of(name));
  metadata("thread_sort_index", where, "sort_index", std::to_string(order));
}

void trace_event_writer::at(std::int64_t ns) {
  now_ns_ = std::max(now_ns_, ns - zero_ns_);
}

void trace_event_writer::begin(track where, std::string_view name,
                               const details& more) {
  ++open_[key(where)];
  head('B', where, name);
  tail(more);
}

void trace_event_writer::end(track where) {
  const auto found = open_.find(key(where));
  if (found == open_.end()) {
    return;
  }
  if (--found->second == 0) {
    open_.erase(found);
  }
  head('E', where, "");
  tail({});
}

bool trace_event_writer::is_open(track where) const {
  return open_.contains(key(where));
}

void trace_event_writer::instant(track where, std::string_view name,
                                 const details& more) {
  head('i', where, name);
  text_ += R"(,"s":"t")";
  tail(more);
}

void trace_event_writer::arrow(char phase, track where, std::uint64_t number) {
  head(phase, where, "leads to");
  fmt::format_to(std::back_inserter(text_), R"(,"cat":"cause","id":{}{})",
                 number, phase == 'f' ? R"(,"bp":"e")" : "");
  tail({});
}

std::uint64_t trace_event_writer::arrow_from(track where) {
  arrow('s', where, ++arrows_);
  return arrows_;
}

void trace_event_writer::arrow_to(track where, std::uint64_t number) {
  arrow('f', where, number);
}

void trace_event_writer::counter(std::uint32_t pid, std::string_view name,
                                 std::int64_t value) {
  head('C', {pid, 0}, name);
  fmt::format_to(std::back_inserter(text_), R"(,"args":{{"value":{}}})", value);
  tail({});
}

bool trace_event_writer::finish() {
  while (!open_.empty()) {
    const std::uint64_t where = open_.begin()->first;
    end({static_cast<std::uint32_t>(where >> 32),
         static_cast<std::uint32_t>(where)});
  }
  text_ += "\n]}\n";
  flush();
  out_.flush();
  return static_cast<bool>(out_);
}

}  // namespace looplab::exporting
