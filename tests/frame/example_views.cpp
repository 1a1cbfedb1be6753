// SPDX-License-Identifier: BSL-1.0
//
// See example_views.hpp. A history is written as a string, one letter a
// column: R runs, r ready, i io, t timer, l lock, d done.
#include "tests/frame/example_views.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "visualizer/frame/layout.hpp"

namespace looplab::tests {

namespace {

using model::loop_phase;
using model::task_state;
using trace::descriptor_id;
using trace::thing_kind;
using trace::wait_why;

task_state state_of(char letter) {
  switch (letter) {
    case 'R':
      return task_state::running;
    case 'r':
      return task_state::ready;
    case 'i':
      return task_state::waits_io;
    case 't':
      return task_state::waits_timer;
    case 'l':
      return task_state::waits_lock;
    case 'd':
      return task_state::done;
    default:
      return task_state::fresh;
  }
}

loop_phase phase_of(char letter) {
  switch (letter) {
    case 'T':
      return loop_phase::timers;
    case 'P':
      return loop_phase::polled;
    case 'z':
      return loop_phase::asleep;
    default:
      return loop_phase::runs;
  }
}

using labels = std::vector<std::pair<std::size_t, std::string>>;

void add_task(frame::live_view& view, model::task what, std::string_view past,
              const labels& written) {
  what.self = static_cast<trace::id>(view.now.tasks.size() + 1);
  model::lane lane;
  lane.self = what.self;
  for (const char letter : past) {
    lane.cells.push_back(state_of(letter));
  }
  lane.labels = written;
  what.state = lane.cells.back();
  view.now.tasks.push_back(std::move(what));
  view.past.lanes.push_back(std::move(lane));
}

model::task waiting(std::string name, wait_why why, trace::id on) {
  model::task out;
  out.kind = thing_kind::task;
  out.name = std::move(name);
  out.why = why;
  out.on = on;
  return out;
}

void add_columns(frame::live_view& view, std::string_view phases,
                 std::uint64_t first_turn) {
  std::uint64_t turn = first_turn;
  for (std::size_t i = 0; i < phases.size(); ++i) {
    model::column c;
    c.entry = i;
    c.phase = phase_of(phases[i]);
    if (phases[i] == 'T') {
      c.turn = turn++;
    }
    view.past.columns.push_back(c);
  }
}

constexpr std::string_view loop_past =
    "TzzzzzPHHHHHTPHHHHHTzzzzzzPTPHHTzzzzzzzPHHHHHHTzzzzzzzzPHHHH";

void add_tasks(frame::live_view& view) {
  const auto io = [](const char* name, int fd) {
    return waiting(name, wait_why::io, descriptor_id(fd));
  };
  add_task(view, io("acceptor", 3),
           "iiiiiirRRiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
           {{12, "io fd 3"}, {34, "io fd 3"}});
  add_task(view, waiting("ticker", wait_why::sleep, 0),
           "tttttttttttttttttttttttttttrrRRttttttttttttttttttttttttttttt",
           {{8, "timer 100 ms"}, {35, "timer 100 ms"}});
  add_task(view, io("client 1", 6),
           "iiiiiirrrRRRiiiiiiiiiiiiiiiiiiiiiiiiiiiirRRRiiiiiiiiiiiiiiii",
           {{18, "io fd 6"}, {48, "io fd 6"}});
  add_task(view, io("client 2", 7),
           "iiiiiiiiiiiiirRRRiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiirRRRR",
           {{4, "io"}, {25, "io fd 7"}});
  add_task(view, waiting("client 3", wait_why::lock, 0x60000001u),
           "iiiiilllllllllllllllllllllllllllllllllllllllllllllllllllllll",
           {{12, "lock 1"}, {40, "lock 1"}});
  add_task(view, io("client 4", 9),
           "iiiiiiiiiiiiirrrrRRiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiirrrrr",
           {{4, "io"}, {28, "io fd 9"}});
  add_task(view, waiting("worker", wait_why::channel_empty, 0),
           "lllllllllllllllllllllllllllllllllllllllllllRRRllllllllllllll",
           {{12, "chan"}, {50, "chan"}});
  add_task(view, waiting("client 5", wait_why::finished, 0),
           "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd", {});
}

void add_loop(frame::live_view& view) {
  model::loop loop;
  loop.self = descriptor_id(4);
  loop.phase = loop_phase::runs;
  loop.turn = 41;
  loop.slept_ns = 8'000'000;
  loop.woken_by = {descriptor_id(7), descriptor_id(9)};
  loop.woken_count = 2;
  loop.in_line = {6};
  loop.running = 4;
  view.now.main_loop = loop.self;
  view.now.loops.push_back(loop);
}

void add_source(frame::live_view& view) {
  frame::source_pane& pane = view.source;
  pane.file = "server.cpp";
  pane.path = "chapters/server.cpp";
  pane.function = "client";
  pane.first = 27;
  pane.current = 31;
  pane.lines = {"task<void> client(tcp_stream s) {",
                "  std::array<char, 512> buf;",
                "  for (;;) {",
                "    // sleeps until the fd is readable",
                "    size_t n = co_await s.read(buf);",
                "    if (n == 0) co_return;    // peer closed",
                "    co_await s.write({buf, n});",
                "  }",
                "}"};
  pane.note = "n = 5";
  pane.who = "t4 client 2";
}

void add_kernel(frame::live_view& view) {
  view.epoll_title = "epoll fd 4";
  model::timer tick;
  tick.task = 2;
  tick.deadline_ns = 37'000'000;
  view.now.timers = {tick};
  view.timers = {{"t2 ticker", 37, 0.37}, {"t3 idle limit", 812, 1.0}};
  view.watched = {
      {3, "listener", "read", "·", "t1", false, {}},
      {6, "client 1", "read", "·", "t3", false, {}},
      {7, "client 2", "read", "● 5 B", "t4", true, frame::style::running},
      {9, "client 4", "read", "● 12 B", "t6", true, frame::style::ready}};
  for (const int fd : {3, 6, 7, 9}) {
    model::descriptor d;
    d.self = descriptor_id(fd);
    d.loop = descriptor_id(4);
    view.now.descriptors.push_back(d);
  }
}

/// As many columns as fit, the last ones.
void keep_last(model::history& past, std::size_t room) {
  const std::size_t have = past.columns.size();
  const std::size_t cut = have > room ? have - room : 0;
  past.columns.erase(past.columns.begin(),
                     past.columns.begin() + static_cast<std::ptrdiff_t>(cut));
  for (model::lane& lane : past.lanes) {
    lane.cells.erase(lane.cells.begin(),
                     lane.cells.begin() + static_cast<std::ptrdiff_t>(cut));
    std::erase_if(lane.labels, [&](auto& l) { return l.first < cut; });
    for (auto& label : lane.labels) {
      label.first -= cut;
    }
  }
}

}  // namespace

frame::live_view loop_view(frame::size extent) {
  frame::live_view view;
  view.who.cursor = 212;
  view.who.mode = frame::run_mode::paused;
  view.who.behind = 12;
  view.who.title = "06 epoll · one thread · pid 4711";
  view.who.speed = "2 events/s";
  view.who.selected = 4;
  view.who.output = {"listening on 127.0.0.1:8080"};
  view.now.cursor = 212;
  add_columns(view, loop_past, 36);
  add_tasks(view);
  add_loop(view);
  add_source(view);
  add_kernel(view);
  view.told = {"fd 7 has data, so the loop resumes client 2 where it stopped.",
               "client 4 is ready too, but there is one thread: it waits. "
               "Next: client 2 writes."};
  view.turns = 53;
  view.turn = 41;
  view.entries = 275;
  keep_last(view.past,
            static_cast<std::size_t>(frame::history_columns(extent)));
  return view;
}

frame::live_view asleep_view(frame::size extent) {
  frame::live_view view = loop_view(extent);
  model::loop& loop = view.now.loops.front();
  loop.phase = loop_phase::asleep;
  loop.woken_by.clear();
  loop.in_line.clear();
  loop.running = 0;
  loop.timeout_ms = 37;
  const bool drawn = !view.past.columns.empty();
  if (drawn) {
    view.past.columns.back().phase = loop_phase::asleep;
  }
  for (const std::size_t i : {std::size_t{3}, std::size_t{5}}) {
    view.now.tasks[i].state = task_state::waits_io;
    if (drawn) {
      view.past.lanes[i].cells.back() = task_state::waits_io;
    }
  }
  view.who.mode = frame::run_mode::live;
  view.who.behind = 0;
  view.now.lost = 17;
  view.caption = "Nothing to do: the only thread sleeps in epoll_wait.";
  return view;
}

frame::live_view real_time_view(frame::size extent) {
  frame::live_view view = loop_view(extent);
  model::history& past = view.past;
  past.ns_per_column = 2'000'000;
  past.holds_left_out = extent.rows == 30;
  for (std::size_t i = 0; i < past.columns.size(); ++i) {
    const std::size_t back = past.columns.size() - 1 - i;
    const bool woken = back % 9 == 0;
    past.columns[i].phase = woken ? loop_phase::runs : loop_phase::asleep;
    past.columns[i].turn = woken ? 41 - back / 9 : 0;
    past.lanes[3].cells[i] = woken ? task_state::running : task_state::waits_io;
    past.lanes[5].cells[i] = woken ? task_state::ready : task_state::waits_io;
  }
  past.lanes[3].labels = past.lanes[5].labels = {};
  view.who.real_time_axis = true;
  return view;
}

frame::live_view threads_view(frame::size extent) {
  frame::live_view view = loop_view(extent);
  view.now.loops.clear();
  view.now.main_loop = 0;
  view.now.tasks.resize(4);
  view.past.lanes.resize(4);
  for (model::column& c : view.past.columns) {
    c.phase = loop_phase::none;
    c.turn = 0;
  }
  const char* names[] = {"main", "client 1", "client 2", "client 3"};
  for (std::size_t i = 0; i < 4; ++i) {
    view.now.tasks[i].kind = thing_kind::thread;
    view.now.tasks[i].name = names[i];
  }
  view.who.title = "02 threads · 4 threads · pid 4711";
  view.who.mode = frame::run_mode::held;
  view.who.behind = 0;
  view.turns = 0;
  view.turn = 0;
  view.timers.clear();
  view.epoll_title.clear();
  view.source.who = "client 2";
  view.threads = {{4711, "main", "S", "inet_csk_accept"},
                  {4712, "client 1", "S", "wait_woken"},
                  {4713, "client 2", "R", ""},
                  {4714, "client 3", "S", "futex_wait_queue"}};
  return view;
}

}  // namespace looplab::tests
