// SPDX-License-Identifier: BSL-1.0
//
// Reads a log beside the narration and says what each entry can be about: who
// and what may be named, which numbers may be said, how long something took.
// It reckons from the entries and from the states around them, and shares
// nothing with the code that makes sentences.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/model/timeline.hpp"

namespace looplab::tests {

/// What the sentences about one entry may mention, and what they must.
struct testimony {
  std::set<trace::id> cast;     ///< who may be named in what happened
  std::set<trace::id> next;     ///< and behind "Next:"
  std::set<trace::id> aside;    ///< and in the second line before it
  std::vector<trace::id> must;  ///< who has to be named, in order
  std::set<trace::id> first;    ///< one of them is named first; empty = any
  std::vector<std::string> texts;
  std::vector<std::int64_t> spans_ns;
  std::vector<std::int64_t> numbers;  ///< results, amounts
  bool number_must = false;           ///< the first of them has to be said
  std::int64_t in_line = 0;           ///< may be said of who is ready
  std::uint64_t turn = 0;             ///< may be said to begin; 0 = none
  int error = 0;
  std::string token;  ///< hexadecimal
};

class witness {
 public:
  using id = trace::id;

  explicit witness(const trace::log& events) : events_(events) {}

  /// What entry `n - 1` is about. To be asked for n = 1, 2, 3 ... with the
  /// states before and after it.
  testimony hear(std::size_t n, const model::state& before,
                 const model::state& after);

  /// How a thing may be called by the program's word; "" = it gave no name.
  std::vector<std::string> names_of(std::uint16_t process, id thing) const;

 private:
  using entry = trace::entry;
  using key = std::pair<std::uint16_t, id>;

  template <class Map>
  static typename Map::mapped_type found(const Map& in, const key& at) {
    const auto it = in.find(at);
    return it == in.end() ? typename Map::mapped_type{} : it->second;
  }

  static bool is_thread(id thing) {
    return trace::space_of(thing) == trace::id_space::thread;
  }

  static bool is_task(trace::thing_kind kind) {
    return kind == trace::thing_kind::thread ||
           kind == trace::thing_kind::task ||
           kind == trace::thing_kind::callback;
  }

  void learn(const entry& e);
  void learn_poll(const entry& e);
  void learn_wait(const entry& e);
  void tell_life(const entry& e, testimony& t) const;
  void tell_stop(const entry& e, testimony& t) const;
  void tell_run(const entry& e, testimony& t) const;
  void tell_wake(const entry& e, testimony& t) const;
  void tell_timer(const entry& e, testimony& t) const;
  void tell_operation(const entry& e, testimony& t) const;
  void tell_act(const entry& e, testimony& t) const;
  void tell_poll(const entry& e, testimony& t) const;
  void tell_ready(const entry& e, testimony& t) const;
  void tell_words(const entry& e, testimony& t) const;

  id runner(const entry& e) const;
  std::vector<std::pair<std::int64_t, id>> line(const entry& e) const;
  id first_in_line(const entry& e) const;
  const model::task* before(const entry& e) const;

  const trace::log& events_;
  const model::state* before_ = nullptr;
  const model::state* after_ = nullptr;
  std::map<key, std::string> names_, former_;
  std::map<key, id> owners_, holders_, waits_for_lock_;
  std::map<key, std::vector<std::int64_t>> heard_, asleep_since_;
  std::map<key, std::int64_t> due_;
  std::map<key, std::uint64_t> turns_;
  std::map<key, id> polls_;
  std::vector<std::int64_t> slept_ns_;
};

}  // namespace looplab::tests
