#include "mock_server/admin/journal_messages.h"

#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "mock_common/journal/journal_entry.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

// Every field says something.
scenario::JournalEntry Exchange() {
  scenario::JournalEntry entry;
  entry.sequence = 7;
  entry.time = absl::FromUnixMillis(1646242345678);
  entry.host = "login.microsoftonline.com";
  entry.tenant = "contoso.example";
  entry.method = "POST";
  entry.path = "/contoso.example/oauth2/v2.0/token";
  entry.query = {{"a", "1"}, {"a", "2"}};
  entry.header_names = {"Host", "Accept"};
  entry.form = {{"client_secret", scenario::kRedacted}};
  entry.assertions = {{"assertion", {{"alg", "RS256"}}, {{"aud", {"x", "y"}}, {"n", nullptr}}}};
  entry.status = 401;
  entry.fault = "DRIP";
  entry.answered_by = "computed";
  entry.near_miss = "method";
  entry.client_request_id = "request";
  entry.user_agent = "curl/7.88.1";
  entry.oauth_error = "invalid_client";
  entry.suberror = "bad_token";
  entry.aadsts = {7000215, 50034};
  entry.service_error_code = "ForbiddenByRbac";
  entry.reason = "the secret is none of the application's";
  entry.trace_id = "trace";
  entry.correlation_id = "correlation";
  entry.duration = absl::Milliseconds(1500);
  entry.real_duration = absl::Microseconds(77);
  return entry;
}

// As JSON whose members have no order: an assertion's lose theirs on the way.
nlohmann::json Json(const scenario::JournalEntry& entry) {
  return nlohmann::json::parse(ToJsonLine(entry));
}

TEST(JournalMessagesTest, AClientHasWhatTheServerHad) {
  const scenario::JournalEntry entry = Exchange();
  EXPECT_EQ(Json(FromProto(ToProto(entry))), Json(entry));
}

TEST(JournalMessagesTest, WhatIsNotMeasuredStaysSo) {
  scenario::JournalEntry entry = Exchange();
  entry.real_duration.reset();
  EXPECT_EQ(Json(FromProto(ToProto(entry))), Json(entry));
}

TEST(JournalMessagesTest, ARunOfATool) {
  scenario::JournalEntry entry;
  entry.sequence = 1;
  entry.time = absl::UnixEpoch();
  entry.run = "az account show";
  entry.exit_code = 3;
  EXPECT_EQ(Json(FromProto(ToProto(entry))), Json(entry));
}

}  // namespace
}  // namespace mock::admin
