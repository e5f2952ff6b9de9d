// Every scenario, replayed by the C++ library, against what the real azidentity
// was recorded to do.
#include "tools/azmock_cli/replay/replay.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/server_keys.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/mask.h"

namespace azmock {
namespace {

using mock::scenario::Library;
using mock::scenario::Scenario;
using ::testing::HasSubstr;
using ::testing::Not;

const Library& Scenarios() {
  static const auto& library = *new absl::StatusOr<Library>(LoadScenarios());
  if (!library.ok()) ADD_FAILURE() << library.status();
  return *library;
}

std::vector<const Scenario*> WithClient() {
  std::vector<const Scenario*> found;
  for (const Scenario* scenario : Scenarios().All()) {
    if (scenario->has_client()) found.push_back(scenario);
  }
  return found;
}

// One for all replays: making them takes longer than a replay.
const std::shared_ptr<ServerKeys>& Keys() {
  static const auto& keys =
      *new auto(*ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now())));
  return keys;
}

class ReplayTest : public ::testing::TestWithParam<const Scenario*> {
 protected:
  // The replay's texts, volatile values masked.
  static Golden Masked(const Golden& texts) {
    return {MaskVolatile(texts.error), MaskVolatile(texts.log), MaskVolatile(texts.requests),
            MaskVolatile(texts.record)};
  }
};

TEST_P(ReplayTest, EqualsAzidentity) {
  const Scenario& scenario = *GetParam();
  if (!scenario.oracle().none().empty()) return;
  const auto golden = ReadGolden(scenario.id());
  ASSERT_TRUE(golden.ok()) << golden.status() << "; run tools/record_oracle " << scenario.id();
  const auto parity = ReadParity();
  ASSERT_TRUE(parity.ok()) << parity.status();
  const auto replay = RunReplay(scenario, Keys());
  ASSERT_TRUE(replay.ok()) << replay.status();
  const Golden ours = AsGolden(*replay);
  const auto difference = [&](const char* kind, const std::string& theirs,
                              const std::string& text) {
    return Compare(scenario.id(), kind, theirs, text, *parity);
  };
  EXPECT_EQ(difference("error", golden->error, ours.error), "");
  EXPECT_EQ(difference("log", golden->log, ours.log), "");
  EXPECT_EQ(difference("requests", golden->requests, ours.requests), "");
  EXPECT_EQ(difference("record", golden->record, ours.record), "");
}

TEST_P(ReplayTest, RepeatsItself) {
  const auto first = RunReplay(*GetParam(), Keys());
  const auto second = RunReplay(*GetParam(), Keys());
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  const Golden a = Masked(AsGolden(*first));
  const Golden b = Masked(AsGolden(*second));
  EXPECT_EQ(a.error, b.error);
  EXPECT_EQ(a.requests, b.requests);
  EXPECT_EQ(a.record, b.record);
}

// What scenarios write where a token is that nobody issued.
constexpr char kMadeUpToken[] = "not-a-real-token";

// Whatever is shorter is a word that texts may have of themselves.
constexpr std::size_t kShortestSecret = 8;

constexpr const char* kSecretVariables[] = {
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "AZURE_CLIENT_SECRET",
    "AZURE_PASSWORD",
    "IDENTITY_HEADER",
    "MSI_SECRET",
    "SYSTEM_ACCESSTOKEN",
};

void AddSecretsOf(const mock::scenario::ChainedToken& chain, std::vector<std::string>& secrets) {
  for (const auto& source : chain.sources()) {
    secrets.push_back(source.client_secret().client_secret());
    secrets.push_back(source.client_assertion().assertion().text());
    secrets.push_back(source.own().token());
    if (source.has_chained_token()) AddSecretsOf(source.chained_token(), secrets);
  }
}

// What the client sends to prove itself, or to open what it proves itself with.
std::vector<std::string> SecretsOf(const mock::scenario::Client& client) {
  std::vector<std::string> secrets = {client.client_secret().client_secret(),
                                      client.on_behalf_of().client_secret(),
                                      client.azure_pipelines().system_access_token(),
                                      client.client_certificate().certificate().password(),
                                      client.client_assertion().assertion().text(),
                                      client.on_behalf_of().user_assertion().text(),
                                      client.on_behalf_of().client_assertion().text(),
                                      client.username_password().password()};
  for (const auto& person : client.persons()) secrets.push_back(person.password());
  for (const auto& file : client.files()) secrets.push_back(file.assertion().text());
  for (const auto& call : client.calls()) secrets.push_back(call.write_file().assertion().text());
  for (const char* name : kSecretVariables) {
    const auto found = client.environment().find(name);
    if (found != client.environment().end()) secrets.push_back(found->second);
  }
  AddSecretsOf(client.chained_token(), secrets);
  return secrets;
}

void AddSecretsOf(const mock::scenario::ResourceGroup& group, std::vector<std::string>& secrets) {
  for (const auto& vault : group.key_vaults()) {
    for (const auto& secret : vault.secrets()) secrets.push_back(secret.value());
  }
}

// What the directory knows of them, sent or not.
std::vector<std::string> SecretsOf(const mock::scenario::Directory& directory) {
  std::vector<std::string> secrets;
  for (const auto& tenant : directory.tenants()) {
    for (const auto& application : tenant.applications()) {
      for (const auto& secret : application.secrets()) secrets.push_back(secret.value());
    }
    for (const auto& user : tenant.users()) secrets.push_back(user.password());
    for (const auto& subscription : tenant.subscriptions()) {
      for (const auto& group : subscription.resource_groups()) AddSecretsOf(group, secrets);
    }
  }
  for (const auto& host : directory.hosts()) secrets.push_back(host.secret());
  return secrets;
}

// Base64url of `{"typ":"JWT"`.
constexpr char kTokensBegin[] = "eyJ0eXAiOiJKV1Qi";

// Every text in which a secret could show.
std::string EverythingShown(const Replay& replay) {
  const Golden texts = AsGolden(replay);
  std::string all = absl::StrCat(texts.error, texts.log, replay.requests, replay.journal);
  for (const absl::Status& result : replay.outcome.results) {
    absl::StrAppend(&all, result.message());
    result.ForEachPayload([&](absl::string_view, const absl::Cord& payload) {
      absl::StrAppend(&all, std::string(payload));
    });
  }
  return all;
}

TEST_P(ReplayTest, ShowsNoSecret) {
  const auto replay = RunReplay(*GetParam(), Keys());
  ASSERT_TRUE(replay.ok()) << replay.status();
  std::vector<std::string> secrets = SecretsOf(replay->client);
  for (auto& secret : SecretsOf(GetParam()->directory())) secrets.push_back(std::move(secret));
  for (const auto& token : replay->outcome.tokens) secrets.push_back(token);
  secrets.emplace_back(kMadeUpToken);
  const std::string shown = EverythingShown(*replay);
  for (const std::string& secret : secrets) {
    if (secret.size() < kShortestSecret) continue;
    EXPECT_THAT(shown, Not(HasSubstr(secret)));
  }
  // Nor a token that a service was sent, which no call returns.
  EXPECT_THAT(shown, Not(HasSubstr(kTokensBegin)));
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ReplayTest, ::testing::ValuesIn(WithClient()),
                         [](const auto& info) {
                           std::string name = info.param->id();
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

// A deliberate difference that no longer shows is no difference: its row goes.
TEST(ParityDocumentTest, EveryTextRowStillDiffersSomewhere) {
  const auto parity = ReadParity();
  ASSERT_TRUE(parity.ok()) << parity.status();
  std::set<int> used;
  for (const Scenario* scenario : WithClient()) {
    const auto golden = ReadGolden(scenario->id());
    if (!golden.ok()) continue;
    parity->Translate(scenario->id(), "error", golden->error, &used);
    parity->Translate(scenario->id(), "log", golden->log, &used);
    parity->Translate(scenario->id(), "requests", golden->requests, &used);
  }
  for (const ParityRow& row : parity->rows()) {
    EXPECT_EQ(used.count(row.line), 1u)
        << row.id << " (" << row.text << ") changes no recorded text";
  }
}

}  // namespace
}  // namespace azmock
