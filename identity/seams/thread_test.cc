#include "identity/seams/thread.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(ThreadTest, RunsAndIsJoined) {
  std::atomic<int> done{0};
  {
    auto thread = Thread::Start([&] { ++done; });
    ASSERT_THAT(thread, IsOk());
    EXPECT_TRUE(*thread);
    const Thread moved = *std::move(thread);
    EXPECT_TRUE(moved);
  }
  EXPECT_EQ(done, 1);
  EXPECT_FALSE(Thread());
}

TEST(ThreadTest, TakesNoSignals) {
  sigset_t mask;
  sigemptyset(&mask);
  auto thread = Thread::Start([&] { pthread_sigmask(SIG_SETMASK, nullptr, &mask); });
  ASSERT_THAT(thread, IsOk());
  thread->Join();
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGUSR1, SIGPROF}) {
    EXPECT_EQ(sigismember(&mask, signal), 1) << signal;
  }
}

// In a child, since it is for the whole process.
TEST(ThreadTest, SaysThatNoneCanBeHad) {
  const pid_t child = fork();
  if (child == 0) {
    // A stack that no address space has room for.
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, std::size_t{1} << 47);
    pthread_setattr_default_np(&attributes);
    const auto thread = Thread::Start([] {});
    const bool good = thread.status().code() == absl::StatusCode::kResourceExhausted &&
                      thread.status().message().find("no thread can be had: ") == 0;
    _exit(good ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace azure::identity::internal
