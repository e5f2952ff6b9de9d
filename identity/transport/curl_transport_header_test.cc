// Headers of responses that are not taken in.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

using Connection = TestServer::Connection;

HttpRequest Get(const std::string& url) { return {"GET", url, {}, ""}; }

absl::StatusOr<HttpResponse> Send(const HttpRequest& request) {
  return NewCurlTransport({}, RealClock(), std::make_shared<FakeEnvironment>())
      ->Send(Context::Background(), request);
}

TEST(CurlTransportHeaderTest, AHeaderWithoutEndIsRefused) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\n");
    const std::string field = absl::StrCat("X: ", std::string(1000, 'x'), "\r\n");
    for (int i = 0; i < 2000; ++i) connection.Write(field);
  });
  EXPECT_THAT(Send(Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       absl::StrCat("Get \"", server.Url("/"),
                                    "\": net/http: server response headers exceeded 262144 "
                                    "bytes; aborted")));
}

TEST(CurlTransportHeaderTest, AFieldLongerThanAnyIsRefused) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Write(absl::StrCat("HTTP/1.1 200 OK\r\nX: ", std::string(300'000, 'x'), "\r\n\r\n"));
  });
  EXPECT_THAT(Send(Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       ::testing::HasSubstr("net/http: server response headers exceeded ")));
}

TEST(CurlTransportHeaderTest, TwoLengthsAreRefused) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello");
  });
  EXPECT_THAT(Send(Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("Get \"", server.Url("/"),
                                    "\": net/http: HTTP/1.x transport connection broken: http: "
                                    "message cannot contain multiple Content-Length headers; got "
                                    "[\"5\" \"7\"]")));
}

}  // namespace
}  // namespace azure::identity
