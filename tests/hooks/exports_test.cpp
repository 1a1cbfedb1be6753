// SPDX-License-Identifier: BSL-1.0
//
// The preloaded library stands in front of every function that it promises to,
// and of each name under which programs call it.
#include <dlfcn.h>

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace {

#if defined(PRELOAD)

constexpr const char* promised = R"(
__io_uring_get_cqe __open64_2 __open_2 __openat64_2 __openat_2 __poll_chk
__ppoll_chk __pread64_chk __pread_chk __read_chk __recv_chk __recvfrom_chk
accept accept4 chroot clock_nanosleep close close_range closefrom connect
copy_file_range creat creat64 dup dup2 dup3 epoll_create epoll_create1 epoll_ctl
epoll_pwait epoll_pwait2 epoll_wait eventfd eventfd_read eventfd_write fcntl
fcntl64 getaddrinfo io_uring_submit io_uring_submit_and_wait
io_uring_submit_and_wait_timeout io_uring_wait_cqe_timeout io_uring_wait_cqes
ioctl nanosleep open open64 openat openat64 pause pipe pipe2 poll ppoll pread
pread64 preadv preadv2 preadv64 preadv64v2 pselect pthread_cond_broadcast
pthread_cond_clockwait pthread_cond_signal pthread_cond_timedwait
pthread_cond_wait pthread_create pthread_join pthread_mutex_clocklock
pthread_mutex_lock pthread_mutex_timedlock pthread_mutex_trylock
pthread_mutex_unlock pthread_setname_np pwrite pwrite64 pwritev pwritev2
pwritev64 pwritev64v2 read readv recv recvfrom recvmmsg recvmsg select
sem_clockwait sem_post sem_timedwait sem_wait send sendfile sendfile64 sendmmsg
sendmsg sendto seteuid setresuid setreuid setuid shutdown signalfd sigsuspend
sigtimedwait sigwait sigwaitinfo sleep socket socketpair splice syscall tee
timerfd_create timerfd_settime usleep vfork wait wait3 wait4 waitid waitpid
write writev
)";

TEST(preload, stands_in_front_of_every_promised_function) {
  void* const library = dlopen(PRELOAD, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  std::istringstream names(promised);
  for (std::string name; names >> name;) {
    Dl_info where{};
    void* const function = dlsym(library, name.c_str());
    ASSERT_NE(function, nullptr) << name;
    ASSERT_NE(dladdr(function, &where), 0) << name;
    EXPECT_TRUE(std::string(where.dli_fname).ends_with("liblooplab-preload.so"))
        << name << " is only in " << where.dli_fname;
  }
}

TEST(preload, shows_nothing_else) {
  void* const library = dlopen(PRELOAD, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  EXPECT_EQ(dlsym(library, "looplab_hooks"), nullptr);
  EXPECT_EQ(dlsym(library, "_ZN7looplab5trace4emitENS0_10event_kindEhtjjjl"),
            nullptr);
}

#else

TEST(preload, stands_in_front_of_every_promised_function) {
  GTEST_SKIP() << "a sanitizer's run-time cannot be preloaded before";
}

#endif

}  // namespace
