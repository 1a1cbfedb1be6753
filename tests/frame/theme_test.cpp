// SPDX-License-Identifier: BSL-1.0
//
// The palette, measured again: every pair of states, as people with normal
// sight and with each kind of colour blindness see it (Machado 2009, full
// dichromacy), in CIEDE2000. And no two states share shape and look anywhere.
#include "visualizer/frame/theme.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "tests/frame/colour_distance.hpp"
#include "visualizer/export/rgb.hpp"

namespace looplab::tests {

namespace {

using frame::theme;
using model::task_state;

constexpr task_state shown[] = {task_state::ready,      task_state::running,
                                task_state::waits_io,   task_state::waits_timer,
                                task_state::waits_lock, task_state::done,
                                task_state::failed};

constexpr theme themes[] = {theme::dark, theme::light, theme::eight,
                            theme::mono};

/// What one sees of a state: its ink, and for an error its paper.
exporting::rgb colour(theme t, task_state s) {
  const auto look = frame::look_of(t, frame::style_of(s));
  return exporting::colour_of(s == task_state::failed ? look.background
                                                      : look.foreground);
}

double least_distance(theme t) {
  double least = 1000;
  for (const vision eyes :
       {vision::normal, vision::protan, vision::deutan, vision::tritan}) {
    for (const task_state a : shown) {
      for (const task_state b : shown) {
        if (a < b) {
          least = std::min(least, distance(colour(t, a), colour(t, b), eyes));
        }
      }
    }
  }
  return least;
}

TEST(theme, dark_is_told_apart_by_everybody) {
  EXPECT_GE(least_distance(theme::dark), 14.0);
}

TEST(theme, light_is_told_apart_by_everybody) {
  EXPECT_GE(least_distance(theme::light), 13.0);
}

TEST(theme, measure_knows_a_bad_palette) {
  // io and timer of the palette that everybody writes first.
  EXPECT_LT(distance(exporting::colour_of(39), exporting::colour_of(141),
                     vision::deutan),
            2.0);
}

TEST(theme, no_two_states_share_shape_and_look) {
  for (const bool ascii : {false, true}) {
    const frame::glyphs with{ascii};
    for (const theme t : themes) {
      for (const task_state a : shown) {
        for (const task_state b : shown) {
          const bool same_shape = with.state(a) == with.state(b);
          const bool same_look = frame::look_of(t, frame::style_of(a)) ==
                                 frame::look_of(t, frame::style_of(b));
          EXPECT_FALSE(a != b && same_shape && same_look)
              << static_cast<int>(t) << ' ' << static_cast<int>(a) << ' '
              << static_cast<int>(b);
        }
      }
    }
  }
}

TEST(theme, is_found_by_its_name) {
  EXPECT_EQ(frame::theme_named("light"), theme::light);
  EXPECT_EQ(frame::theme_named("pink"), std::nullopt);
}

TEST(theme, uses_no_blue_on_black_of_eight_colours) {
  for (int s = 0; s < frame::styles; ++s) {
    EXPECT_NE(frame::look_of(theme::eight, frame::style(s)).foreground, 4);
  }
}

}  // namespace

}  // namespace looplab::tests
