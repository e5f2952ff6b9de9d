// Each credential, each of its steps, each fault, and each way in which a context can end there:
// a call returns, with an error that says something and no secret, and the next one succeeds.
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/robustness/world.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

const TokenRequestOptions kVault{{"https://vault.azure.net/.default"}, "", "", false};

class FaultTest : public ::testing::TestWithParam<CredentialMaker> {
 protected:
  static std::shared_ptr<TokenCredential> Make(World& world) {
    auto made = GetParam().make(world);
    EXPECT_THAT(made, IsOk());
    return *std::move(made);
  }
  static Context Patient(World& world) {
    return Context::Background().WithDeadline(world.clock->Now() + absl::Minutes(30));
  }
  // How many steps a call has when all is well.
  static int Steps() {
    World world;
    EXPECT_THAT(Make(world)->GetToken(Patient(world), kVault), IsOk());
    return world.steps();
  }
  static void ExpectHarmless(const absl::Status& status) {
    EXPECT_NE(status.message(), "");
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr(kCanary)));
    status.ForEachPayload([](absl::string_view, const absl::Cord& payload) {
      EXPECT_FALSE(absl::StrContains(std::string(payload), kCanary));
    });
  }
  // All is well again.
  static void ExpectRecovered(World& world, TokenCredential& credential) {
    world.At(-1, nullptr);
    EXPECT_THAT(credential.GetToken(Patient(world), kVault), IsOk());
  }
};

TEST_P(FaultTest, EveryFaultAtEveryStep) {
  const int steps = Steps();
  ASSERT_GT(steps, 0);
  for (const Fault& fault : AllFaults()) {
    for (int step = 0; step < steps; ++step) {
      SCOPED_TRACE(absl::StrCat(fault.name, " at step ", step));
      World world;
      const auto credential = Make(world);
      world.At(step, [&] { return &fault; });
      try {
        const auto token = credential->GetToken(Patient(world), kVault);
        if (!token.ok()) ExpectHarmless(token.status());
      } catch (const std::exception& thrown) {
        EXPECT_EQ(fault.name, "throws") << thrown.what();
      }
      // Retries are bounded.
      EXPECT_LT(world.steps(), 60);
      ExpectRecovered(world, *credential);
    }
  }
}

// The same fault from there on, as when a service is down.
TEST_P(FaultTest, EveryFaultThatStays) {
  for (const Fault& fault : AllFaults()) {
    SCOPED_TRACE(fault.name);
    World world;
    const auto credential = Make(world);
    int step = 0;
    const World::Happens again = [&] {
      world.At(++step, [&] { return world.steps() > 0 ? &fault : nullptr; });
      return &fault;
    };
    world.At(0, again);
    try {
      const auto token = credential->GetToken(Patient(world), kVault);
      if (!token.ok()) ExpectHarmless(token.status());
    } catch (const std::exception& thrown) {
      EXPECT_EQ(fault.name, "throws") << thrown.what();
    }
    EXPECT_LT(world.steps(), 120);
    ExpectRecovered(world, *credential);
  }
}

TEST_P(FaultTest, TheContextEndsAtEveryStep) {
  const int steps = Steps();
  for (const bool by_deadline : {false, true}) {
    for (int step = 0; step < steps; ++step) {
      SCOPED_TRACE(absl::StrCat(by_deadline ? "deadline" : "cancelled", " at step ", step));
      World world;
      const auto credential = Make(world);
      Context ctx = Patient(world).WithCancel();
      world.At(step, [&]() -> const Fault* {
        if (by_deadline) {
          world.clock->Advance(absl::Hours(1));
        } else {
          ctx.Cancel();
        }
        return nullptr;
      });
      const auto token = credential->GetToken(ctx, kVault);
      EXPECT_THAT(token, StatusIs(by_deadline ? absl::StatusCode::kDeadlineExceeded
                                              : absl::StatusCode::kCancelled));
      ExpectHarmless(token.status());
      EXPECT_EQ(world.steps(), step + 1);  // nothing more is asked
      ExpectRecovered(world, *credential);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EveryCredential, FaultTest, ::testing::ValuesIn(AllCredentials()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace azure::identity
