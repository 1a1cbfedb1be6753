// SPDX-License-Identifier: BSL-1.0
//
// Reads the environment into settings. Uses neither the heap nor streams: it
// runs before main in programs that are not ours.
#include "trace/detail/settings.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "trace/detail/inside.hpp"

namespace looplab::trace::detail {

namespace {

const char* variable(const char* name) noexcept {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

bool is(const char* value, const char* word) noexcept {
  return value != nullptr && std::strcmp(value, word) == 0;
}

/// The kernel's own opinion: it leaves the time-stamp counter as soon as it
/// finds that the counter runs unevenly or differs between cores.
bool tsc_is_good() noexcept {
#if defined(__x86_64__)
  char text[16] = {};
  const int fd =
      open("/sys/devices/system/clocksource/clocksource0/current_clocksource",
           O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return false;
  }
  const ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  // The kernel uses it as clocksource only if it is constant and nonstop.
  return n >= 3 && std::strncmp(text, "tsc\n", 4) == 0;
#else
  return false;
#endif
}

bool read_gate(settings& out, const char* value) noexcept {
  if (value == nullptr || is(value, "open")) {
    return true;
  }
  if (is(value, "hold")) {
    out.first_gate = layout::gate_mode::step;
    return true;
  }
  char* end = nullptr;
  if (std::strncmp(value, "slow:", 5) != 0) {
    return false;
  }
  out.first_gate = layout::gate_mode::slow;
  out.slow_us = std::strtoull(value + 5, &end, 10);
  return end != value + 5 && *end == '\0' && out.slow_us <= 60'000'000;
}

bool read_clock_wish(settings& out, const char* value) noexcept {
  if (value == nullptr) {
    out.tsc = tsc_is_good();
    return true;
  }
  out.tsc = is(value, "tsc");
#if !defined(__x86_64__)
  if (out.tsc) {
    return false;
  }
#endif
  return out.tsc || is(value, "monotonic");
}

bool read_budget(settings& out, const char* value) noexcept {
  if (value == nullptr) {
    return true;
  }
  char* end = nullptr;
  const unsigned long mib = std::strtoul(value, &end, 10);
  out.budget_mib = static_cast<std::uint32_t>(mib);
  return *end == '\0' && mib >= 1 && mib <= 4096;
}

bool read_wish(settings& out, const char* value) noexcept {
  if (value == nullptr || is(value, "0") || is(value, "off")) {
    return true;
  }
  out.record = is(value, "standby") ? wish::standby : wish::on;
  return is(value, "on") || is(value, "1") || is(value, "standby");
}

}  // namespace

bool find_directory(char* out, std::size_t size, char* why,
                    std::size_t why_size) noexcept {
  const inside guard;
  int n = 0;
  if (const char* own = variable("LOOPLAB_TRACE_DIR")) {
    n = std::snprintf(out, size, "%s", own);
  } else if (const char* runtime = variable("XDG_RUNTIME_DIR")) {
    n = std::snprintf(out, size, "%s/looplab", runtime);
  } else {
    n = std::snprintf(out, size, "/dev/shm/looplab-%u",
                      static_cast<unsigned>(geteuid()));
  }
  if (n < 0 || static_cast<std::size_t>(n) >= size) {
    std::snprintf(why, why_size, "the trace directory's name is too long");
    return false;
  }

  struct stat st {};

  if (mkdir(out, 0700) != 0 && errno != EEXIST) {
    std::snprintf(why, why_size, "cannot make the directory %s: %s", out,
                  std::strerror(errno));
    return false;
  }
  const char* fault = nullptr;
  if (lstat(out, &st) != 0) {
    fault = "cannot be looked at";
  } else if (!S_ISDIR(st.st_mode)) {
    fault = "is not a directory (a link is not followed)";
  } else if (st.st_uid != geteuid()) {
    fault = "belongs to somebody else";
  } else if ((st.st_mode & 077) != 0) {
    fault = "is open to others; chmod 700 would do";
  }
  if (fault != nullptr) {
    std::snprintf(why, why_size, "the trace directory %s %s", out, fault);
  }
  return fault == nullptr;
}

bool read_settings(settings& out, char* why, std::size_t why_size) noexcept {
  const inside guard;
  out = settings{};
  const auto refuse = [&](const char* name, const char* wanted) {
    std::snprintf(why, why_size, "%s=%s is not understood; use %s", name,
                  std::getenv(name), wanted);
    out.record = wish::off;
    return false;
  };
  if (!read_wish(out, variable("LOOPLAB_TRACE"))) {
    return refuse("LOOPLAB_TRACE", "off, on or standby");
  }
  if (out.record == wish::off) {
    return true;  // nothing else matters, and nothing else costs
  }
  if (!read_clock_wish(out, variable("LOOPLAB_TRACE_CLOCK"))) {
    return refuse("LOOPLAB_TRACE_CLOCK", "tsc or monotonic");
  }
  if (!read_gate(out, variable("LOOPLAB_TRACE_GATE"))) {
    return refuse("LOOPLAB_TRACE_GATE", "open, hold or slow:MICROSECONDS");
  }
  if (!read_budget(out, variable("LOOPLAB_TRACE_BUDGET_MIB"))) {
    return refuse("LOOPLAB_TRACE_BUDGET_MIB", "1 to 4096");
  }
  out.keep = variable("LOOPLAB_TRACE_KEEP") != nullptr;
  if (!find_directory(out.directory, sizeof out.directory, why, why_size)) {
    out.record = wish::off;
    return false;
  }
  return true;
}

}  // namespace looplab::trace::detail
