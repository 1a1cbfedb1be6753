// SPDX-License-Identifier: BSL-1.0
//
// The lanes of an exported page, beside its frames: which there are at each
// stop, in which rows they were drawn, and at which stops each changes its
// state. With it a page can let a person choose one; it draws none of them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "visualizer/export/picture.hpp"
#include "visualizer/frame/grid.hpp"
#include "visualizer/model/state.hpp"

namespace looplab::exporting {

/// Keeps references to both arguments. Requires at least one stop.
class page_lanes {
 public:
  page_lanes(const model::timeline& time,
             const std::vector<std::size_t>& stops);

  /// The next stop: what was drawn of it.
  void add(const frame::grid& drawn);

  /// A JSON object, once all are added. Lanes are called by numbers, from 0.
  /// `order`: where the lanes of a stop are others than before: the stop, how
  /// many stay, and those that follow them. `rows`: likewise the stop, the
  /// uppermost row and, from it on, the place in that order of what is drawn in
  /// each, -1 for none.
  /// `changes`: for each lane the stops that change its state. `mark`,
  /// `columns` and `looks`: how the chosen one is marked.
  std::string json(const picture& how) const;

 private:
  struct name {
    std::uint16_t process = 0;
    model::id self = 0;
    auto operator<=>(const name&) const = default;
  };

  std::vector<std::size_t> order_of(const model::state& now);
  void add_order(std::vector<std::size_t> order);
  void add_rows(const frame::grid& drawn);
  std::vector<std::size_t> changes_of(const name& lane) const;

  const model::timeline& time_;
  const std::vector<std::size_t>& stops_;
  std::size_t added_ = 0;
  std::map<name, std::size_t> numbers_;
  std::vector<name> lanes_;  ///< by their numbers
  std::vector<std::size_t> order_;
  std::vector<int> rows_;
  std::string told_orders_, told_rows_;
};

}  // namespace looplab::exporting
