#include "mock_server/admin/journal_messages.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <vector>

#include "absl/time/time.h"
#include "mock_common/journal/journal_entry.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

using google::protobuf::util::MessageDifferencer;

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
  entry.failed_claim = "aud";
  entry.trace_id = "trace";
  entry.correlation_id = "correlation";
  entry.duration = absl::Milliseconds(1500);
  entry.real_duration = absl::Microseconds(77);
  entry.response_headers = {{"Content-Type", "application/json"}};
  entry.response_body = "{}";
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

TEST(JournalMessagesTest, NoFieldIsLeftOut) {
  const JournalEntry told = ToProto(Exchange());
  EXPECT_TRUE(MessageDifferencer::Equals(ToProto(FromProto(told)), told));
  // Nor by the exchange above; a tool's run has two of its own.
  std::vector<const google::protobuf::FieldDescriptor*> set;
  told.GetReflection()->ListFields(told, &set);
  EXPECT_EQ(set.size() + 2, static_cast<std::size_t>(told.GetDescriptor()->field_count()));
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
