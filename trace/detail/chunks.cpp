// SPDX-License-Identifier: BSL-1.0
//
// One writer and one reader for each kind of chunk.
#include "trace/detail/chunks.hpp"

#include <utility>

namespace looplab::trace::detail {

namespace {

void read_processes(byte_source& from, log& to) {
  from.rows(33, [&](std::uint32_t i) {
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
      from.refuse("it names too many processes");
    } else {
      to.add_process(std::move(p));
    }
  });
}

void read_texts(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  if (first != to.texts()) {
    return from.refuse("a text is missing");
  }
  from.rows(4, [&](std::uint32_t i) {
    if (to.add_text(from.text()) != first + i) {
      from.refuse("a text is empty or there twice");
    }
  });
}

place read_place(byte_source& from) {
  place p;
  p.process = from.number<std::uint16_t>();
  p.address = from.number<std::uint64_t>();
  p.resolved = from.number<std::uint8_t>() != 0;
  from.rows(12, [&](std::uint32_t) {
    frame_line line;
    line.file = from.text();
    line.function = from.text();
    line.line = from.number<std::uint32_t>();
    p.frames.push_back(std::move(line));
  });
  return p;
}

void read_places(byte_source& from, log& to) {
  const auto first = from.number<std::uint32_t>();
  if (first == 0 || first > to.places()) {
    return from.refuse("a place is missing");
  }
  from.rows(15, [&](std::uint32_t i) {
    place p = read_place(from);
    if (!has_process(to, p.process)) {
      from.refuse("a place belongs to a process that is not there");
    } else if (first + i < to.places()) {
      to.place_to_resolve(first + i) = std::move(p);
    } else {
      to.add_place(std::move(p));
    }
  });
}

void read_samples(byte_source& from, std::size_t entries, log& to) {
  from.rows(30, [&](std::uint32_t) {
    sample s;
    read_sample_rows(from, s);
    if (s.t_ns < 0 || s.t_ns > latest_ns) {
      from.refuse("the time of a sample is absurd");
    } else if (s.after > entries) {
      from.refuse("a sample stands after events that are not there");
    } else if (!has_process(to, s.process)) {
      from.refuse("a sample belongs to a process that is not there");
    } else {
      to.restore_sample(std::move(s));
    }
  });
}

void read_captions(byte_source& from, std::size_t entries, log& to) {
  from.rows(12, [&](std::uint32_t) {
    log::caption c;
    c.after = from.number<std::uint64_t>();
    c.text = from.text();
    if (c.after > entries) {
      from.refuse("a caption stands after events that are not there");
    } else {
      to.add_caption(std::move(c));
    }
  });
}

void read_sources(byte_source& from, log& to) {
  from.rows(8, [&](std::uint32_t) {
    source_file s;
    s.path = from.text();
    from.rows(4, [&](std::uint32_t) { s.lines.push_back(from.text()); });
    to.add_source(std::move(s));
  });
}

}  // namespace

std::string_view fault_of(const entry& e, const log& in) {
  if (static_cast<int>(e.kind) >= event_kinds) {
    return "an event is of a kind this version does not know";
  }
  if (!has_process(in, e.process)) {
    return "an event belongs to a process that is not there";
  }
  if (e.t_ns < 0 || e.t_ns > latest_ns) {
    return "the time of an event is absurd";
  }
  if (e.text >= in.texts() || e.place >= in.places()) {
    return "an event refers to a text or place that is not there";
  }
  return "";
}

void write_processes(const log& from, byte_sink& to) {
  to.rows(from.processes(), 0, [&](const process_info& p) {
    to.number(p.pid);
    to.text(p.name);
    to.text(p.command);
    to.text(p.clock);
    to.number(static_cast<std::uint8_t>(p.live));
    to.number(p.lost);
    to.number(p.unrecorded);
  });
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
    to.rows(p.frames, 0, [&](const frame_line& line) {
      to.text(line.file);
      to.text(line.function);
      to.number(line.line);
    });
  }
}

void write_samples(const log& from, std::size_t first, byte_sink& to) {
  to.rows(from.samples(), first - from.samples_gone(),
          [&](const sample& s) { write_sample_rows(s, to); });
}

void write_captions(const log& from, std::size_t first, byte_sink& to) {
  to.rows(from.captions(), first, [&](const log::caption& c) {
    to.number(static_cast<std::uint64_t>(c.after));
    to.text(c.text);
  });
}

void write_sources(const log& from, byte_sink& to) {
  to.rows(from.sources(), 0, [&](const source_file& s) {
    to.text(s.path);
    to.rows(s.lines, 0, [&](const std::string& line) { to.text(line); });
  });
}

void read_chunk(chunk_kind kind, byte_source& from, std::size_t entries,
                log& to) {
  switch (kind) {
    case chunk_kind::processes:
      read_processes(from, to);
      break;
    case chunk_kind::texts:
      read_texts(from, to);
      break;
    case chunk_kind::places:
      read_places(from, to);
      break;
    case chunk_kind::samples:
      read_samples(from, entries, to);
      break;
    case chunk_kind::captions:
      read_captions(from, entries, to);
      break;
    case chunk_kind::sources:
      read_sources(from, to);
      break;
    case chunk_kind::code_files:
      read_code_files(from, to);
      break;
    case chunk_kind::delays:
      read_delays(from, to);
      break;
    case chunk_kind::entries:
    case chunk_kind::end:
      return;  // left to whoever counts the entries
    default:
      return;  // a newer minor version's; whoever knows no word skips it
  }
  from.finish();
}

}  // namespace looplab::trace::detail
