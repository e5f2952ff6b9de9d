#include "mock_common/http/response_writer.h"

#include <cstdint>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock::http {
namespace {

constexpr std::int64_t kNow = 1795420075;  // Mon, 23 Nov 2026 07:47:55 GMT

std::string Written(const Response& response, WireOptions options = {}) {
  options.now = absl::FromUnixSeconds(kNow);
  std::string out;
  AppendResponse(response, options, out);
  return out;
}

TEST(AppendResponse, OwnHeadersFirstThenDateAndLength) {
  Response response;
  response.status = 401;
  response.headers = {{"Cache-Control", "no-store"}, {"Set-Cookie", "a"}, {"Set-Cookie", "b"}};
  response.body = "{}";
  EXPECT_EQ(Written(response),
            "HTTP/1.1 401 Unauthorized\r\nCache-Control: no-store\r\nSet-Cookie: a\r\n"
            "Set-Cookie: b\r\nDate: Mon, 23 Nov 2026 07:47:55 GMT\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(AppendResponse, KeepsADateThatIsThere) {
  Response response;
  response.headers = {{"date", "yesterday"}};
  EXPECT_EQ(Written(response), "HTTP/1.1 200 OK\r\ndate: yesterday\r\nContent-Length: 0\r\n\r\n");
}

TEST(AppendResponse, SaysWhatBecomesOfTheConnection) {
  WireOptions close;
  close.keep_alive = false;
  EXPECT_THAT(Written({}, close),
              testing::EndsWith("Content-Length: 0\r\nConnection: close\r\n\r\n"));
  WireOptions http10;
  http10.http10 = true;
  EXPECT_THAT(Written({}, http10), testing::EndsWith("\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(AppendResponse, HeadHasTheLengthButNotTheBody) {
  Response response;
  response.body = "12345";
  WireOptions head;
  head.head = true;
  EXPECT_THAT(Written(response, head), testing::EndsWith("Content-Length: 5\r\n\r\n"));
}

TEST(AppendResponse, StatusesWithoutBodyHaveNeitherBodyNorLength) {
  for (const int status : {204, 304}) {
    Response response;
    response.status = status;
    response.body = "dropped";
    EXPECT_THAT(Written(response), testing::EndsWith("GMT\r\n\r\n"));
  }
}

TEST(AppendResponse, FramingHeadersOfTheHandlerAreDropped) {
  Response response;
  response.headers = {{"content-length", "7"},
                      {"Transfer-Encoding", "chunked"},
                      {"CONNECTION", "x"},
                      {"Date", "d"}};
  EXPECT_EQ(Written(response), "HTTP/1.1 200 OK\r\nDate: d\r\nContent-Length: 0\r\n\r\n");
}

TEST(AppendResponse, NothingCanSmuggleALineBreak) {
  Response response;
  response.reason = "Fine\r\nX: y";
  response.headers = {{"A\r\nB", "c\r\nD: e"}, {"Date", std::string("f\0g", 3)}};
  EXPECT_EQ(Written(response),
            "HTTP/1.1 200 Fine  X: y\r\nA  B: c  D: e\r\nDate: f g\r\nContent-Length: 0\r\n\r\n");
}

TEST(AppendResponse, ReasonIsTheUsualOneOrAnotherOrEmpty) {
  Response response;
  response.status = 429;
  EXPECT_THAT(Written(response), testing::StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
  response.reason = "Slow Down";
  EXPECT_THAT(Written(response), testing::StartsWith("HTTP/1.1 429 Slow Down\r\n"));
  response.reason = " ";
  EXPECT_THAT(Written(response), testing::StartsWith("HTTP/1.1 429 \r\n"));
}

}  // namespace
}  // namespace mock::http
