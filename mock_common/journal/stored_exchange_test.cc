#include "mock_common/journal/stored_exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_common/journal/journal_entry.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

http::Request Form(const std::string& body) {
  http::Request request;
  request.method = "POST";
  request.host = "login.example";
  request.path = "/t/token";
  request.headers = {{"Host", "login.example:443"},
                     {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                     {"Authorization", "Bearer hunter2"},
                     {"client-request-id", "my-id"}};
  request.body = body;
  return request;
}

JournalEntry Decoded(const http::Request& request, const Outcome& outcome = {}) {
  return StoredExchange(absl::UnixEpoch(), request, "t", outcome).Decode();
}

std::string Jwt(const std::string& header, const std::string& claims) {
  return absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(claims),
                      ".c2lnbmF0dXJl");
}

TEST(StoredExchangeTest, KeepsWhatTheRequestSays) {
  http::Request request = Form("scope=b+c&client_id=a");
  request.query = "tenant=1&resource=%41";
  StoredExchange stored(absl::FromUnixSeconds(5), request, "t",
                        {400, "DRIP", "scenario x rule 0 step 1", "why"});
  stored.set_sequence(9);
  const JournalEntry entry = stored.Decode();
  EXPECT_EQ(entry.sequence, 9u);
  EXPECT_EQ(entry.time, absl::FromUnixSeconds(5));
  EXPECT_EQ(entry.host, "login.example");
  EXPECT_EQ(entry.tenant, "t");
  EXPECT_EQ(entry.method, "POST");
  EXPECT_EQ(entry.path, "/t/token");
  EXPECT_THAT(entry.query, ElementsAre(Pair("tenant", "1"), Pair("resource", "A")));
  EXPECT_THAT(entry.header_names,
              ElementsAre("Host", "Content-Type", "Authorization", "client-request-id"));
  EXPECT_THAT(entry.form, ElementsAre(Pair("client_id", "a"), Pair("scope", "b c")));
  EXPECT_THAT(entry.assertions, IsEmpty());
  EXPECT_EQ(entry.status, 400);
  EXPECT_EQ(entry.fault, "DRIP");
  EXPECT_EQ(entry.answered_by, "scenario x rule 0 step 1");
  EXPECT_EQ(entry.near_miss, "why");
  EXPECT_EQ(entry.client_request_id, "my-id");
}

TEST(StoredExchangeTest, KeepsWhatWasAnsweredAndWhy) {
  http::Request request = Form("");
  request.headers.Set("User-Agent", "azsdk-go-azidentity/v1.14.0 (go1.25; linux)");
  http::Remarks remarks;
  remarks.oauth_error = "invalid_client";
  remarks.suberror = "sub";
  remarks.aadsts = {7000215, 50012};
  remarks.service_error_code = "Forbidden";
  remarks.reason = "the client secret is none of the application's";
  remarks.failed_claim = "aud";
  remarks.trace_id = "trace";
  remarks.correlation_id = "correlation";
  Outcome outcome{401, "", "computed", ""};
  outcome.remarks = &remarks;
  outcome.duration = absl::Seconds(2);
  outcome.real_duration = absl::Microseconds(40);
  const JournalEntry entry = Decoded(request, outcome);
  EXPECT_EQ(entry.user_agent, "azsdk-go-azidentity/v1.14.0");
  EXPECT_EQ(entry.oauth_error, "invalid_client");
  EXPECT_EQ(entry.suberror, "sub");
  EXPECT_THAT(entry.aadsts, ElementsAre(7000215, 50012));
  EXPECT_EQ(entry.service_error_code, "Forbidden");
  EXPECT_EQ(entry.reason, "the client secret is none of the application's");
  EXPECT_EQ(entry.failed_claim, "aud");
  EXPECT_EQ(entry.trace_id, "trace");
  EXPECT_EQ(entry.correlation_id, "correlation");
  EXPECT_EQ(entry.duration, absl::Seconds(2));
  EXPECT_EQ(entry.real_duration, absl::Microseconds(40));
  EXPECT_EQ(Decoded(request).real_duration, std::nullopt);
}

TEST(StoredExchangeTest, KeepsTheResponseWithoutItsSecrets) {
  http::Response response;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"},
                      {"WWW-Authenticate", "Bearer realm=\"a\""},
                      {"Set-Cookie", "s=hunter2"}};
  response.body = R"({"token_type":"Bearer","access_token":"hunter2"})";
  Outcome outcome;
  outcome.response = &response;
  const JournalEntry entry = Decoded(Form(""), outcome);
  EXPECT_THAT(
      entry.response_headers,
      ElementsAre(Pair("Content-Type", "application/json; charset=utf-8"),
                  Pair("WWW-Authenticate", "Bearer realm=\"a\""), Pair("Set-Cookie", kRedacted)));
  EXPECT_EQ(entry.response_body, R"({"token_type":"Bearer","access_token":"<redacted>"})");
  EXPECT_THAT(Decoded(Form("")).response_headers, IsEmpty());
}

TEST(StoredExchangeTest, OfBodiesThatAreNoJsonOrVeryLongOnlyTheLengthIsKept) {
  http::Response response;
  response.body = "hunter2";
  Outcome outcome;
  outcome.response = &response;
  EXPECT_EQ(Decoded(Form(""), outcome).response_body, "<7 bytes>");
  response.headers.Set("Content-Type", "application/json");
  response.body = "[" + std::string(5000, '1') + "]";
  EXPECT_EQ(Decoded(Form(""), outcome).response_body, "<5002 bytes>");
}

TEST(StoredExchangeTest, ABearerTokenIsDecodedWithoutItsSignature) {
  http::Request request = Form("");
  request.headers.Set("Authorization", "Bearer " + Jwt(R"({"alg":"RS256"})", R"({"aud":"a"})"));
  const JournalEntry entry = Decoded(request);
  ASSERT_THAT(entry.assertions, SizeIs(1));
  EXPECT_EQ(entry.assertions[0].parameter, "authorization");
  EXPECT_EQ(entry.assertions[0].claims["aud"], "a");
  EXPECT_THAT(ToJsonLine(entry), Not(HasSubstr("c2lnbmF0dXJl")));
}

TEST(StoredExchangeTest, SecretsAreReplaced) {
  http::Request request = Form(
      "client_secret=hunter2&password=hunter2&refresh_token=hunter2&code=hunter2&"
      "client%5Fsecret=hunter2&clientSecret=hunter2&device_code=hunter2&assertion=hunter2");
  request.query = "code=hunter2&id_token_hint=hunter2&state=ok";
  request.headers.Set("User-Agent", "hunter2 hunter2/hunter2 app/hunter2 (hunter2)");
  const JournalEntry entry = Decoded(request);
  EXPECT_THAT(entry.form, SizeIs(8));
  for (const auto& [name, value] : entry.form) EXPECT_EQ(value, kRedacted) << name;
  EXPECT_THAT(entry.query, ElementsAre(Pair("code", kRedacted), Pair("id_token_hint", kRedacted),
                                       Pair("state", "ok")));
  EXPECT_THAT(ToJsonLine(entry), Not(HasSubstr("hunter2")));
}

TEST(StoredExchangeTest, WhatIsNotKnownToBeHarmlessIsReplaced) {
  http::Request request = Form("pass=hunter2&api_key=hunter2&otp=hunter2&whatever=hunter2");
  request.query = "sv=2026-01-01&se=2026&sig=hunter2%3D";
  const JournalEntry entry = Decoded(request);
  for (const auto& [name, value] : entry.form) EXPECT_EQ(value, kRedacted) << name;
  EXPECT_THAT(entry.query,
              ElementsAre(Pair("sv", "2026-01-01"), Pair("se", "2026"), Pair("sig", kRedacted)));
}

TEST(StoredExchangeTest, ThatASecretIsEmptyIsNotToldEither) {
  EXPECT_THAT(Decoded(Form("x=&password=")).form,
              ElementsAre(Pair("password", kRedacted), Pair("x", "")));
}

TEST(StoredExchangeTest, ASecretInsideAHarmlessValueIsReplaced) {
  http::Request request = Form("client_id=a;client_secret=hunter2&scope=x%3Bpass%3Dhunter2");
  request.query = "resource=https%3A%2F%2Fx.blob.core.windows.net%2F%3Fsv%3D1%26sig%3Dhunter2";
  const JournalEntry entry = Decoded(request);
  EXPECT_THAT(entry.form, ElementsAre(Pair("client_id", kRedacted), Pair("scope", kRedacted)));
  EXPECT_THAT(entry.query, ElementsAre(Pair("resource", kRedacted)));
  const JournalEntry assertion =
      Decoded(Form("assertion=" + Jwt("{}", R"({"sub":"me","password":"hunter2","u":"a?sig=b"})")));
  EXPECT_EQ(assertion.assertions[0].claims.dump(),
            R"({"sub":"me","password":"<redacted>","u":"<redacted>"})");
}

TEST(StoredExchangeTest, NoHeadersValueIsKept) {
  http::Request request = Form("");
  for (const char* name : {"X-Api-Key", "X-Otp", "Authorization", "X-Anything"}) {
    request.headers.Set(name, "hunter2");
  }
  EXPECT_THAT(ToJsonLine(Decoded(request)), Not(HasSubstr("hunter2")));
}

TEST(StoredExchangeTest, WhatIsNoFormIsNotKept) {
  http::Request request = Form(R"({"client_secret":"hunter2"})");
  EXPECT_THAT(Decoded(request).form, ElementsAre(Pair(kMalformed, kRedacted)));
  request.headers.Set("Content-Type", "application/json");
  EXPECT_THAT(Decoded(request).form, IsEmpty());
  EXPECT_THAT(Decoded(Form("<xml>hunter2</xml>=1")).form, ElementsAre(Pair(kMalformed, kRedacted)));
}

TEST(StoredExchangeTest, WhatDoesNotDecodeIsMalformed) {
  EXPECT_THAT(Decoded(Form("scope=%zz")).form, ElementsAre(Pair(kMalformed, kRedacted)));
  EXPECT_THAT(Decoded(Form("%zz=x&scope=ok")).form,
              ElementsAre(Pair(kMalformed, kRedacted), Pair("scope", "ok")));
}

TEST(StoredExchangeTest, OddButSoundFormsAreKept) {
  EXPECT_THAT(Decoded(Form("")).form, IsEmpty());
  EXPECT_THAT(Decoded(Form("&&a&b=&=c&d=e=f")).form,
              ElementsAre(Pair("", kRedacted), Pair("a", ""), Pair("b", ""), Pair("d", kRedacted)));
}

TEST(StoredExchangeTest, ManyPairsAreCutBehindTheOneThatReachesTheLimit) {
  // With its "&" each takes 33 bytes: 496 of them 16,367, and the next is begun below 16 KiB.
  std::string body;
  for (int i = 0; i < 600; ++i) absl::StrAppend(&body, "scope=", std::string(26, 'x'), "&");
  EXPECT_THAT(Decoded(Form(body)).form, SizeIs(497));
}

TEST(StoredExchangeTest, LongValuesAreMeasuredNotKept) {
  const JournalEntry entry = Decoded(Form("claims=" + std::string(5000, 'x')));
  EXPECT_THAT(entry.form, ElementsAre(Pair("claims", "<5000 bytes>")));
  const std::string longest(4096, 'x');
  EXPECT_THAT(Decoded(Form("claims=" + longest)).form, ElementsAre(Pair("claims", longest)));
  EXPECT_THAT(Decoded(Form("claims=" + longest + "x")).form,
              ElementsAre(Pair("claims", "<4097 bytes>")));
}

TEST(StoredExchangeTest, AnEntryStaysSmallWhateverIsSent) {
  std::string body;
  for (int i = 0; i < 100000; ++i) absl::StrAppend(&body, "a", i, "=bbbbbbbb&");
  const StoredExchange stored(absl::UnixEpoch(), Form(body), "t", {});
  EXPECT_LT(stored.size(), 40000u);
  EXPECT_GT(stored.Decode().form.size(), 100u);
}

TEST(StoredExchangeTest, AssertionsShowHeaderAndClaimsButNoSignature) {
  const std::string jwt = Jwt(R"({"typ":"JWT","alg":"PS256"})", R"({"sub":"app","aud":"x"})");
  const JournalEntry entry = Decoded(Form("client_assertion=" + jwt + "&assertion=" + jwt));
  ASSERT_THAT(entry.assertions, SizeIs(2));
  EXPECT_EQ(entry.assertions[0].parameter, "client_assertion");
  EXPECT_EQ(entry.assertions[0].header.dump(), R"({"typ":"JWT","alg":"PS256"})");
  EXPECT_EQ(entry.assertions[0].claims.dump(), R"({"sub":"app","aud":"x"})");
  EXPECT_THAT(entry.form,
              ElementsAre(Pair("assertion", kRedacted), Pair("client_assertion", kRedacted)));
  EXPECT_THAT(ToJsonLine(entry), Not(HasSubstr("c2lnbmF0dXJl")));
}

TEST(StoredExchangeTest, WhatIsNoSignedJwtShowsNothing) {
  for (const std::string& text :
       {std::string("hunter2"), std::string("a.b.c"), Jwt("[1]", "{}"), Jwt("{}", "hunter2"),
        Jwt("{}", "{}") + ".d.e", Jwt("{}", "{}").substr(0, 5)}) {
    const JournalEntry entry = Decoded(Form("client_assertion=" + text));
    EXPECT_THAT(entry.assertions, IsEmpty()) << text;
    EXPECT_THAT(entry.form, ElementsAre(Pair("client_assertion", kRedacted)));
  }
}

TEST(StoredExchangeTest, TheAzureRequestIdStandsInForTheEntraOne) {
  http::Request request = Form("");
  request.headers = {{"x-ms-client-request-id", "arm"}};
  EXPECT_EQ(Decoded(request).client_request_id, "arm");
}

}  // namespace
}  // namespace mock::scenario
