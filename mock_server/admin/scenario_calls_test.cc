#include "mock_server/admin/scenario_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ScenarioCallsTest : public ControlTest {
 protected:
  std::vector<std::string> Listed(const std::string& request) {
    ListScenariosResponse response;
    EXPECT_TRUE(ListScenarios(control_, Parsed<ListScenariosRequest>(request), &response).ok());
    std::vector<std::string> ids;
    for (const auto& scenario : response.scenarios()) ids.push_back(scenario.id());
    return ids;
  }
  absl::Status Arm(const std::string& request) {
    armed_.Clear();
    return ArmScenario(control_, Parsed<ArmScenarioRequest>(request), &armed_);
  }
  absl::Status Inject(const std::string& request) {
    injected_.Clear();
    return InjectFault(control_, Parsed<InjectFaultRequest>(request), &injected_);
  }
  ListArmedResponse Armed(const std::string& tenant = "") {
    ListArmedRequest request;
    request.set_tenant(tenant);
    ListArmedResponse response;
    EXPECT_TRUE(ListArmed(control_, request, &response).ok());
    return response;
  }

  ArmScenarioResponse armed_;
  InjectFaultResponse injected_;
};

TEST_F(ScenarioCallsTest, ListsWhatHasAllThatIsAskedFor) {
  EXPECT_THAT(Listed(""), ElementsAre("quiet", "throttled"));
  for (const char* request : {"credential: 'ClientSecretCredential'", "guide_row: 'TSG-VM-4'",
                              "aadsts: 50196", "tag: 'retry' aadsts: 50196"}) {
    EXPECT_THAT(Listed(request), ElementsAre("throttled")) << request;
  }
  EXPECT_THAT(Listed("tag: 'retry' guide_row: 'TSG-VM-3'"), IsEmpty());
}

TEST_F(ScenarioCallsTest, AnUnknownScenarioIsToldItsNeighbours) {
  GetScenarioResponse response;
  const auto status =
      GetScenario(control_, Parsed<GetScenarioRequest>("id: 'throtled'"), &response);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(),
            "id: unknown scenario \"throtled\"; did you mean throttled or quiet?");
  EXPECT_EQ(Arm("id: 'throtled'"), status);
  EXPECT_EQ(Arm("id: ''").message(), "id: is required");
}

TEST_F(ScenarioCallsTest, GivesOneWhole) {
  GetScenarioResponse response;
  ASSERT_TRUE(GetScenario(control_, Parsed<GetScenarioRequest>("id: 'throttled'"), &response).ok());
  EXPECT_EQ(response.scenario().rules(0).name(), "token");
}

TEST_F(ScenarioCallsTest, ArmsOneById) {
  ASSERT_TRUE(Arm("id: 'throttled'").ok());
  EXPECT_EQ(armed_.id(), "throttled");
  EXPECT_EQ(armed_.client().client_secret().client_id(), "a");
  EXPECT_EQ(Send("POST", "/contoso.example/token").response.status, 429);
  EXPECT_EQ(Arm("id: 'throttled'"),
            absl::AlreadyExistsError("scenario \"throttled\" is already armed"));
}

TEST_F(ScenarioCallsTest, ArmsOneOfTheUsersOwnInEitherForm) {
  ASSERT_TRUE(Arm(R"pb(scenario {
                         id: "mine"
                         title: "Mine"
                         rules { steps { respond { status: 418 } } }
                       })pb")
                  .ok());
  EXPECT_EQ(Send("GET", "/").response.status, 418);
  ASSERT_TRUE(Arm("textproto: 'id: \"text\" title: \"Mine\" "
                  "rules { steps { respond { status: 410 } } }'")
                  .ok());
  EXPECT_EQ(Send("GET", "/").response.status, 410);
}

TEST_F(ScenarioCallsTest, AScenarioThatIsNotSoundIsNotArmed) {
  EXPECT_EQ(Arm("scenario { id: 'mine' title: 'Mine' rules {} }").message(),
            "rules[0].steps: has no step");
  EXPECT_EQ(Arm("textproto: 'id: \"mine\"\\ntitel: \"Mine\"'").message(),
            "textproto:2:1: titel: Scenario has no such field; did you mean title?");
  EXPECT_EQ(Arm("").message(), "write one of id, textproto and scenario");
  EXPECT_THAT(engine_.Armed(), IsEmpty());
}

TEST_F(ScenarioCallsTest, DisarmsOneOrAll) {
  ASSERT_TRUE(Arm("id: 'throttled'").ok());
  ASSERT_TRUE(Arm("id: 'quiet'").ok());
  DisarmScenarioResponse none;
  const auto request = Parsed<DisarmScenarioRequest>("id: 'quiet'");
  EXPECT_TRUE(DisarmScenario(control_, request, &none).ok());
  EXPECT_EQ(DisarmScenario(control_, request, &none),
            absl::NotFoundError("id: scenario \"quiet\" is not armed"));
  EXPECT_EQ(DisarmScenario(control_, {}, &none).message(), "id: is required");
  DisarmAllResponse all;
  EXPECT_TRUE(DisarmAll(control_, {}, &all).ok());
  EXPECT_THAT(all.ids(), ElementsAre("throttled"));
  EXPECT_THAT(engine_.Armed(), IsEmpty());
}

TEST_F(ScenarioCallsTest, ListsWhatIsArmedHowFarItIsAndWhatMissedIt) {
  ASSERT_TRUE(Arm("id: 'throttled'").ok());
  Send("GET", "/contoso.example/token");
  Send("POST", "/contoso.example/token");
  const ListArmedResponse response = Armed();
  ASSERT_EQ(response.armed_size(), 1);
  const ArmedScenario& armed = response.armed(0);
  EXPECT_EQ(armed.id(), "throttled");
  EXPECT_EQ(armed.title(), "The first request is throttled");
  EXPECT_FALSE(armed.fault());
  EXPECT_THAT(armed.tenants(), ElementsAre("contoso.example"));
  EXPECT_EQ(armed.rules(0).rule(), "token");
  EXPECT_EQ(armed.rules(0).answered(), 1);
  EXPECT_TRUE(armed.rules(0).used_up());
  ASSERT_EQ(response.near_misses_size(), 1);
  EXPECT_EQ(response.near_misses(0).time().seconds(), 1769817600);
  EXPECT_EQ(response.near_misses(0).host(), "login.example");
  EXPECT_EQ(response.near_misses(0).text(),
            "scenario throttled rule token: method: expected \"POST\", got \"GET\"");
}

TEST_F(ScenarioCallsTest, ListsWhatConcernsOneTenant) {
  ASSERT_TRUE(
      backend_.MergeDirectory(Parsed<scenario::Directory>("tenants { id: 'fabrikam' }")).ok());
  ASSERT_TRUE(Arm("id: 'throttled'").ok());
  ASSERT_TRUE(Arm("id: 'quiet'").ok());
  Send("GET", "/contoso.example/token");
  EXPECT_EQ(Armed("contoso.test").armed_size(), 2);
  EXPECT_EQ(Armed("contoso.test").near_misses_size(), 1);
  EXPECT_EQ(Armed("fabrikam").armed_size(), 1);
  EXPECT_EQ(Armed("fabrikam").near_misses_size(), 0);
  ListArmedResponse response;
  EXPECT_EQ(ListArmed(control_, Parsed<ListArmedRequest>("tenant: 'nobody'"), &response),
            absl::NotFoundError("tenant: the directory has no tenant \"nobody\""));
}

TEST_F(ScenarioCallsTest, AFaultAnswersTheNextRequestsOfItsTenant) {
  ASSERT_TRUE(Inject(R"pb(tenant: "contoso.test"
                          match { method: "POST" }
                          steps {
                            times: 2
                            fault { kind: RESET }
                          })pb")
                  .ok());
  EXPECT_EQ(injected_.id(), "fault-1");
  EXPECT_TRUE(Armed().armed(0).fault());
  EXPECT_EQ(Send("GET", "/contoso.example/a").fault.kind, http::Fault::Kind::kNone);
  EXPECT_EQ(Send("POST", "/elsewhere/a").fault.kind, http::Fault::Kind::kNone);
  EXPECT_EQ(Send("POST", "/contoso.example/a").fault.kind, http::Fault::Kind::kReset);
  EXPECT_EQ(Send("POST", "/contoso.test/a").fault.kind, http::Fault::Kind::kReset);
  EXPECT_EQ(Send("POST", "/contoso.test/a").response.body, "computed");
  EXPECT_EQ(Armed().armed_size(), 0);
  ASSERT_TRUE(Inject("steps { respond { status: 503 } }").ok());
  EXPECT_EQ(injected_.id(), "fault-2");
  EXPECT_EQ(Send("GET", "/anything").response.status, 503);
}

TEST_F(ScenarioCallsTest, AFaultThatIsNotSoundIsNamed) {
  EXPECT_EQ(Inject("").message(), "steps: has no step");
  EXPECT_EQ(Inject("steps { delay: '5 s' respond { status: 99 } } match { path: 'a' }").message(),
            "match.path: \"a\" is not a path; start it with / or *\n"
            "steps[0].delay: \"5 s\" is not a duration; write \"5s\", \"300ms\" or \"1h\"\n"
            "steps[0].respond.status: 99 is not a status; write one from 200 to 599");
  EXPECT_EQ(Inject("tenant: 'nobody' steps { pass {} }"),
            absl::NotFoundError("tenant: the directory has no tenant \"nobody\""));
}

}  // namespace
}  // namespace mock::admin
