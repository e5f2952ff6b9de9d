// Servers whose certificate is known by its digest.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

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

// A server that nobody trusts.
class CurlTransportPinTest : public ::testing::Test {
 protected:
  CurlTransportPinTest() {
    server_.Serve([this](Connection& connection) {
      if (!connection.StartTls(certificate_.certificate, certificate_.key)) return;
      while (!connection.ReadRequest().empty()) connection.Write(response_);
    });
  }
  absl::StatusOr<HttpResponse> Send(std::optional<CertificatePin> pin) {
    const HttpRequest request{"GET", Url(), {}, "", std::move(pin)};
    return transport_->Send(Context::Background(), request);
  }
  // No name of the certificate.
  std::string Url() const { return absl::StrCat("https://127.0.0.2:", server_.port(), "/p?q=s"); }

  const TestCertificate certificate_ = MakeTestCertificate("cluster");
  const CertificatePin pin_ = {certificate_.sha1, "another certificate", "redirected"};
  const CertificatePin other_pin_ = {MakeTestCertificate("other").sha1, "another certificate", ""};
  std::string response_ = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  TestServer server_;
  std::shared_ptr<HttpTransport> transport_ = [this] {
    CurlTransportOptions options;
    options.connect_to = {absl::StrCat("127.0.0.2:", server_.port(), ":", server_.Address())};
    return NewCurlTransport(options, RealClock(), std::make_shared<FakeEnvironment>());
  }();
};

TEST_F(CurlTransportPinTest, TheRightCertificateNeedsNeitherNameNorIssuer) {
  const auto response = Send(pin_);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "hi");
}

TEST_F(CurlTransportPinTest, AnotherCertificateIsRefusedInThePinsWords) {
  EXPECT_THAT(Send(other_pin_), StatusIs(absl::StatusCode::kUnavailable,
                                         absl::StrCat("Get \"https://127.0.0.2:", server_.port(),
                                                      "/p\": another certificate")));
}

TEST_F(CurlTransportPinTest, EachRequestIsVerifiedAnewByItsOwnRule) {
  EXPECT_THAT(Send(pin_), IsOk());
  EXPECT_THAT(Send(other_pin_), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(Send(pin_), IsOk());
  EXPECT_THAT(Send(std::nullopt),
              StatusIs(absl::StatusCode::kUnavailable,
                       ::testing::HasSubstr("certificate signed by unknown authority")));
  EXPECT_EQ(server_.accepted(), 4);
}

TEST_F(CurlTransportPinTest, ARedirectIsRefusedInThePinsWords) {
  response_ =
      "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.test/?x=y\r\nContent-Length: 0\r\n\r\n";
  EXPECT_THAT(Send(pin_), StatusIs(absl::StatusCode::kUnavailable,
                                   "Get \"https://elsewhere.test/\": redirected"));
  EXPECT_EQ(server_.accepted(), 1);
}

}  // namespace
}  // namespace azure::identity
