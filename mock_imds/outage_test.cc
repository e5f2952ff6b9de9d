#include "mock_imds/outage.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string InOutage(const std::string& host_text, absl::Duration age) {
  TestHost host(host_text);
  const http::Request request = Get("/");
  const auto reply = ReplyInOutage(host.Receive(request, age));
  if (!reply) return "none";
  if (reply->fault.kind == http::Fault::Kind::kHang) return "hang";
  return Told(reply->response);
}

TEST(OutageTest, LastsAsLongAsItSays) {
  const std::string host = "kind: IMDS outages { kind: GONE from: '10s' lasts: '70s' }";
  EXPECT_EQ(InOutage(host, absl::Seconds(9)), "none");
  EXPECT_EQ(InOutage(host, absl::Seconds(10)), "410");
  EXPECT_EQ(InOutage(host, absl::Milliseconds(79999)), "410");
  EXPECT_EQ(InOutage(host, absl::Seconds(80)), "none");
}

TEST(OutageTest, TheFirstThatIsOnDecides) {
  const std::string host =
      "kind: IMDS outages { kind: NOT_READY lasts: '5s' } outages { kind: THROTTLED }";
  EXPECT_EQ(InOutage(host, absl::ZeroDuration()), R"(404 {"error":"Not found"})");
  EXPECT_EQ(InOutage(host, absl::Seconds(5)),
            R"(429 {"error":"invalid_request",)"
            R"("error_description":"Temporarily throttled, too many requests"})");
}

TEST(OutageTest, EveryKindHasItsAnswer) {
  const auto answer = [](const std::string& kind) {
    return InOutage("kind: IMDS outages { kind: " + kind + " }", absl::ZeroDuration());
  };
  EXPECT_THAT(answer("INTERNAL_ERROR"), StartsWith(R"(500 {"error":"unknown")"));
  EXPECT_THAT(answer("BAD_GATEWAY"), StartsWith("502 <html>"));
  EXPECT_THAT(answer("GATEWAY_TIMEOUT"), HasSubstr("504 Gateway Time"));
  EXPECT_EQ(answer("UNAVAILABLE"), "503");
  EXPECT_EQ(answer("NO_ANSWER"), "hang");
}

TEST(OutageTest, SaysWhenToComeAgain) {
  TestHost host("kind: IMDS outages { kind: THROTTLED retry_after: '5' }");
  const http::Request request = Get("/");
  const http::Response response = ReplyInOutage(host.Receive(request))->response;
  EXPECT_EQ(response.headers.Get("Retry-After"), "5");
  EXPECT_EQ(response.headers.Get("Server"), "IMDS/150.870.65.1125");
  EXPECT_EQ(response.reason, " ");
}

TEST(OutageTest, AppServiceWordsItInItsOwnWay) {
  EXPECT_THAT(InOutage("kind: APP_SERVICE outages { kind: THROTTLED }", absl::ZeroDuration()),
              StartsWith(R"(429 {"statusCode":429)"));
}

}  // namespace
}  // namespace mock::imds
