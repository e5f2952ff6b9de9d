#include "mock_common/admin/json_message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/admin/messages.h"

namespace mock::admin {
namespace {

template <typename Request>
std::string Error(const std::string& body, const std::string& query = "") {
  Request request;
  const absl::Status read = FromJson(body, query, &request);
  EXPECT_EQ(read.code(), absl::StatusCode::kInvalidArgument);
  return std::string(read.message());
}

TEST(JsonMessageTest, ReadsABodyWithNamesOfEitherForm) {
  for (const char* body : {R"({"client_id": "a", "flaw": "FLAW_EXPIRED"})",
                           R"({"clientId": "a", "flaw": "FLAW_EXPIRED"})"}) {
    IssueTokenRequest request;
    ASSERT_TRUE(FromJson(body, "", &request).ok());
    EXPECT_EQ(request.client_id(), "a");
    EXPECT_EQ(request.flaw(), IssueTokenRequest::FLAW_EXPIRED);
  }
}

TEST(JsonMessageTest, ReadsTheQueryOnTopOfTheBody) {
  ListJournalRequest request;
  ASSERT_TRUE(FromJson(R"({"limit": 1, "filter": {"since": "4", "tenant": "a"}})",
                       "filter.tenant=contoso.example&filter.match.form.scope=*&"
                       "filter.match.path=%2F*&limit=2",
                       &request)
                  .ok());
  EXPECT_EQ(request.limit(), 2u);
  EXPECT_EQ(request.filter().since(), 4u);
  EXPECT_EQ(request.filter().tenant(), "contoso.example");
  EXPECT_EQ(request.filter().match().path(), "/*");
  EXPECT_EQ(request.filter().match().form().at("scope"), "*");
}

TEST(JsonMessageTest, AQueryCanSayListsAndTruth) {
  VerifyRequest verify;
  ASSERT_TRUE(FromJson("", "order=a&order=b&nothing_else=true", &verify).ok());
  EXPECT_EQ(verify.order_size(), 2);
  EXPECT_TRUE(verify.nothing_else());
}

TEST(JsonMessageTest, NothingIsAnEmptyMessage) {
  ListJournalRequest request;
  EXPECT_TRUE(FromJson("", "", &request).ok());
  EXPECT_TRUE(FromJson("{}", "", &request).ok());
  EXPECT_FALSE(request.has_filter());
}

TEST(JsonMessageTest, AnUnknownFieldIsNamedWithItsNeighbour) {
  EXPECT_EQ(Error<InjectFaultRequest>(R"({"match": {"metod": "GET"}, "step": []})"),
            "match.metod: Match has no such field; did you mean method?\n"
            "step: InjectFaultRequest has no such field; did you mean steps?");
  EXPECT_EQ(Error<GetClockRequest>(R"({"mode": "MODE_FROZEN"})"),
            "mode: GetClockRequest has no such field");
  EXPECT_EQ(Error<ListJournalRequest>("", "filter.tennant=x"),
            "filter.tennant: JournalFilter has no such field; did you mean tenant?");
}

TEST(JsonMessageTest, AValueOfAWrongKindIsShown) {
  EXPECT_EQ(Error<InjectFaultRequest>(
                R"({"tenant": 5, "match": "x", "steps": [{"times": "two", "respond": []}, 1]})"),
            "tenant: 5 is not a text\n"
            "match: \"x\" is not an object\n"
            "steps[0].times: \"two\" is not a whole number of this field's range\n"
            "steps[0].respond: [] is not an object\n"
            "steps[1]: 1 is not an object");
  EXPECT_EQ(Error<SetClockRequest>(R"({"mode": "FREEZE"})"),
            "mode: \"FREEZE\" is none of MODE_UNSPECIFIED, MODE_FOLLOW, MODE_FROZEN, MODE_JUMP");
  EXPECT_EQ(Error<VerifyRequest>(R"({"order": "a", "nothing_else": 1})"),
            "order: \"a\" is not a list\n"
            "nothing_else: 1 is neither true nor false");
  EXPECT_EQ(Error<InjectFaultRequest>(R"({"match": {"form": {"a": 1}, "query": []}})"),
            "match.form[\"a\"]: 1 is not a text\n"
            "match.query: [] is not an object");
  EXPECT_EQ(Error<ListJournalRequest>(R"({"limit": 3000000000})"),
            "limit: 3000000000 is not a whole number of this field's range");
  EXPECT_EQ(Error<ListJournalRequest>("[]"), "the body: [] is not an object");
}

TEST(JsonMessageTest, WhatIsNotJsonIsToldItsPlace) {
  EXPECT_EQ(Error<GetClockRequest>("{\"a\": 1,\n  b}"),
            "the body is not JSON from line 2, column 3 on");
  EXPECT_EQ(Error<GetClockRequest>("mode=MODE_FROZEN"),
            "the body is not JSON from line 1, column 1 on");
  EXPECT_EQ(Error<GetClockRequest>("{"), "the body is not JSON from line 1, column 2 on");
  EXPECT_EQ(Error<GetClockRequest>(std::string(1000, '[') + std::string(1000, ']')),
            "the body nests too deeply");
  EXPECT_EQ(Error<GetClockRequest>("", "a=%zz"), "the query has a bad percent escape");
}

TEST(JsonMessageTest, DurationsAndInstantsAreAsPeopleWriteThem) {
  const auto seconds = [](const std::string& text) {
    AdvanceClockRequest request;
    EXPECT_EQ(FromJson(absl::StrCat(R"({"duration": ")", text, "\"}"), "", &request),
              absl::OkStatus());
    return absl::StrCat(request.duration().seconds(), " ", request.duration().nanos());
  };
  EXPECT_EQ(seconds("70s"), "70 0");
  EXPECT_EQ(seconds("300ms"), "0 300000000");
  EXPECT_EQ(seconds("1h30m"), "5400 0");
  EXPECT_EQ(seconds("1.000000001s"), "1 1");
  SetClockRequest request;
  ASSERT_TRUE(FromJson("", "time=2026-01-31T12:00:00.25%2B01:00", &request).ok());
  EXPECT_EQ(request.time().seconds(), 1769857200);
  EXPECT_EQ(request.time().nanos(), 250000000);
  EXPECT_EQ(ToJson(request).value(), R"({"time":"2026-01-31T11:00:00.250Z"})");
}

TEST(JsonMessageTest, WhatIsNoDurationOrInstantIsNamed) {
  EXPECT_EQ(Error<AdvanceClockRequest>(R"({"duration": "70"})"),
            "duration: \"70\" is not a duration; write \"5s\", \"300ms\" or \"1h\"");
  EXPECT_EQ(Error<AdvanceClockRequest>(R"({"duration": 70})"), "duration: 70 is not a text");
  EXPECT_EQ(Error<AdvanceClockRequest>(R"({"duration": "2562047788015h"})"),
            "duration: \"2562047788015h\" is more than 10,000 years");
  AdvanceClockRequest longest;
  EXPECT_TRUE(FromJson(R"({"duration": "315576000000s"})", "", &longest).ok());
  EXPECT_EQ(longest.duration().seconds(), 315'576'000'000);
  EXPECT_EQ(Error<AdvanceClockRequest>(R"({"duration": "315576000001s"})"),
            "duration: \"315576000001s\" is more than 10,000 years");
  EXPECT_EQ(Error<SetClockRequest>(R"({"time": "noon"})"),
            "time: \"noon\" is not an instant; write \"2026-01-31T00:00:00Z\"");
  EXPECT_EQ(Error<SetClockRequest>(R"({"time": "0001-01-01T00:00:00Z"})"),
            "time: \"0001-01-01T00:00:00Z\" is not between the years 1970 and 9999");
  EXPECT_EQ(Error<SetClockRequest>(R"({"time": {"seconds": 1}})"),
            "time: {\"seconds\":1} is not a text");
}

TEST(JsonMessageTest, WritesTextsAsTheyAre) {
  RotateSigningKeyResponse response;
  response.add_key_ids("<redacted> \"ü\"");
  EXPECT_EQ(ToJson(response).value(), "{\"key_ids\":[\"<redacted> \\\"ü\\\"\"]}");
}

TEST(JsonMessageTest, WritesTheNamesOfTheProtoFile) {
  IssueTokenResponse response;
  response.set_access_token("a.b.c");
  EXPECT_EQ(ToJson(response).value(), R"({"access_token":"a.b.c"})");
}

}  // namespace
}  // namespace mock::admin
