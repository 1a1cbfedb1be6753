// SPDX-License-Identifier: BSL-1.0
//
// Name look-ups, which wait for servers and files that no descriptor of the
// program shows.
#include <netdb.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

extern "C" {

int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                addrinfo** found) {
  const auto real = next<"getaddrinfo", int(const char*, const char*,
                                            const addrinfo*, addrinfo**)>();
  if (!watching()) {
    return real(node, service, hints, found);
  }
  const location where = location_of(caller());
  {
    const kept_errno kept;
    emit(event_kind::note, static_cast<std::uint8_t>(note_kind::text), where,
         current(), 0, intern(node != nullptr ? node : "looks up this host"));
  }
  const wait w = begin_wait(wait_why::io, 0, where);
  const int result = real(node, service, hints, found);
  end_wait(w, result);
  return result;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
