#include "mock_common/rules/armed_scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::shared_ptr<ArmedScenario> Armed(const std::string& text) {
  RuleSet rules;
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(absl::StrCat("id: 'x' ", text), &rules));
  auto armed = ArmedScenario::Make(rules);
  EXPECT_TRUE(armed.ok()) << armed.status();
  return armed.ok() ? *armed : nullptr;
}

// Who answers, "" for nobody.
std::string ClaimedBy(ArmedScenario& armed, const std::string& path) {
  http::Request request;
  request.path = path;
  const auto claim = armed.ClaimRequest(RequestView(request, ""));
  return claim ? claim->answered_by : "";
}

TEST(ArmedScenarioTest, StepsAreTakenInOrderAndUsedUp) {
  const auto armed = Armed(R"(rules { match { path: "/token" }
    steps { times: 2 pass {} } steps { aadsts { code: 1 } } })");
  EXPECT_EQ(ClaimedBy(*armed, "/token"), "scenario x rule 0 step 0");
  EXPECT_EQ(ClaimedBy(*armed, "/other"), "");
  EXPECT_EQ(ClaimedBy(*armed, "/token"), "scenario x rule 0 step 0");
  EXPECT_EQ(ClaimedBy(*armed, "/token"), "scenario x rule 0 step 1");
  EXPECT_EQ(ClaimedBy(*armed, "/token"), "");
  armed->Reset();
  EXPECT_EQ(ClaimedBy(*armed, "/token"), "scenario x rule 0 step 0");
}

TEST(ArmedScenarioTest, AnExhaustedRuleLetsTheNextAnswer) {
  const auto armed = Armed(
      "rules { name: 'once' steps { pass {} } }"
      "rules { name: 'always' steps { times: -1 pass {} } }");
  EXPECT_EQ(ClaimedBy(*armed, "/"), "scenario x rule once step 0");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ClaimedBy(*armed, "/"), "scenario x rule always step 0");
}

TEST(ArmedScenarioTest, HandshakeStepsWaitForAHandshake) {
  const auto armed = Armed(
      "rules { match { path: '/t' } "
      "steps { fault { kind: TLS_HANDSHAKE } } steps { pass {} } }");
  EXPECT_TRUE(armed->HasHandshakeSteps());
  EXPECT_EQ(ClaimedBy(*armed, "/t"), "");
  ASSERT_TRUE(armed->ClaimHandshake().has_value());
  EXPECT_FALSE(armed->ClaimHandshake().has_value());
  EXPECT_EQ(ClaimedBy(*armed, "/t"), "scenario x rule 0 step 1");
}

TEST(ArmedScenarioTest, TenantsAreAllTheirNamesInLowerCase) {
  EXPECT_THAT(Armed("tenants: 'A' tenants: 'B.c'")->Tenants(), ElementsAre("a", "b.c"));
  EXPECT_THAT(Armed("")->Tenants(), IsEmpty());
}

TEST(ArmedScenarioTest, ExplainsTheClosestRule) {
  const auto armed = Armed(
      "rules { name: 'far' match { method: 'POST' path: '/a' } steps { pass {} } }"
      "rules { name: 'near' match { path: '/a' } steps { pass {} } }");
  http::Request request;
  request.method = "GET";
  request.path = "/b";
  const auto explanation = armed->Explain(RequestView(request, ""));
  ASSERT_TRUE(explanation.has_value());
  EXPECT_EQ(explanation->differences, 1u);
  EXPECT_EQ(explanation->text, "scenario x rule near: path: expected \"/a\", got \"/b\"");
}

TEST(ArmedScenarioTest, ExplainsUsedUpSteps) {
  const auto armed = Armed("rules { steps { pass {} } }");
  ClaimedBy(*armed, "/");
  EXPECT_EQ(armed->Explain(RequestView(http::Request(), ""))->text,
            "scenario x rule 0: its steps are used up");
  EXPECT_FALSE(Armed("")->Explain(RequestView(http::Request(), "")).has_value());
}

TEST(ArmedScenarioTest, RefusesWhatIsNotSound) {
  RuleSet rules;
  rules.set_id("x");
  rules.add_rules();
  const auto armed = ArmedScenario::Make(rules);
  EXPECT_EQ(armed.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(armed.status().message(), "rules[0].steps: has no step");
}

TEST(ArmedScenarioTest, EachStepIsGivenOnceWhateverTheThreads) {
  const auto armed = Armed("rules { steps { times: 100 pass {} } }");
  std::atomic<int> claimed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        if (!ClaimedBy(*armed, "/").empty()) ++claimed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(claimed, 100);
}

}  // namespace
}  // namespace mock::scenario
