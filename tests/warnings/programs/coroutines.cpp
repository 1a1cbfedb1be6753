// SPDX-License-Identifier: BSL-1.0
//
// Coroutines that nobody resumes, and those that end as they should.
#include <coroutine>
#include <memory>
#include <utility>

#include "tests/warnings/programs/trouble.hpp"
#include "trace/recorder.hpp"

namespace looplab::trouble {

namespace {

/// A lazy coroutine that says what becomes of it. Whoever has it resumes it.
class lazy {
 public:
  struct promise_type {
    trace::id self;
    bool finished = false;

    promise_type()
        : self(trace::create(trace::thing_kind::task, "coroutine")) {}

    ~promise_type() {
      trace::end(self, finished ? trace::end_how::returned
                                : trace::end_how::abandoned);
    }

    lazy get_return_object() {
      return lazy(std::coroutine_handle<promise_type>::from_promise(*this));
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    std::suspend_always final_suspend() noexcept {
      finished = true;
      return {};
    }

    void return_void() {}

    void unhandled_exception() { std::terminate(); }
  };

  explicit lazy(std::coroutine_handle<promise_type> frame) : frame_(frame) {}

  lazy(lazy&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}

  ~lazy() {
    if (frame_) {
      frame_.destroy();
    }
  }

  lazy(const lazy&) = delete;

  void resume(trace::id on) {
    const trace::id self = frame_.promise().self;
    trace::run(self);
    frame_.resume();
    const bool over = frame_.promise().finished;
    trace::stop(self, over ? trace::wait_why::finished : trace::wait_why::io,
                on);
  }

 private:
  std::coroutine_handle<promise_type> frame_;
};

lazy two_steps() {
  co_await std::suspend_always{};
}

/// The loop goes on, and runs others.
void go_on(small_loop& loop) {
  loop.turns(3, [] {});
}

}  // namespace

void destroyed_while_suspended() {
  small_loop loop;
  loop.turns(1, [&] {
    lazy one = two_steps();
    one.resume(trace::descriptor_id(loop.inside()));
  });
  go_on(loop);
}

void destroyed_when_finished() {
  small_loop loop;
  loop.turns(1, [&] {
    lazy one = two_steps();
    one.resume(trace::descriptor_id(loop.inside()));
    one.resume(0);
  });
  go_on(loop);
}

void never_awaited() {
  small_loop loop;
  loop.turns(1, [] { lazy one = two_steps(); });
  go_on(loop);
}

/// What is destroyed because the program ends is not lost.
void destroyed_with_the_loop() {
  auto first = std::make_unique<small_loop>();
  std::unique_ptr<lazy> kept;
  first->turns(1, [&] {
    kept = std::make_unique<lazy>(two_steps());
    kept->resume(trace::descriptor_id(first->inside()));
  });
  kept.reset();
  first.reset();
  small_loop next;
  go_on(next);
}

}  // namespace looplab::trouble
