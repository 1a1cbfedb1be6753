// SPDX-License-Identifier: BSL-1.0
//
// See page_lanes.hpp. Lanes come one by one and stay, so a list that says how
// many of the former stay costs a few bytes for each lane, however many stops
// there are.
#include "visualizer/export/page_lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "visualizer/frame/layout.hpp"

namespace looplab::exporting {

namespace {

/// A JSON array of numbers as one more item of a list.
template <class Numbers>
void append_list(std::string& to, const Numbers& numbers) {
  to += fmt::format("{}[{}]", to.empty() ? "" : ",", fmt::join(numbers, ","));
}

}  // namespace

page_lanes::page_lanes(const model::timeline& time,
                       const std::vector<std::size_t>& stops)
    : time_(time), stops_(stops) {}

void page_lanes::add(const frame::grid& drawn) {
  add_order(order_of(time_.at(stops_.at(added_))));
  add_rows(drawn);
  ++added_;
}

std::vector<std::size_t> page_lanes::order_of(const model::state& now) {
  std::vector<std::size_t> order;
  for (const model::task& one : now.tasks) {
    const name lane{one.process, one.self};
    const auto [at, is_new] = numbers_.try_emplace(lane, lanes_.size());
    if (is_new) {
      lanes_.push_back(lane);
    }
    order.push_back(at->second);
  }
  return order;
}

void page_lanes::add_order(std::vector<std::size_t> order) {
  if (order == order_) {
    return;
  }
  const auto stay = std::ranges::mismatch(order, order_).in1 - order.begin();
  std::vector<std::size_t> told = {added_, static_cast<std::size_t>(stay)};
  told.insert(told.end(), order.begin() + stay, order.end());
  append_list(told_orders_, told);
  order_ = std::move(order);
}

void page_lanes::add_rows(const frame::grid& drawn) {
  std::vector<int> rows;
  for (int y = 0; y < drawn.extent().rows; ++y) {
    const frame::region* at = drawn.region_at(0, y);
    const bool is_lane = at != nullptr && at->kind == frame::hit::lane;
    rows.push_back(is_lane ? at->value : -1);
  }
  while (!rows.empty() && rows.back() < 0) {
    rows.pop_back();
  }
  if (rows == rows_) {
    return;
  }
  const auto top = std::ranges::find_if(rows, [](int at) { return at >= 0; });
  std::vector<int> told = {static_cast<int>(added_),
                           static_cast<int>(top - rows.begin())};
  told.insert(told.end(), top, rows.end());
  append_list(told_rows_, told);
  rows_ = std::move(rows);
}

/// What changes between two stops is seen at the second one.
std::vector<std::size_t> page_lanes::changes_of(const name& lane) const {
  std::vector<std::size_t> out;
  for (const std::size_t cursor :
       time_.changes(stops_.front(), stops_.back(), lane.self, lane.process)) {
    const auto at = std::ranges::lower_bound(stops_, cursor) - stops_.begin();
    const auto stop = static_cast<std::size_t>(at);
    if (out.empty() || out.back() != stop) {
      out.push_back(stop);
    }
  }
  return out;
}

std::string page_lanes::json(const picture& how) const {
  std::string changes;
  for (const name& lane : lanes_) {
    append_list(changes, changes_of(lane));
  }
  const auto number = [](frame::style of) {
    return static_cast<int>(of);
  };
  return fmt::format(
      "{{\"mark\":\"{}\",\"columns\":{},\"looks\":[{},{},{}],\n"
      "\"order\":[{}],\n\"rows\":[{}],\n\"changes\":[{}]}}",
      how.ascii ? ">" : "▸", frame::layout_of(how.extent).lane_x - 2,
      number(frame::style::text), number(frame::style::strong),
      number(frame::style::selected), told_orders_, told_rows_, changes);
}

}  // namespace looplab::exporting
