#include "mock_common/rules/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "mock_common/journal/journal_entry.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

RuleSet Parsed(const std::string& id, const std::string& text) {
  RuleSet rules;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &rules)) << text;
  rules.set_id(id);
  return rules;
}

// A fake whose tenants are the first segments of its paths.
std::string TenantOf(const std::string& path) { return path.substr(1, path.find('/', 1) - 1); }

class EngineTest : public testing::Test {
 protected:
  void Arm(const std::string& id, const std::string& text) {
    const absl::Status armed = engine_.Arm(Parsed(id, text));
    EXPECT_TRUE(armed.ok()) << armed;
  }

  http::Reply Send(const std::string& path, const std::string& method = "POST") {
    http::Request request;
    request.method = method;
    request.host = "login.example";
    request.path = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) request.query = path.substr(path.find('?') + 1);
    return engine_.Handle(request, TenantOf(request.path), compute_);
  }

  JournalEntry Last() { return journal_.Entries(journal_.last_sequence() - 1).at(0); }

  VirtualClock clock_{VirtualClock::Mode::kFrozen, absl::FromUnixSeconds(1646245526)};
  Journal journal_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Engine engine_{&clock_, &journal_, random_.get(),
                 [](const CatalogueError& error, const http::Request&, const Setting& setting) {
                   http::Response response;
                   response.status = 401;
                   response.remarks.reason = "of the catalogue";
                   response.body = absl::StrCat(error.code(), setting.trace_id());
                   return response;
                 }};
  // The body tells which setting it was given.
  const Compute compute_ = [](const http::Request&, const Setting& setting) {
    http::Reply reply;
    reply.response.body = absl::StrCat("computed ", setting.trace_id());
    return reply;
  };
};

TEST_F(EngineTest, TheJournalSaysWhatWasAnsweredAndWhy) {
  const Compute refuses = [](const http::Request&, const Setting&) {
    http::Reply reply;
    reply.response.status = 401;
    reply.response.remarks.aadsts = {7000215};
    reply.response.remarks.reason = "the secret is wrong";
    return reply;
  };
  http::Request request;
  request.path = "/t/token";
  engine_.Handle(request, "t", refuses);
  EXPECT_THAT(Last().aadsts, ElementsAre(7000215));
  EXPECT_EQ(Last().reason, "the secret is wrong");
  EXPECT_EQ(Last().duration, absl::ZeroDuration());
  EXPECT_EQ(Last().real_duration, std::nullopt) << "a frozen clock's bytes repeat";
  clock_.SetMode(VirtualClock::Mode::kFollow);
  engine_.Handle(request, "t", refuses);
  EXPECT_GE(Last().real_duration, absl::ZeroDuration());
}

TEST_F(EngineTest, OfAScenariosAnswerTheJournalSaysWhatItsBodySays) {
  Arm("x", R"pb(
    tenants: "t"
    rules {
      steps {
        delay: "2s"
        respond { status: 400 body: '{"error":"slow_down","error_codes":[70016]}' }
      }
      steps { aadsts { code: 1 } }
    }
  )pb");
  Send("/t/token");
  EXPECT_EQ(Last().oauth_error, "slow_down");
  EXPECT_THAT(Last().aadsts, ElementsAre(70016));
  EXPECT_EQ(Last().reason, "");
  EXPECT_EQ(Last().answered_by, "scenario x rule 0 step 0");
  EXPECT_EQ(Last().duration, absl::Seconds(2));
  Send("/t/token");
  EXPECT_EQ(Last().reason, "") << "no check failed";
}

TEST_F(EngineTest, WithoutScenariosTheFakeComputes) {
  EXPECT_EQ(Send("/t/token").response.body, "computed ");
  const JournalEntry entry = Last();
  EXPECT_EQ(entry.answered_by, "computed");
  EXPECT_EQ(entry.tenant, "t");
  EXPECT_EQ(entry.status, 200);
  EXPECT_EQ(entry.near_miss, "");
  EXPECT_EQ(entry.time, clock_.Now());
}

TEST_F(EngineTest, TheNthRequestGetsTheNthStep) {
  Arm("throttled", R"(rules { name: "token" match { path: "*/token" }
    steps { respond { status: 429 } } steps { aadsts { code: 50196 } }
    steps { fault { kind: RESET } } })");
  EXPECT_EQ(Send("/t/token").response.status, 429);
  EXPECT_EQ(Last().answered_by, "scenario throttled rule token step 0");
  EXPECT_EQ(Send("/t/token").response.body, "50196");
  EXPECT_EQ(Last().status, 401);
  EXPECT_EQ(Send("/t/token").fault.kind, http::Fault::Kind::kReset);
  EXPECT_EQ(Last().fault, "RESET");
  EXPECT_EQ(Last().status, 0);
  EXPECT_EQ(Send("/t/token").response.body, "computed ");
  EXPECT_EQ(Last().near_miss, "scenario throttled rule token: its steps are used up");
}

TEST_F(EngineTest, AScenarioSeesOnlyItsTenants) {
  Arm("mine", R"(setting { trace_id: "mine" }
    tenants: "Contoso" tenants: "contoso.example"
    rules { match { method: "POST" } steps { times: -1 respond { status: 418 } } })");
  EXPECT_EQ(Send("/contoso/token").response.status, 418);
  EXPECT_EQ(Send("/CONTOSO.example/v2.0/.well-known/openid-configuration").response.status, 418);
  EXPECT_EQ(Send("/contoso/keys", "GET").response.body, "computed mine");
  EXPECT_EQ(Send("/fabrikam/token").response.body, "computed ");
  EXPECT_EQ(Last().near_miss, "");
}

TEST_F(EngineTest, TheFirstArmedScenarioThatMatchesAnswers) {
  Arm("first", "rules { match { path: '/t/a' } steps { times: -1 respond { status: 501 } } }");
  Arm("second", R"(tenants: "t"
    rules { steps { times: -1 respond { status: 502 } } })");
  Arm("third", "rules { steps { times: -1 respond { status: 503 } } }");
  EXPECT_EQ(Send("/t/a").response.status, 501);
  EXPECT_EQ(Send("/t/b").response.status, 502);
  EXPECT_EQ(Send("/u/b").response.status, 503);
}

TEST_F(EngineTest, TheSettingOfTheTenantsScenarioWins) {
  Arm("everyone", "setting { trace_id: 'everyone' }");
  Arm("tenant", "setting { trace_id: 'tenant' } tenants: 't'");
  EXPECT_EQ(Send("/t/token").response.body, "computed tenant");
  EXPECT_EQ(Send("/u/token").response.body, "computed everyone");
}

TEST_F(EngineTest, NearMissesTellTheClosestFirst) {
  Arm("far", "rules { match { method: 'PUT' path: '/x' } steps { pass {} } }");
  Arm("near", "rules { match { path: '/t/token' method: 'GET' } steps { pass {} } }");
  Send("/t/token");
  const std::string expected =
      "scenario near rule 0: method: expected \"GET\", got \"POST\"\n"
      "scenario far rule 0: method: expected \"PUT\", got \"POST\"; path: expected \"/x\", got "
      "\"/t/token\"";
  EXPECT_EQ(Last().near_miss, expected);
  const auto misses = engine_.LastNearMisses();
  ASSERT_THAT(misses, SizeIs(1));
  EXPECT_EQ(misses[0].text, expected);
  EXPECT_EQ(misses[0].method, "POST");
  EXPECT_EQ(misses[0].host, "login.example");
  EXPECT_EQ(misses[0].path, "/t/token");
  EXPECT_EQ(misses[0].time, clock_.Now());
}

TEST_F(EngineTest, NearMissesAreBounded) {
  Arm("a", "rules { match { path: '/x' } steps { pass {} } }");
  for (int i = 0; i < 200; ++i) Send(absl::StrCat("/", i));
  ASSERT_THAT(engine_.LastNearMisses(), SizeIs(64));
  EXPECT_EQ(engine_.LastNearMisses().back().path, "/199");
}

TEST_F(EngineTest, AScenarioWithoutRulesMissesNothing) {
  Arm("a", "setting { trace_id: 'x' }");
  Send("/t/token");
  EXPECT_EQ(Last().near_miss, "");
  EXPECT_THAT(engine_.LastNearMisses(), IsEmpty());
}

TEST_F(EngineTest, HandshakesFailAsOftenAsAScenarioSays) {
  EXPECT_FALSE(engine_.FailNextHandshake());
  Arm("tls", "rules { name: 'tls' steps { times: 2 fault { kind: TLS_HANDSHAKE } } }");
  EXPECT_EQ(Send("/t/token").response.body, "computed ");
  EXPECT_TRUE(engine_.FailNextHandshake());
  EXPECT_TRUE(engine_.FailNextHandshake());
  EXPECT_FALSE(engine_.FailNextHandshake());
  EXPECT_EQ(Last().fault, "TLS_HANDSHAKE");
  EXPECT_EQ(Last().answered_by, "scenario tls rule tls step 0");
  EXPECT_EQ(journal_.last_sequence(), 3u);
}

TEST_F(EngineTest, ResettingATenantStartsItsScenariosOver) {
  Arm("t", "tenants: 't' rules { steps { respond { status: 500 } } }");
  Arm("u", "tenants: 'u' rules { steps { respond { status: 500 } } }");
  for (const char* path : {"/t/a", "/t/a", "/u/a", "/u/a"}) Send(path);
  engine_.ResetTenant({"T"});
  engine_.ResetTenant({"nobody"});
  EXPECT_EQ(Send("/t/a").response.status, 500);
  EXPECT_EQ(Send("/u/a").response.status, 200);
}

TEST_F(EngineTest, ScenariosAreArmedOnceAndDisarmed) {
  Arm("b", "rules { steps { times: -1 respond { status: 500 } } }");
  Arm("a", "");
  EXPECT_THAT(engine_.Armed(), ElementsAre("b", "a"));
  const absl::Status twice = engine_.Arm(Parsed("a", ""));
  EXPECT_EQ(twice.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(twice.message(), "scenario \"a\" is already armed");
  EXPECT_TRUE(engine_.Disarm("b").ok());
  EXPECT_EQ(Send("/t/a").response.status, 200);
  EXPECT_EQ(engine_.Disarm("b").message(), "scenario \"b\" is not armed");
  engine_.DisarmAll();
  EXPECT_THAT(engine_.Armed(), IsEmpty());
}

TEST_F(EngineTest, AScenarioThatIsNotSoundIsNotArmed) {
  const absl::Status armed = engine_.Arm(Parsed("a", "rules {}"));
  EXPECT_EQ(armed.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(armed.message(), "rules[0].steps: has no step");
  EXPECT_THAT(engine_.Armed(), IsEmpty());
}

TEST_F(EngineTest, AFaultComesFirstAndGoesWhenItIsUsedUp) {
  Arm("mine", R"(setting { trace_id: "mine" } tenants: "t"
    rules { steps { times: -1 respond { status: 418 } } })");
  const auto fault = [this](const std::string& id, const std::string& step) {
    const absl::Status armed =
        engine_.ArmFault(Parsed(id, "tenants: 't' rules { steps { " + step + " } }"));
    EXPECT_TRUE(armed.ok()) << armed;
  };
  fault("fault-1", "times: 2 pass {}");
  fault("fault-2", "respond { status: 503 }");
  EXPECT_THAT(engine_.Armed(), ElementsAre("fault-2", "fault-1", "mine"));
  EXPECT_TRUE(engine_.States()[0].is_fault);
  EXPECT_EQ(Send("/t/token").response.status, 503);
  EXPECT_THAT(engine_.Armed(), ElementsAre("fault-1", "mine"));
  EXPECT_EQ(Send("/t/token").response.body, "computed mine");
  EXPECT_EQ(engine_.States()[0].scenario->GetProgress()[0].answered, 1);
  EXPECT_EQ(Send("/t/token").response.body, "computed mine");
  EXPECT_THAT(engine_.Armed(), ElementsAre("mine"));
  EXPECT_EQ(Send("/t/token").response.status, 418);
}

TEST_F(EngineTest, AHandshakeFaultGoesWhenItIsUsedUp) {
  ASSERT_TRUE(
      engine_.ArmFault(Parsed("f", "rules { steps { fault { kind: TLS_HANDSHAKE } } }")).ok());
  EXPECT_TRUE(engine_.FailNextHandshake());
  EXPECT_THAT(engine_.Armed(), IsEmpty());
}

TEST_F(EngineTest, ResettingATenantForgetsItsFaultsAndNearMisses) {
  ASSERT_TRUE(engine_
                  .ArmFault(Parsed("f", R"(tenants: "t"
      rules { match { path: "/x" } steps { pass {} } })"))
                  .ok());
  Send("/t/a");
  EXPECT_THAT(engine_.LastNearMisses(), SizeIs(1));
  engine_.ResetTenant({"T"});
  EXPECT_THAT(engine_.Armed(), IsEmpty());
  EXPECT_THAT(engine_.LastNearMisses(), IsEmpty());
}

TEST_F(EngineTest, ScenariosCanComeAndGoUnderLoad) {
  Arm("always", "tenants: 't' rules { steps { times: 300 respond { status: 500 } } }");
  std::vector<std::thread> threads;
  std::atomic<int> refused{0};
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        if (Send("/t/token").response.status == 500) ++refused;
        Send("/u/token");
      }
    });
  }
  threads.emplace_back([&] {
    for (int i = 0; i < 50; ++i) {
      Arm("passing", "rules { match { path: '/u/*' } steps { pass {} } }");
      engine_.FailNextHandshake();
      engine_.ResetTenant({"nobody"});
      EXPECT_TRUE(engine_.Disarm("passing").ok());
    }
  });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, 300);
  EXPECT_EQ(journal_.last_sequence(), 1200u);
}

TEST_F(EngineTest, AFakeThatFailsIsInTheJournal) {
  const http::Reply reply =
      engine_.Handle(http::Request(), "", [](const http::Request&, const Setting&) -> http::Reply {
        throw std::runtime_error("not to happen");
      });
  EXPECT_EQ(reply.response.status, 500);
  EXPECT_EQ(Last().status, 500);
  EXPECT_EQ(Last().reason, "the fake itself failed");
}

}  // namespace
}  // namespace mock::scenario
