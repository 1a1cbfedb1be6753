// SPDX-License-Identifier: BSL-1.0
//
// Reads single words and rows of the location table, checking each before it
// is believed.
#include "trace/detail/translation.hpp"

#include <utility>

namespace looplab::trace::detail {

namespace {

constexpr std::uint32_t longest_word = 4096;

/// layout::location_entry as plain bytes.
struct location_row {
  std::uint64_t address;
  std::uint32_t file, function, line, column;
};

static_assert(sizeof(location_row) == sizeof(layout::location_entry));

}  // namespace

std::string translation::word(std::uint32_t offset) const {
  const file_plan& plan = file_->plan();
  std::uint32_t size = 0;
  if (offset < 4 || offset % 4 != 0 || offset > plan.strings_size - 4 ||
      !file_->read(plan.strings_offset + offset, &size, sizeof size) ||
      size > longest_word || size > plan.strings_size - 4 - offset) {
    return "";
  }
  std::string text(size, '\0');
  if (!file_->read(plan.strings_offset + offset + 4, text.data(), size)) {
    return "";
  }
  return text;
}

std::uint32_t translation::text(log& to, std::uint32_t offset) {
  if (offset == 0) {
    return 0;
  }
  const auto [at, fresh] = texts_.try_emplace(offset, 0);
  if (fresh) {
    at->second = to.add_text(word(offset));
  }
  return at->second;
}

std::uint32_t translation::place_at(log& to, std::uint32_t index) {
  const file_plan& plan = file_->plan();
  if (index == 0 || index >= plan.locations_capacity) {
    return 0;
  }
  const auto [at, fresh] = places_.try_emplace(index, 0);
  location_row row{};
  if (!fresh ||
      !file_->read(plan.locations_offset + index * sizeof row, &row,
                   sizeof row) ||
      (row.address == 0 && row.file == 0)) {
    return at->second;
  }
  place found;
  found.process = process_;
  found.address = row.address;
  if (row.address == 0) {
    found.resolved = true;
    found.frames.push_back({word(row.file), word(row.function), row.line});
  }
  at->second = to.add_place(std::move(found));
  return at->second;
}

}  // namespace looplab::trace::detail
