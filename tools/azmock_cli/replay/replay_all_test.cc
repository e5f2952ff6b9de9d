#include "tools/azmock_cli/replay/replay_all.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/replay/golden.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

Scenario Find(const std::string& id) {
  auto scenario = FindScenario(id);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return *std::move(scenario);
}

struct Outcome {
  std::vector<ReplayResult> results;
  std::size_t done = 0;  // calls of `done`
  std::size_t bad = 0;   // of them
};

Outcome Replay(const std::vector<const Scenario*>& scenarios, unsigned jobs) {
  const auto parity = ReadParity();
  EXPECT_TRUE(parity.ok()) << parity.status();
  Outcome outcome;
  outcome.results = ReplayAll(scenarios, *parity, jobs, [&](const ReplayResult& result) {
    ++outcome.done;
    if (result.bad()) ++outcome.bad;
  });
  return outcome;
}

// Of every credential some, with all that replays have in common.
TEST(ReplayAllTest, ManyAtATimeEqualAzidentity) {
  const auto library = LoadScenarios();
  ASSERT_TRUE(library.ok()) << library.status();
  std::vector<const Scenario*> some;
  const auto all = library->All();
  for (std::size_t i = 0; i < all.size(); i += 20) some.push_back(all[i]);
  const Outcome outcome = Replay(some, 4);
  EXPECT_EQ(outcome.done, some.size());
  EXPECT_EQ(outcome.bad, 0U);
  for (std::size_t i = 0; i < some.size(); ++i) {
    EXPECT_FALSE(outcome.results[i].bad()) << some[i]->id() << ": " << outcome.results[i].text;
  }
}

TEST(ReplayAllTest, ResultsAreInTheScenariosOrder) {
  const Scenario equal = Find("client-secret-invalid");
  Scenario differs = equal;
  differs.set_id("client-secret-expired");
  Scenario no_client = equal;
  no_client.clear_client();
  Scenario no_oracle = equal;
  no_oracle.mutable_oracle()->set_none("it panics");
  Scenario not_recorded = equal;
  not_recorded.set_id("not-recorded");
  const auto kind_is = [](ReplayResult::Kind kind, const std::string& text) {
    return testing::AllOf(Field(&ReplayResult::kind, kind),
                          Field(&ReplayResult::text, HasSubstr(text)));
  };
  for (const unsigned jobs : {1U, 3U}) {
    const Outcome outcome =
        Replay({&differs, &equal, &no_client, &no_oracle, &not_recorded, &equal}, jobs);
    EXPECT_THAT(
        outcome.results,
        ElementsAre(kind_is(ReplayResult::kDiffers, "AADSTS7000215"),
                    kind_is(ReplayResult::kEqual, ""),
                    kind_is(ReplayResult::kNotReplayed, "it has no client"),
                    kind_is(ReplayResult::kNotReplayed, "nothing was recorded: it panics"),
                    kind_is(ReplayResult::kNotReplayed, "not-recorded.requests.json has not been"),
                    kind_is(ReplayResult::kEqual, "")));
    EXPECT_EQ(outcome.done, 6U);
    EXPECT_EQ(outcome.bad, 1U);
  }
}

TEST(ReplayAllTest, WhatCannotBeReplayedIsBad) {
  Scenario scenario = Find("client-secret-invalid");
  scenario.mutable_client()->clear_client_secret();
  const Outcome outcome = Replay({&scenario}, 1);
  EXPECT_THAT(outcome.results, ElementsAre(Field(&ReplayResult::kind, ReplayResult::kFailed)));
  EXPECT_EQ(outcome.bad, 1U);
}

}  // namespace
}  // namespace azmock
