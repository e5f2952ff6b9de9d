// A thousand threads want the same token at once: one asks for it, and all the others are there,
// waiting, before its first step is done.
#include <pthread.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/robustness/world.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

constexpr int kThreads = 1000;
constexpr std::size_t kStack = 256 << 10;

const TokenRequestOptions kVault{{"https://vault.azure.net/.default"}, "", "", false};

// Lets all go at once.
class Gate {
 public:
  void Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void OpenFor(int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == count; });
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

struct Crowd {
  TokenCredential* credential;
  absl::Time deadline;
  Gate gate;
  std::atomic<int> good{0};
};

void* Ask(void* of) {
  Crowd& crowd = *static_cast<Crowd*>(of);
  crowd.gate.Wait();
  const Context ctx = Context::Background().WithDeadline(crowd.deadline);
  const auto token = crowd.credential->GetToken(ctx, kVault);
  if (token.ok()) ++crowd.good;
  return nullptr;
}

class CrowdTest : public ::testing::TestWithParam<CredentialMaker> {};

TEST_P(CrowdTest, OneAsksForAll) {
  World world;
  const auto credential = GetParam().make(world);
  ASSERT_THAT(credential, IsOk());
  Crowd crowd;
  crowd.credential = credential->get();
  crowd.deadline = world.clock->Now() + absl::Minutes(30);
  world.At(0, [&world]() -> const Fault* {
    world.clock->AwaitWaiters(kThreads - 1);
    return nullptr;
  });
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  std::vector<pthread_t> threads(kThreads);
  for (pthread_t& thread : threads) {
    ASSERT_EQ(pthread_create(&thread, &attributes, Ask, &crowd), 0);
  }
  pthread_attr_destroy(&attributes);
  crowd.gate.OpenFor(kThreads);
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  EXPECT_EQ(crowd.good, kThreads);
  EXPECT_EQ(world.tokens_asked_for(), 1);
}

INSTANTIATE_TEST_SUITE_P(EveryCredential, CrowdTest, ::testing::ValuesIn(AllCredentials()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace azure::identity
