// SPDX-License-Identifier: BSL-1.0
//
// The controlling side of the gate. It writes only the gate page and the
// gate's line of each ring; what it grants only grows, what the program
// consumes only grows, so neither ever has to undo the other's word.
#include "trace/controller.hpp"

#include <algorithm>

#include "trace/detail/bell.hpp"
#include "trace/detail/clock.hpp"
#include "trace/detail/trace_file.hpp"

namespace looplab::trace {

namespace {

class gate_controller final : public controller {
 public:
  explicit gate_controller(std::shared_ptr<detail::trace_file> file)
      : file_(std::move(file)) {
    file_->controlled = true;
    file_->gate().first_until_ns.store(0);
  }

  ~gate_controller() override {
    gate_controller::choose_threads({});
    gate_controller::open();
    file_->unlock(layout::controller_lock_byte);
    file_->controlled = false;
  }

  void open() override { change(layout::gate_mode::open, 0); }

  void slow(std::chrono::microseconds between, std::uint32_t kinds) override {
    if (!file_->intact()) {
      return;
    }
    const auto us = std::clamp<std::int64_t>(between.count(), 0, 60'000'000);
    file_->gate().slow_us.store(static_cast<std::uint64_t>(us));
    change(layout::gate_mode::slow, kinds);
  }

  void hold(std::uint32_t kinds) override {
    change(layout::gate_mode::step, kinds);
  }

  void choose_threads(const std::vector<id>& threads) override;
  bool step(id thread) override;
  std::vector<held_thread> held() const override;

 private:
  std::uint32_t rings() const {
    return std::min(file_->head().rings_high.load(), file_->plan().ring_count);
  }

  void change(layout::gate_mode mode, std::uint32_t kinds);
  void ring_bells();
  bool grant(layout::ring_head& ring);

  std::shared_ptr<detail::trace_file> file_;
};

void gate_controller::change(layout::gate_mode mode, std::uint32_t kinds) {
  if (!file_->intact()) {
    return;
  }
  file_->gate().kinds.store(kinds);
  file_->gate().mode.store(mode);
  ring_bells();
}

void gate_controller::ring_bells() {
  for (std::uint32_t i = 0; i < rings(); ++i) {
    detail::ring_bell(file_->ring(i));
  }
}

void gate_controller::choose_threads(const std::vector<id>& threads) {
  if (!file_->intact()) {
    return;
  }
  for (std::uint32_t i = 0; i < rings(); ++i) {
    layout::ring_head& ring = file_->ring(i);
    const bool chosen = std::find(threads.begin(), threads.end(),
                                  ring.owner.load()) != threads.end();
    ring.chosen.store(chosen ? 1 : 0);
  }
  file_->gate().only_chosen.store(threads.empty() ? 0 : 1);
  ring_bells();
}

std::vector<held_thread> gate_controller::held() const {
  std::vector<held_thread> all;
  if (!file_->intact() || !file_->locked_by_other(layout::writer_lock_byte)) {
    return all;
  }
  for (std::uint32_t i = 0; i < rings(); ++i) {
    const layout::ring_head& ring = file_->ring(i);
    const std::uint64_t since = ring.held_since.load();
    if (since == 0 || ring.state.load() != layout::ring_state::owned) {
      continue;
    }
    const std::uint32_t what = ring.held_what.load();
    all.push_back({ring.owner.load(), static_cast<event_kind>(what & 0xff),
                   static_cast<std::uint8_t>(what >> 8),
                   ring.held_subject.load(), since});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.since_ticks < b.since_ticks;
  });
  return all;
}

/// Returns only when the program took what was granted: a second step must
/// not find the thread still standing where the first one let it go.
bool gate_controller::grant(layout::ring_head& ring) {
  const std::uint32_t granted = ring.granted.load() + 1;
  ring.granted.store(granted);
  detail::ring_bell(ring);
  const std::uint64_t deadline = detail::nanoseconds() + 1'000'000'000u;
  const timespec slice{0, 10'000'000};
  for (;;) {
    const std::uint32_t consumed = ring.consumed.load();
    if (consumed == granted) {
      return true;
    }
    if (detail::nanoseconds() > deadline) {
      return false;
    }
    detail::futex(ring.consumed, FUTEX_WAIT, consumed, &slice);
  }
}

bool gate_controller::step(id thread) {
  for (const held_thread& h : held()) {
    if (thread != 0 && h.thread != thread) {
      continue;
    }
    for (std::uint32_t i = 0; i < rings(); ++i) {
      layout::ring_head& ring = file_->ring(i);
      if (ring.owner.load() == h.thread && ring.held_since.load() != 0) {
        return grant(ring);
      }
    }
  }
  return false;
}

}  // namespace

std::unique_ptr<controller> controller::take(const std::filesystem::path& file,
                                             std::string& error) {
  auto opened = detail::trace_file::open(file, error);
  if (opened == nullptr) {
    return nullptr;
  }
  const std::string program =
      opened->plan().comm + " (pid " + std::to_string(opened->plan().pid) + ")";
  if (!opened->locked_by_other(layout::writer_lock_byte)) {
    error = program + " has ended; there is nothing to hold";
    return nullptr;
  }
  if (opened->controlled || !opened->lock(layout::controller_lock_byte)) {
    error = "somebody else already controls " + program;
    return nullptr;
  }
  return std::make_unique<gate_controller>(std::move(opened));
}

}  // namespace looplab::trace
