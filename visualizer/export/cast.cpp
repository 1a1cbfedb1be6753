// SPDX-License-Identifier: BSL-1.0
//
// See cast.hpp. A frame is drawn only if it stands long enough to be seen;
// what changed in those left out is in the next one.
#include "visualizer/export/cast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/export/json_text.hpp"
#include "visualizer/export/terminal_bytes.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

using frame::beat;

constexpr double frame_seconds = 1.0 / 30;

class recorder {
 public:
  recorder(const model::timeline& time, const picture& how, std::ostream& out)
      : time_(time), how_(how), out_(out) {}

  void head(double idle_limit) {
    out_ << fmt::format(
        R"({{"version":2,"width":{},"height":{},"idle_time_limit":{},)"
        R"("title":{},"env":{{"TERM":"xterm-256color"}}}})"
        "\n",
        how_.extent.columns, how_.extent.rows, idle_limit,
        json_of(title_of(time_.events(), how_)));
  }

  void show(double seconds, std::size_t cursor, beat in) {
    frame::grid now = frame_at(time_, how_, cursor, in);
    const std::string bytes = before_ ? next_frame(*before_, now, how_.theme)
                                      : first_frame(now, how_.theme);
    if (!bytes.empty()) {
      line(seconds, 'o', bytes);
    }
    before_ = std::move(now);
  }

  void mark(double seconds, std::string_view words) {
    line(seconds, 'm', model::printable(words));
  }

 private:
  void line(double seconds, char kind, std::string_view what) {
    std::string data;
    append_json_bytes(data, what);
    out_ << fmt::format("[{:.6f},\"{}\",{}]\n", seconds, kind, data);
  }

  const model::timeline& time_;
  const picture& how_;
  std::ostream& out_;
  std::optional<frame::grid> before_;
};

/// When each stop is shown, in seconds from the first; never before the one
/// before it.
std::vector<double> times_of(const trace::log& events,
                             const std::vector<std::size_t>& stops,
                             double events_per_second) {
  std::vector<double> out;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    double at = 0;
    if (events_per_second > 0) {
      at = static_cast<double>(i) / events_per_second;
    } else if (i > 0) {
      const std::size_t first = std::max<std::size_t>(stops[0], 1);
      const auto ns = events[stops[i] - 1].t_ns - events[first - 1].t_ns;
      at = std::max(static_cast<double>(ns) / 1e9, out.back());
    }
    out.push_back(at);
  }
  return out;
}

/// Moment by moment, each at its time.
class performance {
 public:
  performance(const model::timeline& time, const range& part,
              const cast_pace& pace, recorder& onto)
      : time_(time),
        stops_(stops_of(time.events(), part)),
        when_(times_of(time.events(), stops_, pace.events_per_second)),
        in_beats_(pace.events_per_second > 0),
        onto_(onto) {
    when_.push_back(when_.back() + frame_seconds);
  }

  void play() {
    for (std::size_t i = 0; i < stops_.size(); ++i) {
      mark(i);
      const double room = when_[i + 1] - when_[i];
      if (i > 0 && in_beats_ && room >= frame::least_ms_for_beats / 1000.0) {
        play_in_beats(i, room);
      } else if (when_[i + 1] - shown_at_ >= frame_seconds) {
        show(when_[i], i, beat::whole);
      }
    }
  }

 private:
  void play_in_beats(std::size_t i, double room) {
    const double all = std::min(room, frame::most_ms_for_beats / 1000.0);
    double at = when_[i];
    for (const beat one : {beat::cause, beat::travel, beat::effect}) {
      show(at, i, one);
      at += all * frame::tenths_of(one) / 10;
    }
    if (all < room || i + 1 == stops_.size()) {
      show(at, i, beat::whole);
    }
  }

  void show(double seconds, std::size_t i, beat in) {
    onto_.show(seconds, stops_[i], in);
    shown_at_ = seconds;
  }

  void mark(std::size_t i) {
    const std::uint64_t turn = time_.turn_at(stops_[i]);
    if (turn != turn_ && turn > 0) {
      onto_.mark(when_[i], fmt::format("turn {}", turn));
    }
    turn_ = turn;
    const auto& captions = time_.events().captions();
    for (; caption_ < captions.size() && captions[caption_].after <= stops_[i];
         ++caption_) {
      onto_.mark(when_[i], captions[caption_].text);
    }
  }

  const model::timeline& time_;
  std::vector<std::size_t> stops_;
  std::vector<double> when_;
  bool in_beats_;
  recorder& onto_;
  double shown_at_ = -1;
  std::uint64_t turn_ = 0;
  std::size_t caption_ = 0;
};

}  // namespace

bool write_cast(const model::timeline& time, const picture& how,
                const range& part, const cast_pace& pace, std::ostream& out) {
  recorder onto(time, how, out);
  const double slowest =
      pace.events_per_second > 0 ? 1 / pace.events_per_second : 0;
  onto.head(std::max(pace.idle_limit, slowest));
  performance(time, part, pace, onto).play();
  out.flush();
  return static_cast<bool>(out);
}

}  // namespace looplab::exporting
