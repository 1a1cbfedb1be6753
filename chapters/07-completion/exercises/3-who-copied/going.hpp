// SPDX-License-Identifier: BSL-1.0
//
// The traces C, D and E of 07.3: a page that goes over loopback.
#pragma once

#include <poll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include "chapters/07-completion/exercises/3-who-copied/story.hpp"
#include "chapters/07-completion/experiments/delivery.hpp"
#include "chapters/exercise/memory_file.hpp"

namespace looplab::exercise {

namespace {

constexpr std::size_t PAGE = 4096;

// A page that begins with an 'a' goes over loopback, from a file or from
// memory. The look makes a 'b' of the 'a'.
class going : public story {
 public:
  going() {
    page_ = static_cast<char*>(::mmap(nullptr, PAGE, PROT_READ | PROT_WRITE,
                                      MAP_SHARED, file_.fd(), 0));
    page_[0] = 'a';
  }

  ~going() override { ::munmap(page_, PAGE); }

  void look() override { page_[0] = 'b'; }

  bool was_copied() override {
    if (got_ == 0) {
      receive();
    }
    return got_ == 'a';
  }

 protected:
  void open() { opened_ = ::open(file_.path().c_str(), O_RDWR | O_CLOEXEC); }

  void look_how_long() {
    struct stat about {};

    ::fstat(opened_, &about);
  }

  void receive() {
    char bytes[PAGE];
    ::recv(between_.theirs, bytes, PAGE, 0);
    got_ = bytes[0];
  }

  connection between_;
  int opened_ = -1;
  char* page_ = nullptr;

 private:
  memory_file file_{"page", PAGE};
  char got_ = 0;
};

class trace_c : public going {
 public:
  trace_c() {
    lines_ = {[this] { open(); }, [this] { look_how_long(); },
              [this] {
                map_ = ::mmap(nullptr, PAGE, PROT_READ, MAP_SHARED, opened_, 0);
              },
              [this] { (void)!::write(between_.ours, map_, PAGE); },
              [this] {
                ::munmap(map_, PAGE);
                ::close(opened_);
              }};
  }

 private:
  void* map_ = nullptr;
};

class trace_d : public going {
 public:
  trace_d() {
    lines_ = {[this] { open(); }, [this] { look_how_long(); },
              [this] { ::sendfile(between_.ours, opened_, nullptr, PAGE); },
              [this] { ::close(opened_); },
              [this] {
                receive();
              }};
  }
};

class trace_e : public going {
 public:
  trace_e() {
    lines_ = {[this] {
                int one = 1;
                ::setsockopt(between_.ours, SOL_SOCKET, SO_ZEROCOPY, &one,
                             sizeof one);
              },
              [this] { ::send(between_.ours, page_, PAGE, MSG_ZEROCOPY); },
              [this] {
                pollfd told{between_.ours, 0, 0};
                ::poll(&told, 1, 2000);
              },
              [this] {
                char control[128];
                msghdr message{};
                message.msg_control = control;
                message.msg_controllen = sizeof control;
                ::recvmsg(between_.ours, &message, MSG_ERRQUEUE);
              },
              [this] {
                receive();
              }};
  }
};

}  // namespace

}  // namespace looplab::exercise
