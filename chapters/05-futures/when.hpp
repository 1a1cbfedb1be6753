// SPDX-License-Identifier: BSL-1.0
//
// One deferred made of several: all of them, the first of them, or one and its
// time limit. Who has lost is cancelled. They refuse to keep anything alive:
// what nobody works for any more goes, and they with it.
#pragma once

#include <optional>
#include <vector>

#include "chapters/05-futures/deferred.hpp"

namespace looplab::chapter {

/// The error of what took longer than it may.
struct timed_out : std::runtime_error {
  timed_out() : runtime_error("timed out") {}
};

/// Cancels all of them that are still there.
template <class T>
std::function<void()> canceller_of(const std::vector<deferred<T>>& all) {
  std::vector<std::weak_ptr<cancellable>> handles;
  for (const auto& each : all) {
    handles.push_back(each.handle());
  }
  return [handles = std::move(handles)] {
    for (const auto& each : handles) {
      if (auto there = each.lock()) {
        there->cancel();
      }
    }
  };
}

/// The values of all, in the order of the list; or the first error, and the
/// others are cancelled.
template <class T>
deferred<std::vector<T>> when_all(const std::vector<deferred<T>>& all) {
  struct gathered {
    std::vector<std::optional<T>> values;
    std::size_t left;
    std::function<void()> stop;
  };

  auto here = std::make_shared<gathered>();
  here->values.resize(here->left = all.size());
  here->stop = canceller_of(all);
  deferred<std::vector<T>> whole([here] { here->stop(); });
  if (all.empty()) {
    whole.callback({});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].add_both([here, whole, i](outcome<T>&& came) {
      if (whole.called()) {
        return;  // it has an error, and this one was cancelled
      } else if (came.index() == 1) {
        whole.errback(std::get<1>(came));
        return here->stop();
      }
      here->values[i] = std::get<0>(std::move(came));
      if (--here->left == 0) {
        std::vector<T> values;
        for (auto& each : here->values) {
          values.push_back(*std::move(each));
        }
        whole.callback(std::move(values));
      }
    });
  }
  return whole;
}

/// The value that comes first, and the others are cancelled; or, when none has
/// a value, the error that came last.
template <class T>
deferred<T> when_any(const std::vector<deferred<T>>& all) {
  if (all.empty()) {
    throw std::invalid_argument("when_any: the first of none never comes");
  }
  auto left = std::make_shared<std::size_t>(all.size());
  auto stop = canceller_of(all);
  deferred<T> first(stop);
  for (const auto& each : all) {
    each.add_both([left, stop, first](outcome<T>&& came) {
      --*left;
      if (first.called()) {
        return;  // it has lost
      } else if (came.index() == 0) {
        first.callback(std::get<0>(std::move(came)));
        stop();
      } else if (*left == 0) {
        first.errback(std::get<1>(came));
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
