// Whatever goes wrong at any step of a call, the call ends, says why, shows no secret,
// and the next one succeeds.

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/robustness/credentials.h"
#include "identity/robustness/faults.h"
#include "identity/robustness/services.h"
#include "identity/robustness/world.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What a message may have at most: no server decides how much memory a client needs.
constexpr std::size_t kMostText = 64 << 10;

class FaultTest : public ::testing::TestWithParam<CredentialCase> {
 protected:
  // What one call does in which nothing goes wrong.
  struct Healthy {
    std::vector<std::string> steps;
    std::vector<Seam> seams;
  };
  static Healthy CallInHealth() {
    World world(GetParam().place);
    LazyCredential credential(GetParam(), &world);
    const auto token = credential.GetToken(world.Begin());
    EXPECT_THAT(token, IsOk());
    Healthy healthy{world.steps(), {}};
    for (std::size_t i = 0; i < healthy.steps.size(); ++i) healthy.seams.push_back(world.seam(i));
    return healthy;
  }

  // The call with what goes wrong, and the next one.
  static void Check(std::vector<Disturbance> disturbances) {
    const Fault fault = disturbances.back().fault;
    World world(GetParam().place);
    LazyCredential credential(GetParam(), &world);
    const Context ctx = world.Begin(std::move(disturbances));
    try {
      const auto token = credential.GetToken(ctx);
      if (token.ok()) {
        EXPECT_EQ(token->token(), kAccessToken);
      } else {
        CheckError(token.status());
      }
      if (EndsContext(fault)) CheckEnd(world, fault, token.status());
    } catch (const std::exception& thrown) {  // the application's own, which goes through
      EXPECT_EQ(fault, Fault::kThrows) << thrown.what();
    }
    EXPECT_THAT(world.log(), Not(HasSubstr(kCanary)));

    const auto next = credential.GetToken(world.Begin());
    ASSERT_THAT(next, IsOk());
    EXPECT_EQ(next->token(), kAccessToken);
  }

  static void CheckError(const absl::Status& status) {
    EXPECT_FALSE(status.message().empty());
    EXPECT_LE(status.message().size(), kMostText);
    EXPECT_THAT(status.ToString(absl::StatusToStringMode::kWithEverything),
                Not(HasSubstr(kCanary)));
  }

  static void CheckEnd(const World& world, Fault fault, const absl::Status& status) {
    EXPECT_FALSE(world.went_on());
    if (status.ok()) {
      // The token was there, and only to be kept beyond the life of the process.
      EXPECT_TRUE(EndsContextAfter(fault) || world.steps().back() == "update");
      return;
    }
    const bool cancelled = fault == Fault::kCancelled || fault == Fault::kCancelledAfter;
    EXPECT_THAT(status, StatusIs(cancelled ? absl::StatusCode::kCancelled
                                           : absl::StatusCode::kDeadlineExceeded));
  }
};

TEST_P(FaultTest, AtEveryStep) {
  const Healthy healthy = CallInHealth();
  ASSERT_FALSE(healthy.steps.empty());
  for (std::size_t step = 1; step <= healthy.steps.size(); ++step) {
    for (const Fault fault : AllFaults()) {
      if (!Befalls(fault, healthy.seams[step - 1])) continue;
      for (const bool lasts : {false, true}) {
        SCOPED_TRACE(::testing::Message() << "step " << step << " (" << healthy.steps[step - 1]
                                          << ") " << fault << (lasts ? ", and on" : ""));
        Check({{step, fault, lasts}});
      }
    }
  }
}

TEST_P(FaultTest, TheContextEndsWhileAFailureIsMended) {
  const Healthy healthy = CallInHealth();
  for (std::size_t step = 1; step <= healthy.steps.size(); ++step) {
    for (const Fault failure : {Fault::kRefused, Fault::kThrottled, Fault::kDown}) {
      if (!Befalls(failure, healthy.seams[step - 1])) continue;
      for (std::size_t later = 1; later <= 2; ++later) {
        for (const Fault end : {Fault::kCancelled, Fault::kExpired}) {
          SCOPED_TRACE(::testing::Message()
                       << "step " << step << " (" << healthy.steps[step - 1] << ") " << failure
                       << ", " << later << " later " << end);
          World world(GetParam().place);
          LazyCredential credential(GetParam(), &world);
          const Context ctx = world.Begin({{step, failure, true}, {step + later, end, false}});
          const auto token = credential.GetToken(ctx);
          if (!token.ok()) CheckError(token.status());
          EXPECT_FALSE(world.went_on());
          ASSERT_THAT(credential.GetToken(world.Begin()), IsOk());
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, FaultTest, ::testing::ValuesIn(AllCredentials()),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace azure::identity
