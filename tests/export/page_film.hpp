// SPDX-License-Identifier: BSL-1.0
//
// An exported page read back as its script reads it: the recording inside, and
// the frames that its patches make.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace looplab::tests {

/// One frame as text, and as the letters of its cells' looks.
struct page_frame {
  std::string text, looks;

  bool operator==(const page_frame&) const = default;
};

struct page_stop {
  std::size_t event = 0;
  std::size_t turn_before = 0, turn_after = 0;  ///< stops
  page_frame whole;
  std::vector<page_frame> beats;  ///< three, none for the first stop
};

/// Throws where the page is not what its script expects. Where a frame is also
/// told from an empty screen, both must be equal.
std::vector<page_stop> film_of(const std::string& page, bool real_time = false);

/// Its lanes, stop by stop, by the page's own numbers.
struct page_lane_table {
  std::string mark;                             ///< of the chosen one
  std::vector<std::vector<std::size_t>> order;  ///< as the program's tasks
  std::vector<std::vector<int>> rows;  ///< what each shows of that, -1 = none
  std::vector<std::vector<std::size_t>> changes;  ///< of each lane, stops
};

page_lane_table lanes_of(const std::string& page);

/// The JSON between the tags, as it stands.
std::string data_of(const std::string& page);

/// The keys that the page listens to.
std::vector<std::string> keys_of_page(const std::string& page);

}  // namespace looplab::tests
