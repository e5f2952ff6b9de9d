#include "tools/explain/journal/explain_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "nlohmann/json.hpp"

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

JournalEntry Entry(int status, const std::string& id) {
  JournalEntry entry;
  entry.sequence = 1;
  entry.method = "POST";
  entry.host = "login.microsoftonline.com";
  entry.path = "/t/oauth2/v2.0/token";
  entry.status = status;
  entry.answered_by = "computed";
  entry.client_request_id = id;
  return entry;
}

JournalEntry Refused() {
  JournalEntry entry = Entry(401, "call-1");
  entry.oauth_error = "invalid_client";
  entry.aadsts = {7000215};
  entry.reason = "the client secret is none of the application's";
  return entry;
}

JournalEntry OfHost(const std::string& reason) {
  JournalEntry entry;
  entry.method = "GET";
  entry.host = "169.254.169.254";
  entry.path = "/metadata/identity/oauth2/token";
  entry.status = 400;
  entry.oauth_error = "invalid_request";
  entry.reason = reason;
  return entry;
}

TEST(ExplainJournalTest, AReportSaysWhatWentWrongAndWhatToDo) {
  JournalEntry second = Refused();
  second.sequence = 2;
  second.time = absl::FromUnixSeconds(3);
  EXPECT_EQ(JournalReport(CallsOf({Refused(), second, Entry(200, "call-2")})),
            R"(Call 1: call-1
  1  +0.000s  POST login.microsoftonline.com/t/oauth2/v2.0/token
     401 invalid_client AADSTS7000215
     the client secret is none of the application's
       what went wrong: The client secret is not one of the application's: often it is the secret's
                        ID, a secret of another application, or a value that lost characters.
                        [client-secret-wrong]
       whose move:      the application's owner: its code or configuration must change
       what to do:      Create a new client secret for the application and configure its value, not
                        its ID.
  2  +3.000s  POST login.microsoftonline.com/t/oauth2/v2.0/token
     401 invalid_client AADSTS7000215
     the client secret is none of the application's
  => ended refused: 401 invalid_client AADSTS7000215

Call 2: call-2
  1  +0.000s  POST login.microsoftonline.com/t/oauth2/v2.0/token
     200
  => ended well: 200

2 calls of 3 exchanges, 2 of which failed: 1 ended well, 1 refused, 0 unanswered
)");
}

TEST(ExplainJournalTest, AnEmptyJournalIsAnEmptyReport) {
  EXPECT_EQ(JournalReport({}),
            "0 calls of 0 exchanges, 0 of which failed: 0 ended well, 0 refused, 0 unanswered\n");
  EXPECT_EQ(JournalJson({}), "[]\n");
}

TEST(ExplainJournalTest, TheReasonsOfHostsAndServicesAreKnownToTheRules) {
  EXPECT_EQ(ExplainExchange(OfHost("identity not found: none of this name is assigned to the host"))
                .rule.id,
            "imds-identity-not-assigned");
  JournalEntry forbidden = Entry(403, "");
  forbidden.host = "v.vault.azure.net";
  forbidden.service_error_code = "ForbiddenByRbac";
  forbidden.reason = "no role of the caller's allows the action at the scope";
  EXPECT_NE(ExplainExchange(forbidden).rule.id, "");
}

TEST(ExplainJournalTest, WhatNoRuleIsAboutIsSaidToBeSo) {
  JournalEntry entry = Entry(418, "");
  EXPECT_THAT(JournalReport(CallsOf({entry})), HasSubstr("no rule is about this"));
  entry.status = 0;
  entry.fault = "RESET";
  EXPECT_THAT(JournalReport(CallsOf({entry})),
              AllOf(HasSubstr("=> ended unanswered: RESET, no answer"),
                    EndsWith("1 call of 1 exchange, 1 of which failed: 0 ended well, 0 refused, "
                             "1 unanswered\n")));
}

TEST(ExplainJournalTest, AsJson) {
  const auto json =
      nlohmann::json::parse(JournalJson(CallsOf({Refused(), Entry(200, "")})), nullptr, false);
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["id"], "call-1");
  EXPECT_EQ(json[0]["ended"], "refused");
  const auto& exchange = json[0]["exchanges"][0];
  EXPECT_EQ(exchange["request"], "POST login.microsoftonline.com/t/oauth2/v2.0/token");
  EXPECT_EQ(exchange["aadsts"][0], 7000215);
  EXPECT_EQ(exchange["reason"], "the client secret is none of the application's");
  EXPECT_EQ(exchange["explanation"]["rule"], "client-secret-wrong");
  EXPECT_EQ(exchange["explanation"]["move"], "owner");
  EXPECT_TRUE(json[1]["id"].is_null());
  EXPECT_EQ(json[1]["ended"], "well");
  EXPECT_TRUE(json[1]["exchanges"][0]["explanation"].is_null());
}

}  // namespace
}  // namespace azmock::explain
