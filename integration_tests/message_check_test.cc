// What azidentity was recorded to say is well-formed by the checker's rules.
#include "identity/message_check/message_check.h"

#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock {
namespace {

using azure::identity::CheckMessage;
using azure::identity::MessageViolation;

// Where azidentity itself breaks a rule.
const std::map<std::string, std::string>& Exceptions() {
  static const auto& exceptions = *new std::map<std::string, std::string>{
      {"accepted-status", "secret-token"},          // the body has an access token
      {"az-warning-and-error", "carriage-return"},  // az's own, copied
      {"expiry-missing", "secret-token"},           // MSAL quotes the body in these four
      {"password-client-info-malformed", "secret-token"},
      {"password-client-info-null", "secret-token"},
      {"password-id-token-malformed", "secret-token"},
      {"imds-created", "secret-token"},                              // the body has an access token
      {"workload-identity-proxy-url-user-info", "secret-password"},  // quotes the option in full
  };
  return exceptions;
}

TEST(MessageCheckTest, EveryGoldenTextIsWellFormed) {
  const auto library = LoadScenarios();
  ASSERT_TRUE(library.ok()) << library.status();
  int texts = 0;
  std::set<std::string> excepted;
  for (const auto* scenario : library->All()) {
    const auto text = ReadBesideScenario(scenario->id(), ".error.txt");
    if (absl::IsNotFound(text.status())) continue;
    ASSERT_TRUE(text.ok()) << text.status();
    ++texts;
    const auto exception = Exceptions().find(scenario->id());
    for (const MessageViolation& violation : CheckMessage(*text)) {
      if (exception != Exceptions().end() && violation.rule == exception->second) {
        excepted.insert(scenario->id());
        continue;
      }
      ADD_FAILURE() << scenario->id() << ".error.txt:" << violation.line << ":" << violation.column
                    << ": " << violation.rule << ": " << violation.message;
    }
  }
  EXPECT_GE(texts, 700);
  EXPECT_EQ(excepted.size(), Exceptions().size()) << "an exception is needed no more";
}

// The library's text; "" if it has none.
std::string TextOf(const mock::scenario::Scenario& scenario) {
  const auto replay = RunReplay(scenario);
  EXPECT_TRUE(replay.ok()) << scenario.id() << ": " << replay.status();
  return replay.ok() ? std::string(replay->outcome.last().message()) : "";
}

void ExpectWellFormed(const mock::scenario::Scenario& scenario) {
  const std::string text = TextOf(scenario);
  if (text.empty()) return;
  for (const MessageViolation& violation : CheckMessage(text)) {
    ADD_FAILURE() << scenario.id() << ": " << violation.rule << ": " << violation.message;
  }
}

// identity/PARITY.md has those secrets: the library leaves them out.
TEST(MessageCheckTest, TheLibraryShowsNoSecretOfThese) {
  for (const auto& [id, rule] : Exceptions()) {
    if (rule == "carriage-return") continue;
    const auto scenario = FindScenario(id);
    ASSERT_TRUE(scenario.ok()) << scenario.status();
    ExpectWellFormed(*scenario);
  }
}

TEST(MessageCheckTest, WhatAzidentityCannotSayIsWellFormedToo) {
  const auto library = LoadScenarios();
  ASSERT_TRUE(library.ok()) << library.status();
  for (const auto* scenario : library->All()) {
    if (!scenario->oracle().none().empty() && scenario->has_client()) ExpectWellFormed(*scenario);
  }
}

}  // namespace
}  // namespace azmock
