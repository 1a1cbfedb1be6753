// SPDX-License-Identifier: BSL-1.0
//
// One deferred made of several: all of them, the first of them, or one and its
// time limit. Who has lost is cancelled. They refuse to keep anything alive:
// what nobody works for any more goes, and they with it.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "chapters/05-futures/deferred.hpp"

namespace looplab::chapter {

/// The error of what took longer than it may.
struct timed_out : std::runtime_error {
  timed_out() : runtime_error("timed out") {}
};

/// Several deferreds, and how many have not come yet. Keeps none of them alive.
struct several : cancellable {
  template <class T>
  explicit several(const std::vector<deferred<T>>& all) : left(all.size()) {
    for (const auto& each : all) {
      handles.push_back(each.handle());
    }
  }

  /// Cancels all that are still there and have not come.
  void cancel() override {
    for (const auto& each : handles) {
      if (auto there = each.lock()) {
        there->cancel();
      }
    }
  }

  std::vector<std::weak_ptr<cancellable>> handles{};
  std::size_t left;

 protected:
  ~several() = default;
};

/// The values of all, in the order of the list; or the first error, and the
/// others are cancelled.
template <class T>
deferred<std::vector<T>> when_all(const std::vector<deferred<T>>& all) {
  struct all_of final : several {
    using several::several;
    std::vector<std::optional<T>> values{};
    deferred_state<std::vector<T>> result{};
  };

  auto here = std::make_shared<all_of>(all);
  here->values.resize(all.size());
  deferred<std::vector<T>> whole(here);
  if (all.empty()) {
    whole.callback({});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].add_both([here, i](outcome<T>&& came) {
      if (here->result.called) {
        return;  // it has an error, and this one was cancelled
      } else if (came.index() == 1) {
        here->result.settle(std::get<1>(came));
        return here->cancel();
      }
      here->values[i] = std::get<0>(std::move(came));
      if (--here->left == 0) {
        std::vector<T> values;
        for (auto& each : here->values) {
          values.push_back(*std::move(each));
        }
        here->result.settle(std::move(values));
      }
    });
  }
  return whole;
}

/// The value that comes first, and the others are cancelled; or, when none has
/// a value, the error that came last.
template <class T>
deferred<T> when_any(const std::vector<deferred<T>>& all) {
  struct any_of final : several {
    using several::several;
    deferred_state<T> result{};
  };

  if (all.empty()) {
    throw std::invalid_argument("when_any: the first of none never comes");
  }
  auto here = std::make_shared<any_of>(all);
  deferred<T> first(here);
  for (const auto& each : all) {
    each.add_both([here](outcome<T>&& came) {
      --here->left;
      if (here->result.called) {
        return;  // it has lost
      } else if (came.index() == 0) {
        here->result.settle(std::move(came));
        here->cancel();
      } else if (here->left == 0) {
        here->result.settle(std::move(came));
      }
    });
  }
  return first;
}

// [timeout]
/// `work`, which is cancelled when `alarm` comes before it: its error is
/// timed_out then. What comes although it was cancelled is taken.
template <class T>
deferred<T> add_timeout(const deferred<T>& work,
                        const deferred<nothing>& alarm) {
  auto rang = std::make_shared<bool>(false);
  alarm.add_both([rang, work = work.handle()](outcome<nothing>&& came) {
    auto there = work.lock();
    if (there && came.index() == 0) {
      *rang = true;
      there->cancel();
    }
  });
  return work.add_both([rang, alarm = alarm.handle()](outcome<T>&& came) {
    if (auto there = alarm.lock()) {
      there->cancel();
    }
    try {
      if (came.index() == 1) {
        std::rethrow_exception(std::get<1>(came));
      }
    } catch (const cancelled&) {
      if (*rang) {
        throw timed_out();
      }
      throw;
    }
    return std::get<0>(std::move(came));
  });
}

// [timeout]

}  // namespace looplab::chapter
