// SPDX-License-Identifier: BSL-1.0
//
// What session.hpp promises. The order in collect() matters: places are
// resolved before anybody shows a line of them.
#include "visualizer/program/session.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace {

constexpr std::chrono::milliseconds sample_every(250);
/// At most so often where a warning waits for one.
constexpr std::chrono::milliseconds settling(50);
constexpr std::size_t places_a_look = 64;
/// Some milliseconds' worth: a key is not to wait for more.
constexpr std::size_t warned_a_look = 50'000;

}  // namespace

session::session()
    : timeline_(log_), found_(std::make_unique<model::warnings>(log_)) {}

void session::limit_warnings(const model::warning_limits& limits) {
  found_ = std::make_unique<model::warnings>(log_, limits);
}

void session::find_all() {
  read_all();
  found_->catch_up();
}

std::unique_ptr<session> session::of(std::unique_ptr<target::target> program) {
  if (!program) {
    return nullptr;
  }
  std::unique_ptr<session> out(new session);
  out->keep_a_window();
  out->owned_ = std::move(program);
  out->program_ = out->owned_.get();
  return out;
}

std::unique_ptr<session> session::watch(const target::start_options& how,
                                        std::string& error) {
  return of(target::target::start(how, error));
}

std::unique_ptr<session> session::attach(std::uint32_t pid,
                                         std::string& error) {
  return of(target::target::attach(pid, error));
}

std::unique_ptr<session> session::learn(const target::lesson& what,
                                        const std::filesystem::path& programs,
                                        bool begin_held, std::string& error) {
  auto clients =
      target::lesson_player::start(what, programs, begin_held, error);
  if (!clients) {
    return nullptr;
  }
  std::unique_ptr<session> out(new session);
  out->keep_a_window();
  out->lesson_ = std::make_unique<target::lesson>(what);
  out->clients_ = std::move(clients);
  out->program_ = &out->clients_->server();
  return out;
}

bool session::record_to(const std::filesystem::path& file, std::string& error) {
  recording_ = trace::recording_writer::create(file, error);
  if (recording_) {
    log_.entries().back_with(recording_->written());
  }
  return recording_ != nullptr;
}

bool session::finish_recording(std::string& error) {
  if (!recording_) {
    return true;
  }
  if (!recording_problem_.empty()) {
    error = recording_problem_;
    return false;
  }
  const bool good = recording_->finish(log_, error);
  recording_.reset();
  return good;
}

void session::take_output() {
  const std::string bytes = program_->output();
  if (echo_ != nullptr) {
    std::fwrite(bytes.data(), 1, bytes.size(), echo_);
    std::fflush(echo_);
  }
  output_.take(bytes);
}

void session::take_sample(time_point now, std::size_t came) {
  // A held program is looked at once, right after it stopped; a running one
  // often enough to see it breathe.
  const bool just_stopped = came > 0 && program_->stands_at_gate();
  // What was long is told from other things by a reading near it.
  const bool suspected =
      found_->wants_sample() && now + sample_every - settling >= next_sample_;
  if (just_stopped || suspected || now >= next_sample_) {
    program_->sample(log_);
    next_sample_ = now + sample_every;
  }
}

std::size_t session::collect(time_point now) {
  if (reading_) {
    return read_a_part();
  }
  if (program_ == nullptr || finished_) {
    found_->catch_up(warned_a_look);
    return 0;
  }
  const std::size_t came = program_->drain(log_);
  program_->resolve(log_, places_a_look);
  take_output();
  timeline_.catch_up();
  found_->catch_up(warned_a_look);
  take_sample(now, came);
  if (clients_) {
    clients_->advance(log_, timeline_);
  }
  if (recording_ && recording_problem_.empty()) {
    recording_->write(log_, recording_problem_);
  }
  let_go_of_the_oldest();
  return came;
}

void session::resolve_all() {
  const auto open_places = [this] {
    std::size_t count = 0;
    for (std::uint32_t i = 1; i < log_.places(); ++i) {
      count += log_.at(i).resolved ? 0 : 1;
    }
    return count;
  };
  for (std::size_t left = open_places(), before = left + 1;
       program_ != nullptr && left > 0 && left < before;
       before = left, left = open_places()) {
    program_->resolve(log_, left);
  }
}

std::vector<int> session::descriptors() const {
  std::vector<int> out;
  if (program_ != nullptr) {
    out = program_->descriptors();
  }
  if (clients_) {
    const std::vector<int> more = clients_->descriptors();
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

bool session::can_change() const {
  return reading_ != nullptr || found_->position() < log_.size() ||
         (program_ != nullptr && !finished_ && !ended() && !stands_at_gate());
}

bool session::lesson_finished() const {
  return clients_ && clients_->finished();
}

std::string session::lesson_problem() const {
  return clients_ ? clients_->problem() : std::string();
}

std::string session::title() const {
  std::string name = "recording";
  std::uint32_t pid = 0;
  if (!log_.processes().empty()) {
    name = log_.processes().front().name;
    pid = log_.processes().front().pid;
  }
  if (program_ != nullptr) {
    pid = program_->pid();
  }
  for (const trace::process_info& one : log_.processes()) {
    name = one.pid == pid ? one.name : name;  // what exec has made of it last
  }
  if (lesson_) {
    name = fmt::format("{} {}", lesson_->number, lesson_->title);
  }
  const std::size_t count =
      log_.samples().empty() ? 1 : log_.samples().back().threads.size();
  const int unread = percent_unread();
  return fmt::format(
      "{} · {} thread{} · pid {}{}", name, count, count == 1 ? "" : "s", pid,
      unread == 0 ? std::string() : fmt::format(" · {} % unread", unread));
}

/// What a program did on its way out belongs to the recording; one that was
/// only attached to goes on, and would be followed for ever.
void session::take_last_words() {
  if (!recording_) {
    return;
  }
  while (program_->drain(log_) > 0 && !program_->running()) {
  }
  resolve_all();
  timeline_.catch_up();
}

void session::finish() {
  if (!finished_ && program_ != nullptr) {
    program_->release();
    // The clients go first: a server that finishes its requests would wait for
    // them.
    clients_ ? clients_->finish() : program_->finish();
    take_output();
    take_last_words();
  }
  finished_ = true;
}

bool session::hold(std::string& error) {
  return program_ != nullptr && program_->hold(error);
}

bool session::step() {
  return program_ != nullptr && program_->step();
}

void session::release() {
  if (program_ != nullptr) {
    program_->release();
  }
}

bool session::held() const {
  return program_ != nullptr && program_->gate() == target::gate_state::held;
}

bool session::stands_at_gate() const {
  return program_ != nullptr && program_->stands_at_gate();
}

bool session::ended() const {
  return program_ == nullptr || finished_ || !program_->running();
}

}  // namespace looplab::program
