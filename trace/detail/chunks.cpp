// SPDX-License-Identifier: BSL-1.0
//
// One writer and one reader for each kind of chunk.
#include "trace/detail/chunks.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace looplab::trace::detail {

namespace {

// Entries go to the file as they lie in memory: 40 bytes, no padding.
static_assert(sizeof(entry) == 40);
static_assert(std::has_unique_object_representations_v<entry>);

std::string read_processes(byte_source& from, log& to) {
  const std::uint32_t n = from.count(33);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    process_info p;
    p.pid = from.number<std::uint32_t>();
    p.name = from.text();
    p.command = from.text();
    p.clock = from.text();
    p.live = from.number<std::uint8_t>() != 0;
    p.lost = from.number<std::uint64_t>();
    p.unrecorded = from.number<std::uint64_t>();
    if (i < to.processes().size()) {
      to.process(static_cast<std::uint16_t>(i)) = std::move(p);
    } else if (i > 0xffff) {
      return "it names too many processes";
    } else {
      to.add_process(std::move(p));
    }
  }
  return "";
}

std::string read_texts(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  if (first != to.texts()) {
    return "a text is missing";
  }
  const std::uint32_t n = from.count(4);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    if (to.add_text(from.text()) != first + i) {
      return "a text is there twice";
    }
  }
  return "";
}

place read_place(byte_source& from) {
  place p;
  p.process = from.number<std::uint16_t>();
  p.address = from.number<std::uint64_t>();
  p.resolved = from.number<std::uint8_t>() != 0;
  const std::uint32_t n = from.count(12);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    frame_line line;
    line.file = from.text();
    line.function = from.text();
    line.line = from.number<std::uint32_t>();
    p.frames.push_back(std::move(line));
  }
  return p;
}

std::string read_places(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  const std::uint32_t n = from.count(15);
  if (first == 0 || first > to.places()) {
    return "a place is missing";
  }
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    place p = read_place(from);
    if (p.process >= std::max<std::size_t>(1, to.processes().size())) {
      return "a place belongs to a process that is not there";
    }
    if (first + i < to.places()) {
      to.place_to_resolve(first + i) = std::move(p);
    } else {
      to.add_place(std::move(p));
    }
  }
  return "";
}

std::string fault_of(const entry& e, const log& in) {
  if (static_cast<int>(e.kind) >= event_kinds) {
    return "an event is of a kind this version does not know";
  }
  if (e.process >= std::max<std::size_t>(1, in.processes().size())) {
    return "an event belongs to a process that is not there";
  }
  if (e.text >= in.texts() || e.place >= in.places()) {
    return "an event refers to a text or place that is not there";
  }
  return "";
}

std::string read_entries(byte_source& from, log& to) {
  if (from.left() % sizeof(entry) != 0) {
    return "an event is cut in two";
  }
  const std::size_t n = from.left() / sizeof(entry);
  for (std::size_t i = 0; i < n; ++i) {
    entry e;
    from.raw(&e, sizeof e);
    if (std::string fault = fault_of(e, to); !fault.empty()) {
      return fault;
    }
    to.append(e);
  }
  return "";
}

std::string read_samples(byte_source& from, log& to) {
  const std::uint32_t n = from.count(30);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    sample s;
    read_sample_rows(from, s);
    if (s.after > to.size() ||
        s.process >= std::max<std::size_t>(1, to.processes().size())) {
      return "a sample stands after events that are not there";
    }
    to.restore_sample(std::move(s));
  }
  return "";
}

std::string read_captions(byte_source& from, log& to) {
  const std::uint32_t n = from.count(12);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    log::caption c;
    c.after = from.number<std::uint64_t>();
    c.text = from.text();
    if (c.after > to.size()) {
      return "a caption stands after events that are not there";
    }
    to.add_caption(std::move(c));
  }
  return "";
}

std::string read_sources(byte_source& from, log& to) {
  const std::uint32_t n = from.count(8);
  for (std::uint32_t i = 0; i < n && from.good(); ++i) {
    source_file s;
    s.path = from.text();
    const std::uint32_t lines = from.count(4);
    for (std::uint32_t k = 0; k < lines && from.good(); ++k) {
      s.lines.push_back(from.text());
    }
    to.add_source(std::move(s));
  }
  return "";
}

}  // namespace

void write_processes(const log& from, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(from.processes().size()));
  for (const process_info& p : from.processes()) {
    to.number(p.pid);
    to.text(p.name);
    to.text(p.command);
    to.text(p.clock);
    to.number(static_cast<std::uint8_t>(p.live));
    to.number(p.lost);
    to.number(p.unrecorded);
  }
}

void write_texts(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(first));
  to.number(static_cast<std::uint32_t>(from.texts() - first));
  for (std::size_t i = first; i < from.texts(); ++i) {
    to.text(from.text(static_cast<std::uint32_t>(i)));
  }
}

void write_places(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(first));
  to.number(static_cast<std::uint32_t>(from.places() - first));
  for (std::size_t i = first; i < from.places(); ++i) {
    const place& p = from.at(static_cast<std::uint32_t>(i));
    to.number(p.process);
    to.number(p.address);
    to.number(static_cast<std::uint8_t>(p.resolved));
    to.number(static_cast<std::uint32_t>(p.frames.size()));
    for (const frame_line& line : p.frames) {
      to.text(line.file);
      to.text(line.function);
      to.number(line.line);
    }
  }
}

void write_entries(const log& from, std::size_t first, std::size_t last,
                   byte_sink& to) {
  if (first < last) {
    to.raw(&from[first], (last - first) * sizeof(entry));
  }
}

void write_samples(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(from.samples().size() - first));
  for (std::size_t i = first; i < from.samples().size(); ++i) {
    write_sample_rows(from.samples()[i], to);
  }
}

void write_captions(const log& from, std::size_t first, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(from.captions().size() - first));
  for (std::size_t i = first; i < from.captions().size(); ++i) {
    to.number(static_cast<std::uint64_t>(from.captions()[i].after));
    to.text(from.captions()[i].text);
  }
}

void write_sources(const log& from, byte_sink& to) {
  to.number(static_cast<std::uint32_t>(from.sources().size()));
  for (const source_file& s : from.sources()) {
    to.text(s.path);
    to.number(static_cast<std::uint32_t>(s.lines.size()));
    for (const std::string& line : s.lines) {
      to.text(line);
    }
  }
}

std::string read_chunk(chunk_kind kind, byte_source& from, log& to) {
  std::string fault;
  switch (kind) {
    case chunk_kind::processes:
      fault = read_processes(from, to);
      break;
    case chunk_kind::texts:
      fault = read_texts(from, to);
      break;
    case chunk_kind::places:
      fault = read_places(from, to);
      break;
    case chunk_kind::entries:
      fault = read_entries(from, to);
      break;
    case chunk_kind::samples:
      fault = read_samples(from, to);
      break;
    case chunk_kind::captions:
      fault = read_captions(from, to);
      break;
    case chunk_kind::sources:
      fault = read_sources(from, to);
      break;
    case chunk_kind::code_files:
      fault = read_code_files(from, to);
      break;
    case chunk_kind::end:
      break;
    default:
      return "";  // a newer minor version's; whoever knows no word skips it
  }
  if (fault.empty() && kind != chunk_kind::end && !from.finished()) {
    return "its contents contradict its length";
  }
  return fault;
}

}  // namespace looplab::trace::detail
