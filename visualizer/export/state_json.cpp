// SPDX-License-Identifier: BSL-1.0
//
// One function for each list of the object. Ids are numbers of one process and
// stand beside its pid; what has a name is also called by it.
#include "visualizer/export/state_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "visualizer/export/json_text.hpp"

namespace looplab::exporting {

namespace {

using model::state;

constexpr std::array<const char*, 8> state_words = {"new",
                                                    "ready",
                                                    "running",
                                                    "waits for io",
                                                    "waits for a timer",
                                                    "waits for a lock",
                                                    "done",
                                                    "failed"};

constexpr std::array<const char*, 13> why_words = {
    "",          "yield",        "await",         "lock",
    "condition", "channel full", "channel empty", "io",
    "sleep",     "join",         "idle",          "finished",
    "signal"};

constexpr std::array<const char*, 5> phase_words = {"", "timers", "asleep",
                                                    "polled", "runs"};

template <class Words, class Enum>
const char* word(const Words& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < words.size() ? words[index] : "";
}

/// Joins the rows of a list, each of which is an object.
class list {
 public:
  explicit list(std::string name) : text_(std::move(name)) {}

  void add(const std::string& row) {
    text_ += empty_ ? "" : ",";
    text_ += "{" + row + "}";
    empty_ = false;
  }

  std::string close() { return text_ + "]"; }

 private:
  std::string text_;
  bool empty_ = true;
};

std::uint32_t pid_of(const trace::log& events, std::uint16_t process) {
  const auto& known = events.processes();
  return process < known.size() ? known[process].pid : 0;
}

/// The newest reading of /proc of each process.
std::map<std::uint16_t, const trace::sample*> last_samples(
    const trace::log& events) {
  std::map<std::uint16_t, const trace::sample*> out;
  for (const trace::sample& one : events.samples()) {
    out[one.process] = &one;
  }
  return out;
}

std::string processes_of(const trace::log& events, const state& now) {
  list out("\"processes\":[");
  for (std::size_t i = 0; i < events.processes().size(); ++i) {
    const trace::process_info& p = events.processes()[i];
    const bool over = i < now.processes.size() && now.processes[i].over;
    out.add(fmt::format(
        R"("pid":{},"name":{},"command":{},"over":{},"lost":{},"unrecorded":{})",
        p.pid, json_of(p.name), json_of(p.command), over, p.lost,
        p.unrecorded));
  }
  return out.close();
}

std::string threads_of(const trace::log& events) {
  list out("\"threads\":[");
  for (const auto& [process, seen] : last_samples(events)) {
    for (const trace::thread_sample& t : seen->threads) {
      out.add(
          fmt::format(R"("pid":{},"tid":{},"name":{},"state":{},"wchan":{},)"
                      R"("voluntary":{},"involuntary":{})",
                      pid_of(events, process), t.tid, json_of(t.comm),
                      json_of(std::string(1, t.state)), json_of(t.wchan),
                      t.voluntary, t.involuntary));
    }
  }
  return out.close();
}

/// What a descriptor is, from the program's events and from the kernel.
struct descriptor_row {
  std::string name, what;
  int loop = -1;
  std::uint32_t interest = 0, unread = 0, unsent = 0;
};

using descriptor_rows = std::map<std::pair<std::uint16_t, int>, descriptor_row>;

void take_samples(const trace::log& events, descriptor_rows& rows) {
  for (const auto& [process, seen] : last_samples(events)) {
    for (const trace::watch_sample& w : seen->watches) {
      descriptor_row& row = rows[{process, w.fd}];
      row.loop = w.epoll_fd;
      row.interest = w.events;
    }
    for (const trace::socket_sample& s : seen->sockets) {
      descriptor_row& row = rows[{process, s.fd}];
      row.what = s.what;
      row.unread = s.unread;
      row.unsent = s.unsent;
    }
  }
}

std::string descriptors_of(const trace::log& events, const state& now) {
  descriptor_rows rows;
  take_samples(events, rows);
  for (const model::descriptor& d : now.descriptors) {
    if (!d.open || trace::space_of(d.self) != trace::id_space::descriptor) {
      continue;
    }
    descriptor_row& row = rows[{d.process, trace::descriptor_of(d.self)}];
    row.name = d.name;
    row.loop = d.loop == 0 ? row.loop : trace::descriptor_of(d.loop);
    row.interest = d.interest == 0 ? row.interest : d.interest;
  }
  list out("\"descriptors\":[");
  for (const auto& [key, row] : rows) {
    std::string text = fmt::format(R"("pid":{},"fd":{})",
                                   pid_of(events, key.first), key.second);
    text += row.name.empty() ? "" : ",\"name\":" + json_of(row.name);
    text += row.what.empty() ? "" : ",\"what\":" + json_of(row.what);
    if (row.loop >= 0) {
      text +=
          fmt::format(R"(,"loop":{},"interest":{})", row.loop, row.interest);
    }
    out.add(text +
            fmt::format(R"(,"unread":{},"unsent":{})", row.unread, row.unsent));
  }
  return out.close();
}

std::string name_of(const state& now, std::uint16_t process, model::id self) {
  if (const model::task* t = now.find_task(process, self)) {
    return t->name;
  }
  if (const model::descriptor* d = now.find_descriptor(process, self)) {
    return d->name;
  }
  const auto timer = std::find_if(
      now.timers.begin(), now.timers.end(), [&](const model::timer& one) {
        return one.self == self && one.process == process;
      });
  return timer == now.timers.end() ? std::string() : timer->name;
}

std::string place_of(const trace::log& events, std::uint32_t index) {
  const trace::place& place = events.at(index);
  if (place.frames.empty() || place.frames.front().file.empty()) {
    return {};
  }
  const trace::frame_line& frame = place.frames.front();
  return fmt::format(R"(,"file":{},"line":{},"function":{})",
                     json_of(frame.file), frame.line, json_of(frame.function));
}

std::string tasks_of(const trace::log& events, const state& now) {
  list out("\"tasks\":[");
  for (const model::task& t : now.tasks) {
    std::string text =
        fmt::format(R"("pid":{},"id":{},"name":{},"state":{},"since_ns":{})",
                    pid_of(events, t.process), t.self, json_of(t.name),
                    json_of(word(state_words, t.state)), t.since_ns);
    if (t.why != trace::wait_why::none) {
      text += ",\"why\":" + json_of(word(why_words, t.why));
    }
    if (t.on != 0) {
      text += fmt::format(R"(,"on":{})", t.on);
      if (trace::space_of(t.on) == trace::id_space::descriptor) {
        text += fmt::format(R"(,"on_fd":{})", trace::descriptor_of(t.on));
      }
      const std::string name = name_of(now, t.process, t.on);
      text += name.empty() ? "" : ",\"on_name\":" + json_of(name);
    }
    out.add(text + place_of(events, t.place));
  }
  return out.close();
}

std::string loops_of(const trace::log& events, const state& now) {
  list out("\"loops\":[");
  for (const model::loop& l : now.loops) {
    std::string text =
        fmt::format(R"("pid":{},"id":{},"turn":{},"phase":{},"ready":{})",
                    pid_of(events, l.process), l.self, l.turn,
                    json_of(word(phase_words, l.phase)), l.in_line.size());
    if (l.running != 0) {
      text += fmt::format(R"(,"running":{},"running_name":{})", l.running,
                          json_of(name_of(now, l.process, l.running)));
    }
    out.add(text);
  }
  return out.close();
}

}  // namespace

std::string state_as_json(const trace::log& events, const model::timeline& time,
                          std::uint32_t pid, bool recorder) {
  const state now = time.at(time.size());
  const std::int64_t sampled =
      events.samples().empty() ? 0 : events.samples().back().t_ns;
  const model::loop* loop = now.shown_loop();
  std::string out = fmt::format(
      R"({{"format":1,"pid":{},"recorder":{},"t_ns":{},"events":{},"lost":{})",
      pid, recorder, std::max(sampled, now.t_ns), time.size(), events.lost());
  if (loop != nullptr) {
    out += fmt::format(R"(,"turn":{})", loop->turn);
  }
  for (const std::string& part :
       {processes_of(events, now), threads_of(events),
        descriptors_of(events, now), tasks_of(events, now),
        loops_of(events, now)}) {
    out += "," + part;
  }
  return out + "}";
}

}  // namespace looplab::exporting
