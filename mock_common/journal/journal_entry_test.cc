#include "mock_common/journal/journal_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

TEST(JournalEntryTest, AnEmptyEntryHasEveryMember) {
  EXPECT_EQ(ToJsonLine({}),
            R"({"sequence":0,"time":"1970-01-01T00:00:00.000Z","host":"","tenant":"",)"
            R"("method":"","path":"","query":{},"header_names":[],"form":{},"assertions":[],)"
            R"("status":0,"fault":"","answered_by":"","near_miss":"","client_request_id":""})");
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
  EXPECT_EQ(
      ToJsonLine(entry),
      R"({"sequence":7,"time":"2022-03-02T18:25:26.123Z","host":"login.example","tenant":"t",)"
      R"("method":"POST","path":"/t/token","query":{"z":"1","a":"2"},)"
      R"("header_names":["Host","Accept"],)"
      R"("form":{"assertion":"<redacted>","scope":["a","b","c"]},)"
      R"("assertions":[{"parameter":"assertion","header":{"typ":"JWT","alg":"RS256"},)"
      R"("claims":{"sub":"x"}}],)"
      R"("status":400,"fault":"","answered_by":"computed","near_miss":"why\nnot",)"
      R"("client_request_id":"id"})");
}

TEST(JournalEntryTest, BytesThatAreNoUtf8AreReplaced) {
  JournalEntry entry;
  entry.path = "/\xff";
  EXPECT_THAT(ToJsonLine(entry), testing::HasSubstr("\"/\xEF\xBF\xBD\""));
}

}  // namespace
}  // namespace mock::scenario
