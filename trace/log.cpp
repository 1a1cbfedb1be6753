// SPDX-License-Identifier: BSL-1.0
//
// The log's tables. Index 0 of the texts and of the places is "not known", so
// that a lookup never needs a special case.
#include "trace/log.hpp"

#include <utility>

namespace looplab::trace {

log::log() {
  texts_.emplace_back();
  places_.emplace_back();
}

std::uint32_t log::add_text(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  if (auto known = text_index_.find(text); known != text_index_.end()) {
    return known->second;
  }
  // A deque never moves its strings, so the index may refer to their bytes.
  const auto index = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  text_index_.emplace(texts_.back(), index);
  return index;
}

std::string_view log::text(std::uint32_t index) const {
  return index < texts_.size() ? texts_[index] : texts_.front();
}

std::uint32_t log::add_place(place p) {
  places_.push_back(std::move(p));
  return static_cast<std::uint32_t>(places_.size() - 1);
}

const place& log::at(std::uint32_t index) const {
  return index < places_.size() ? places_[index] : places_.front();
}

std::uint16_t log::add_process(process_info p) {
  processes_.push_back(std::move(p));
  return static_cast<std::uint16_t>(processes_.size() - 1);
}

void log::add_sample(sample s) {
  s.after = entries_.size();
  restore_sample(std::move(s));
}

namespace {

std::size_t rows_of(const sample& s) {
  return 1 + s.threads.size() + s.watches.size() + s.sockets.size();
}

}  // namespace

void log::restore_sample(sample s) {
  sample_rows_ += rows_of(s);
  samples_.push_back(std::move(s));
}

void log::let_go_of_samples(std::size_t rows) {
  if (sample_rows_ <= 2 * rows) {
    return;  // seldom, because the others have to move up
  }
  auto first = samples_.begin();
  for (; sample_rows_ > rows && first + 1 != samples_.end(); ++first) {
    sample_rows_ -= rows_of(*first);
  }
  samples_gone_ += static_cast<std::size_t>(first - samples_.begin());
  samples_.erase(samples_.begin(), first);
}

const source_file* log::source(std::string_view path) const {
  for (const source_file& file : sources_) {
    if (file.path == path) {
      return &file;
    }
  }
  return nullptr;
}

std::uint64_t log::lost() const {
  std::uint64_t sum = 0;
  for (const process_info& p : processes_) {
    sum += p.lost;
  }
  return sum;
}

}  // namespace looplab::trace
