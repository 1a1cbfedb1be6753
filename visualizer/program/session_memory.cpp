// SPDX-License-Identifier: BSL-1.0
//
// How much of a run lies in memory: of a recording what is looked at, while the
// rest of it is still being read; of a live run a window.
#include <algorithm>
#include <limits>
#include <utility>

#include "visualizer/program/session.hpp"

namespace looplab::program {

namespace {

/// What a run that nobody records keeps to look back at: about 60 MB of it.
constexpr std::size_t live_entries = 24 * trace::entry_list::per_block;
constexpr std::size_t live_sample_rows = 100'000;
/// Of a recording, what is there before the first picture, and what is read at
/// a time afterwards, a few milliseconds' worth of work.
constexpr std::size_t read_at_once = 250'000;
constexpr std::size_t a_part = 100'000;

}  // namespace

std::unique_ptr<session> session::replay(const std::filesystem::path& file,
                                         std::string& note,
                                         std::string& error) {
  std::unique_ptr<session> out(new session);
  out->reading_ = trace::recording_reader::open(file, out->log_, note, error);
  if (out->reading_ == nullptr) {
    return nullptr;
  }
  out->read_on(read_at_once);
  error = out->reading_problem_;
  return error.empty() ? std::move(out) : nullptr;
}

/// In small parts, so that the newest are still in memory when they are folded.
std::size_t session::read_on(std::size_t about) {
  const std::size_t before = log_.size();
  while (reading_ && log_.size() - before < about) {
    const std::size_t had = log_.size();
    const bool good =
        reading_->more(log_, trace::entry_list::per_block, reading_problem_);
    timeline_.catch_up();
    if (!good || log_.size() == had) {
      reading_.reset();
    }
  }
  return log_.size() - before;
}

int session::percent_unread() const {
  return reading_ && reading_->total() > 0
             ? static_cast<int>((reading_->total() - log_.size()) * 100 /
                                reading_->total())
             : 0;
}

std::size_t session::read_a_part() {
  return read_on(a_part);
}

void session::read_all() {
  read_on(std::numeric_limits<std::size_t>::max());
}

void session::keep_a_window() {
  log_.entries().keep(live_entries);
}

/// After everybody has seen them. With a recording only the samples go: all
/// else can be read again.
void session::let_go_of_the_oldest() {
  log_.entries().let_go();
  log_.let_go_of_samples(live_sample_rows);
  timeline_.catch_up();
}

}  // namespace looplab::program
