// What becomes of a request whose kept connection dies.
#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

using ::testing::MatchesRegex;

using Connection = TestServer::Connection;

constexpr char kHi[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

enum class Death { kEnd, kReset };

// Over TLS or not.
class CurlTransportResendTest : public ::testing::TestWithParam<bool> {
 protected:
  CurlTransportResendTest() {
    CurlTransportOptions options;
    options.ca_pem = certificate_.certificate;
    transport_ = NewCurlTransport(options, RealClock(), std::make_shared<FakeEnvironment>());
  }

  bool tls() const { return GetParam(); }
  std::string Url() const {
    return absl::StrCat(tls() ? "https://" : "http://", server_.Address(), "/");
  }
  bool Start(Connection& connection) const {
    return !tls() || connection.StartTls(certificate_.certificate, certificate_.key);
  }

  // Answers every request but the first for /die: there the connection dies.
  void ServeUntil(Death death) {
    server_.Serve([this, death](Connection& connection) {
      if (!Start(connection)) return;
      for (;;) {
        const std::string request = connection.ReadRequest();
        if (request.empty()) return;
        ++requests_;
        if (absl::StrContains(request, " /die ") && !died_.exchange(true)) {
          if (death == Death::kReset) connection.Reset();
          return;
        }
        connection.Write(kHi);
      }
    });
  }

  absl::StatusOr<HttpResponse> Send(const std::string& method, const std::string& path,
                                    HttpHeaders headers = {}) {
    return transport_->Send(Context::Background(),
                            {method, Url() + path, std::move(headers), "body"});
  }

  const TestCertificate certificate_ = MakeTestCertificate("login.example.test");
  std::shared_ptr<HttpTransport> transport_;
  std::atomic<int> requests_{0};
  std::atomic<bool> died_{false};
  TestServer server_;
};

TEST_P(CurlTransportResendTest, APostWithoutReplyIsNotSentAgain) {
  ServeUntil(Death::kEnd);
  ASSERT_THAT(Send("POST", ""), IsOk());
  EXPECT_THAT(Send("POST", "die"), StatusIs(absl::StatusCode::kUnavailable,
                                            absl::StrCat("Post \"", Url(), "die\": EOF")));
  EXPECT_EQ(requests_, 2);
  EXPECT_EQ(server_.accepted(), 1);
  // The transport is as good as new.
  EXPECT_THAT(Send("POST", "die"), IsOk());
  EXPECT_EQ(server_.accepted(), 2);
}

TEST_P(CurlTransportResendTest, APostWhoseConnectionIsResetIsNotSentAgain) {
  ServeUntil(Death::kReset);
  ASSERT_THAT(Send("POST", ""), IsOk());
  EXPECT_THAT(
      Send("POST", "die"),
      StatusIs(absl::StatusCode::kUnavailable,
               MatchesRegex(absl::StrCat("Post \".*/die\": read tcp 127.0.0.1:[0-9]+->",
                                         server_.Address(), ": read: connection reset by peer"))));
  EXPECT_EQ(requests_, 2);
  EXPECT_EQ(server_.accepted(), 1);
}

TEST_P(CurlTransportResendTest, ALongPostIsNotSentAgain) {
  ServeUntil(Death::kEnd);
  ASSERT_THAT(Send("POST", ""), IsOk());
  const HttpRequest request{"POST", Url() + "die", {}, std::string(200'000, 'x')};
  EXPECT_THAT(
      transport_->Send(Context::Background(), request),
      StatusIs(absl::StatusCode::kUnavailable, absl::StrCat("Post \"", Url(), "die\": EOF")));
  EXPECT_EQ(requests_, 2);
  EXPECT_EQ(server_.accepted(), 1);
}

TEST_P(CurlTransportResendTest, ARequestThatDoesNoHarmTwiceIsSentAgain) {
  ServeUntil(Death::kEnd);
  ASSERT_THAT(Send("GET", ""), IsOk());
  EXPECT_THAT(Send("GET", "die"), IsOk());
  EXPECT_EQ(requests_, 3);
  EXPECT_EQ(server_.accepted(), 2);
  died_ = false;
  EXPECT_THAT(Send("POST", "die", {{"Idempotency-Key", "1"}}), IsOk());
  EXPECT_EQ(requests_, 5);
  EXPECT_EQ(server_.accepted(), 3);
}

TEST_P(CurlTransportResendTest, AGetWhoseConnectionIsResetIsSentAgain) {
  ServeUntil(Death::kReset);
  ASSERT_THAT(Send("GET", ""), IsOk());
  EXPECT_THAT(Send("GET", "die"), IsOk());
  EXPECT_EQ(requests_, 3);
}

TEST_P(CurlTransportResendTest, APostFindsAnIdleConnectionClosedAndMakesAnother) {
  std::promise<void> closed;
  server_.Serve([this, &closed](Connection& connection) {
    if (!Start(connection)) return;
    connection.ReadRequest();
    const bool first = ++requests_ == 1;
    connection.Write(kHi);
    if (!first) return;
    connection.Finish();
    closed.set_value();
    connection.AwaitClose();
  });
  ASSERT_THAT(Send("POST", ""), IsOk());
  closed.get_future().wait();
  EXPECT_THAT(Send("POST", ""), IsOk());
  EXPECT_EQ(requests_, 2);
  EXPECT_EQ(server_.accepted(), 2);
}

INSTANTIATE_TEST_SUITE_P(Schemes, CurlTransportResendTest, ::testing::Bool(),
                         [](const auto& info) { return info.param ? "Https" : "Http"; });

}  // namespace
}  // namespace azure::identity
