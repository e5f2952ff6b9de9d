#include "mock_entra/exchange/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr std::int64_t kNow = 1768478400;  // 2026-01-15T12:00:00Z

class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest() : random_(Random::Seeded(1)) {
    request_.method = "POST";
    request_.host = "login.microsoftonline.com";
  }

  Exchange Make() {
    return MakeExchange(request_, setting_, absl::FromUnixSeconds(kNow), *random_);
  }

  static std::vector<std::string> Names(const http::Response& response) {
    std::vector<std::string> names;
    for (const auto& [name, value] : response.headers.fields()) names.push_back(name);
    return names;
  }

  http::Request request_;
  scenario::Setting setting_;
  std::unique_ptr<Random> random_;
};

TEST_F(ExchangeTest, EndsTraceIdsInTwoZeros) {
  const Exchange exchange = Make();
  EXPECT_EQ(exchange.trace_id.size(), 36u);
  EXPECT_THAT(exchange.trace_id, EndsWith("00"));
  EXPECT_NE(exchange.trace_id, Make().trace_id);
}

TEST_F(ExchangeTest, EchoesTheClientsRequestIdIfItIsAGuid) {
  request_.headers.Set("Client-Request-Id", "AB12F9BB-2eef-42e3-ad75-eee69ec9088d");
  EXPECT_EQ(Make().correlation_id, "ab12f9bb-2eef-42e3-ad75-eee69ec9088d");
  request_.headers.Set("Client-Request-Id", "\"><script>");
  EXPECT_EQ(Make().correlation_id.size(), 36u);
}

TEST_F(ExchangeTest, PrefersTheSettingsIds) {
  request_.headers.Set("client-request-id", "ab12f9bb-2eef-42e3-ad75-eee69ec9088d");
  setting_.set_trace_id("t");
  setting_.set_correlation_id("c");
  EXPECT_EQ(Make().trace_id, "t");
  EXPECT_EQ(Make().correlation_id, "c");
}

TEST_F(ExchangeTest, SendsEntrasHeadersInItsOrder) {
  const Exchange exchange = Make();
  const http::Response response = ErrorResponse(exchange, 7000215, {});
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(
      Names(response),
      ElementsAre("Cache-Control", "Pragma", "Content-Type", "Expires", "Strict-Transport-Security",
                  "X-Content-Type-Options", "P3P", "x-ms-request-id", "x-ms-ests-server",
                  "X-XSS-Protection", "Set-Cookie", "Set-Cookie", "Set-Cookie", "Date"));
  EXPECT_EQ(response.headers.Get("Cache-Control"), "no-store, no-cache");
  EXPECT_EQ(response.headers.Get("Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(response.headers.Get("x-ms-request-id"), exchange.trace_id);
  EXPECT_EQ(response.headers.Get("Date"), "Thu, 15 Jan 2026 12:00:00 GMT");
  EXPECT_THAT(std::string(response.headers.Get("Set-Cookie")),
              HasSubstr("; expires=Sat, 14-Feb-2026 12:00:00 GMT; path=/; secure; HttpOnly; "
                        "SameSite=None"));
}

TEST_F(ExchangeTest, AnswersTelemetryOnlyToClientsThatSendIt) {
  EXPECT_FALSE(ErrorResponse(Make(), 50034, {}).headers.Has("x-ms-clitelem"));
  request_.headers.Set("x-client-current-telemetry", "4|84,1|");
  EXPECT_EQ(ErrorResponse(Make(), 50034, {}).headers.Get("x-ms-clitelem"), "1,50034,0,,");
  EXPECT_EQ(TokenEndpointResponse(Make(), 200, "{}").headers.Get("x-ms-clitelem"), "1,0,0,,");
}

TEST_F(ExchangeTest, ReturnsTheRequestIdOnDemand) {
  request_.headers.Set("return-client-request-id", "false");
  EXPECT_FALSE(ErrorResponse(Make(), 50034, {}).headers.Has("client-request-id"));
  request_.headers.Set("return-client-request-id", "true");
  const Exchange exchange = Make();
  EXPECT_EQ(ErrorResponse(exchange, 50034, {}).headers.Get("client-request-id"),
            exchange.correlation_id);
}

TEST_F(ExchangeTest, ServesMetadataToAnyOrigin) {
  const http::Response response = MetadataResponse(Make(), "{}");
  EXPECT_EQ(response.headers.Get("Cache-Control"), "max-age=86400, private");
  EXPECT_EQ(response.headers.Get("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(response.headers.Get("Access-Control-Allow-Methods"), "GET, OPTIONS");
}

TEST_F(ExchangeTest, FallsBackToTheUsualFormAndThenToAServerError) {
  EXPECT_EQ(ErrorResponse(Make(), 90019, {}, "metadata").status, 400);
  EXPECT_THAT(ErrorResponse(Make(), 90019, {}, "metadata").body, HasSubstr("AADSTS90019: "));
  const http::Response response = ErrorResponse(Make(), 1, {});
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, HasSubstr("AADSTS50000: "));
}

}  // namespace
}  // namespace mock::entra
