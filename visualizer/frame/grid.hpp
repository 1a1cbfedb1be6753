// SPDX-License-Identifier: BSL-1.0
//
// A frame before it meets a terminal: rows of cells, each one character and a
// style by meaning ("ready", "dim"). Colours come later, from a theme. Knows
// no screen and no state.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace looplab::frame {

/// Styles by meaning; the theme decides how each looks.
enum class style : std::uint8_t {
  text,
  dim,
  strong,
  running,
  ready,
  waits_io,
  waits_timer,
  waits_lock,
  done,
  failed,
  phase_timers,
  phase_poll,
  phase_asleep,
  header,
  badge,
  bar,
  bar_key,
  box,
  box_active,
  title,
  source_line,
  source_number,
  source_current,
  source_note,
  comment,
  narration,
  narration_next,
  selected,
  menu,
  menu_selected,
  warning,
};

inline constexpr int styles = static_cast<int>(style::warning) + 1;

struct cell {
  char32_t glyph = U' ';
  style look = style::text;
  bool reversed = false;

  bool operator==(const cell&) const = default;
};

struct size {
  int columns = 0;
  int rows = 0;

  bool operator==(const size&) const = default;
};

/// What a click somewhere means: a key, a lane (by its index in the state), a
/// moment of the time line, a row of a list; or nothing, where something lies
/// over what was there.
enum class hit : std::uint8_t { nothing, key, lane, time, row };

/// A part of a frame that can be clicked on.
struct region {
  int x = 0, y = 0, columns = 0, rows = 1;
  hit kind = hit::nothing;
  int value = 0;  ///< the key, or which lane or row
  int part = 0;   ///< where there are two sets of lanes: of which

  bool operator==(const region&) const = default;
};

/// Requires every glyph to be one column wide. Writing outside is cut off, so
/// that a widget need not know where the edge is.
class grid {
 public:
  explicit grid(size extent);

  size extent() const { return extent_; }

  const cell& at(int x, int y) const;
  void put(int x, int y, char32_t glyph, style look);
  /// Writes UTF-8 text and returns the column after it.
  int put(int x, int y, std::string_view text, style look);
  void fill(int x, int y, int columns, int rows, char32_t glyph, style look);
  void reverse(int x, int y, int columns);
  void restyle(int x, int y, int columns, style look);

  /// Over the regions that were marked before.
  void mark(const region& part) { regions_.push_back(part); }

  /// The region at a cell; nullptr where a click means nothing.
  const region* region_at(int x, int y) const;

  std::string row(int y) const;  ///< UTF-8, trailing blanks kept
  std::string text() const;      ///< rows ended by newlines, blanks trimmed

  /// Whether they look the same; what a click means is not compared.
  bool operator==(const grid& other) const {
    return extent_ == other.extent_ && cells_ == other.cells_;
  }

 private:
  bool holds(int x, int y) const;
  cell& cell_at(int x, int y);

  size extent_;
  std::vector<cell> cells_;
  std::vector<region> regions_;
};

}  // namespace looplab::frame
