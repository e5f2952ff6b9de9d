#include "mock_common/journal/journal_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

TEST(JournalEntryTest, AnEmptyEntryHasEveryMember) {
  EXPECT_EQ(ToJsonLine({}),
            R"({"sequence":0,"time":"1970-01-01T00:00:00.000Z","host":"","tenant":"",)"
            R"("method":"","path":"","query":{},"header_names":[],"form":{},"assertions":[],)"
            R"("status":0,"fault":"","answered_by":"","near_miss":"","client_request_id":"",)"
            R"("user_agent":"","oauth_error":"","suberror":"","aadsts":[],)"
            R"("service_error_code":"","reason":"","trace_id":"","correlation_id":"",)"
            R"("duration_ms":0})");
}

TEST(JournalEntryTest, MembersComeInTheirOrder) {
  JournalEntry entry;
  entry.sequence = 7;
  entry.time = absl::FromUnixMillis(1646245526123);
  entry.host = "login.example";
  entry.tenant = "t";
  entry.method = "POST";
  entry.path = "/t/token";
  entry.query = {{"z", "1"}, {"a", "2"}};
  entry.header_names = {"Host", "Accept"};
  entry.form = {{"assertion", kRedacted}, {"scope", "a"}, {"scope", "b"}, {"scope", "c"}};
  entry.assertions = {{"assertion", {{"typ", "JWT"}, {"alg", "RS256"}}, {{"sub", "x"}}}};
  entry.status = 400;
  entry.answered_by = "computed";
  entry.near_miss = "why\nnot";
  entry.client_request_id = "id";
  entry.user_agent = "curl/7.88.1";
  entry.oauth_error = "invalid_grant";
  entry.suberror = "bad_token";
  entry.aadsts = {70000, 50012};
  entry.service_error_code = "Forbidden";
  entry.reason = "the code is another's";
  entry.trace_id = "trace";
  entry.correlation_id = "correlation";
  entry.duration = absl::Milliseconds(2500);
  entry.real_duration = absl::Microseconds(37);
  EXPECT_EQ(
      ToJsonLine(entry),
      R"({"sequence":7,"time":"2022-03-02T18:25:26.123Z","host":"login.example","tenant":"t",)"
      R"("method":"POST","path":"/t/token","query":{"z":"1","a":"2"},)"
      R"("header_names":["Host","Accept"],)"
      R"("form":{"assertion":"<redacted>","scope":["a","b","c"]},)"
      R"("assertions":[{"parameter":"assertion","header":{"typ":"JWT","alg":"RS256"},)"
      R"("claims":{"sub":"x"}}],)"
      R"("status":400,"fault":"","answered_by":"computed","near_miss":"why\nnot",)"
      R"("client_request_id":"id","user_agent":"curl/7.88.1","oauth_error":"invalid_grant",)"
      R"("suberror":"bad_token","aadsts":[70000,50012],"service_error_code":"Forbidden",)"
      R"("reason":"the code is another's","trace_id":"trace","correlation_id":"correlation",)"
      R"("duration_ms":2500,"real_duration_us":37})");
}

TEST(JournalEntryTest, BytesThatAreNoUtf8AreReplaced) {
  JournalEntry entry;
  entry.path = "/\xff";
  EXPECT_THAT(ToJsonLine(entry), testing::HasSubstr("\"/\xEF\xBF\xBD\""));
}

}  // namespace
}  // namespace mock::scenario
