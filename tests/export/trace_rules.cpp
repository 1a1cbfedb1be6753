// SPDX-License-Identifier: BSL-1.0
//
// See trace_rules.hpp. A track is a pair of process and thread.
#include "tests/export/trace_rules.hpp"

#include <map>
#include <set>
#include <utility>

#include <boost/json.hpp>

namespace looplab::tests {

namespace {

namespace json = boost::json;

using track = std::pair<std::int64_t, std::int64_t>;

class rules {
 public:
  void take(const json::object& e) {
    number_++;
    const std::string phase(e.at("ph").as_string());
    where_ = {e.at("pid").as_int64(), e.at("tid").as_int64()};
    const double ts = e.at("ts").to_number<double>();
    require(ts >= now_, "time goes back");
    now_ = ts;
    if (phase == "M") {
      take_name(e);
    } else if (phase == "s" || phase == "f") {
      take_arrow(phase == "s", e.at("id").as_int64());
    } else if (phase == "C") {
      require(e.at("args").as_object().size() == 1, "a counter of no value");
    } else {
      take_slice(phase, e);
    }
  }

  std::vector<std::string> finish() {
    for (const auto& [where, depth] : depth_) {
      where_ = where;
      require(depth == 0, "a slice is not ended");
    }
    for (const track& where : used_) {
      where_ = where;
      require(named_.contains(where), "the track has no name");
    }
    require(begun_ == arrived_, "an arrow has no end");
    return std::move(wrong_);
  }

 private:
  void require(bool kept, const std::string& else_say) {
    if (!kept) {
      wrong_.push_back(else_say + ": event " + std::to_string(number_) +
                       ", track " + std::to_string(where_.first) + "/" +
                       std::to_string(where_.second));
    }
  }

  void take_name(const json::object& e) {
    if (e.at("name") == "thread_name") {
      named_.insert(where_);
    }
    require(!e.at("args").as_object().empty(), "metadata says nothing");
  }

  void take_arrow(bool begins, std::int64_t id) {
    used_.insert(where_);
    require(depth_[where_] > 0, "an arrow is not in a slice");
    require((begins ? begun_ : arrived_).insert(id).second,
            "an arrow has an end twice");
    require(begins || begun_.contains(id), "an arrow ends before it begins");
  }

  void take_slice(const std::string& phase, const json::object& e) {
    used_.insert(where_);
    if (phase == "E") {
      require(--depth_[where_] >= 0, "nothing is there to be ended");
      return;
    }
    require(!e.at("name").as_string().empty(), "it has no name");
    if (phase == "B") {
      ++depth_[where_];
    } else {
      require(phase == "i" && e.at("s") == "t", "an unknown phase " + phase);
    }
  }

  std::size_t number_ = 0;
  double now_ = 0;
  track where_;
  std::map<track, int> depth_;
  std::set<track> named_, used_;
  std::set<std::int64_t> begun_, arrived_;
  std::vector<std::string> wrong_;
};

json::array trace_events_of(const std::string& file) {
  return json::parse(file).as_object().at("traceEvents").as_array();
}

}  // namespace

std::vector<std::string> broken_rules(const std::string& file) {
  try {
    rules all;
    for (const json::value& e : trace_events_of(file)) {
      all.take(e.as_object());
    }
    return all.finish();
  } catch (const std::exception& error) {
    return {std::string("not of the format: ") + error.what()};
  }
}

std::vector<std::string> told(const std::string& file, const char* phase) {
  std::map<std::int64_t, std::string> tracks;
  std::vector<std::string> out;
  for (const json::value& one : trace_events_of(file)) {
    const json::object& e = one.as_object();
    const std::int64_t tid = e.at("tid").as_int64();
    const std::string name(e.contains("name") ? e.at("name").as_string() : "");
    if (name == "thread_name") {
      tracks[tid] = e.at("args").at("name").as_string().c_str();
    }
    if (e.at("ph").as_string() == phase) {
      out.push_back(name + " @ " + tracks[tid]);
    }
  }
  return out;
}

}  // namespace looplab::tests
