// A thousand threads want the same token at once. It takes the steps of one call: in each
// of them, all the others are there, waiting.
#include <pthread.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/robustness/credentials.h"
#include "identity/robustness/services.h"
#include "identity/robustness/world.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

constexpr std::size_t kThreads = 1000;
constexpr std::size_t kFewThreads = 50;
constexpr std::size_t kStack = 256 << 10;

struct Caller {
  World* world;
  LazyCredential* credential;
  Context ctx;
  pthread_t thread{};
  std::string token = {};
};

void* Call(void* of) {
  Caller& caller = *static_cast<Caller*>(of);
  try {
    const auto token = caller.credential->GetToken(caller.ctx);
    caller.token = std::string(token.ok() ? token->token() : token.status().message());
  } catch (const std::exception& thrown) {
    caller.token = thrown.what();
  }
  caller.world->Return();
  return nullptr;
}

class CrowdTest : public ::testing::TestWithParam<CredentialCase> {
 protected:
  // What is done for two calls, of which the second comes when the first is over: it is
  // answered from memory, but asks about the host first if a user's token is looked for.
  static std::vector<std::string> StepsOfOneOrTwo() {
    World world(GetParam().place);
    LazyCredential credential(GetParam(), &world);
    EXPECT_THAT(credential.Make(), IsOk());
    const Context ctx = world.Begin();
    EXPECT_THAT(credential.GetToken(ctx), IsOk());
    if (GetParam().caches) {
      EXPECT_THAT(credential.GetToken(ctx), IsOk());
    }
    return world.steps();
  }
};

TEST_P(CrowdTest, OneAsksForAll) {
  World world(GetParam().place);
  LazyCredential credential(GetParam(), &world);
  ASSERT_THAT(credential.Make(), IsOk());
  // Who waited for a chain that found a tool runs it, too, when it was told so: in how many
  // runs is the scheduler's to say.
  const std::size_t threads = GetParam().asks_again ? kFewThreads : kThreads;
  std::vector<Caller> callers(threads, Caller{&world, &credential, world.Begin()});
  world.AwaitCallers(threads);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  for (Caller& caller : callers) {
    ASSERT_EQ(pthread_create(&caller.thread, &attributes, Call, &caller), 0);
  }
  pthread_attr_destroy(&attributes);
  for (const Caller& caller : callers) pthread_join(caller.thread, nullptr);
  for (const Caller& caller : callers) ASSERT_EQ(caller.token, kAccessToken);
  std::vector<std::string> steps = world.steps();
  if (GetParam().asks_again) steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  EXPECT_EQ(steps, StepsOfOneOrTwo());
}

INSTANTIATE_TEST_SUITE_P(Every, CrowdTest, ::testing::ValuesIn(AllCredentials()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace azure::identity
