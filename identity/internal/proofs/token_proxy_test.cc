#include "identity/internal/proofs/token_proxy.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kProxy[] = "AZURE_KUBERNETES_TOKEN_PROXY";
constexpr char kCaFile[] = "AZURE_KUBERNETES_CA_FILE";
constexpr char kCaData[] = "AZURE_KUBERNETES_CA_DATA";
constexpr char kSniName[] = "AZURE_KUBERNETES_SNI_NAME";

class TokenProxyTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::shared_ptr<HttpTransport>> Configured() {
    return TokenProxy::Configured(environment_, files_, [this](CurlTransportOptions options) {
      made_.push_back(std::move(options));
      return transport_;
    });
  }
  // What the proxy's host gets for a request.
  HttpRequest Sent(const std::string& url) {
    transport_->Expect(Respond(200, ""));
    const auto proxy = Configured();
    EXPECT_THAT((*proxy)->Send(Context::Background(), {"GET", url, {}, "body"}), IsOk());
    return transport_->requests().back();
  }

  FakeEnvironment environment_;
  const std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  std::vector<CurlTransportOptions> made_;
  const std::string certificate_ = MakeTestCertificate("proxy").certificate;
  const std::string other_certificate_ = MakeTestCertificate("other").certificate;
};

TEST_F(TokenProxyTest, IsNoneWithoutVariables) {
  EXPECT_THAT(Configured(), IsOkAndHolds(nullptr));
  for (const char* name : {kProxy, kCaFile, kCaData, kSniName}) environment_.Set(name, "");
  EXPECT_THAT(Configured(), IsOkAndHolds(nullptr));
}

TEST_F(TokenProxyTest, NeedsItsUrlIfAnyOtherVariableIsSet) {
  for (const char* name : {kCaFile, kCaData, kSniName}) {
    environment_ = FakeEnvironment(std::map<std::string, std::string>{{name, "x"}});
    EXPECT_THAT(Configured(), StatusIs(absl::StatusCode::kInvalidArgument,
                                       "AZURE_KUBERNETES_TOKEN_PROXY is not set but other custom "
                                       "endpoint-related environment variables are present"))
        << name;
  }
}

TEST_F(TokenProxyTest, RefusesAUrlThatIsNotOnlyAPlace) {
  const struct {
    const char* url;
    const char* text;
  } kCases[] = {
      {"https://bad host",
       R"(failed to parse custom token proxy URL "https://bad host": parse "https://bad host": )"
       R"(invalid character " " in host name)"},
      {"HTTP://user@proxy?q", R"(custom token endpoint must use https scheme, got "http")"},
      {"proxy", R"(custom token endpoint must use https scheme, got "")"},
      {"https://user:secret@proxy/p?q#f",
       R"(custom token endpoint URL "https://REDACTED@proxy/p?q#f" must not contain user info)"},
      {"https://proxy/p?q=1#f",
       R"(custom token endpoint URL "https://proxy/p?q=1#f" must not contain a query)"},
      {"https://proxy/p#f",
       R"(custom token endpoint URL "https://proxy/p#f" must not contain a fragment)"},
  };
  for (const auto& test : kCases) {
    environment_.Set(kProxy, test.url);
    // What comes later in the order is wrong as well.
    environment_.Set(kCaFile, "a");
    environment_.Set(kCaData, "b");
    EXPECT_THAT(Configured(), StatusIs(absl::StatusCode::kInvalidArgument, test.text));
  }
}

TEST_F(TokenProxyTest, RefusesCertificatesThatAreNone) {
  environment_.Set(kProxy, "https://proxy");
  environment_.Set(kCaFile, "/ca");
  environment_.Set(kCaData, "junk");
  EXPECT_THAT(Configured(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "only one of AZURE_KUBERNETES_CA_FILE and AZURE_KUBERNETES_CA_DATA can be "
                       "specified"));
  environment_.Unset(kCaFile);
  EXPECT_THAT(Configured(), StatusIs(absl::StatusCode::kInvalidArgument,
                                     "parse CA data: no valid certificates found"));
  environment_.Unset(kCaData);
  environment_.Set(kCaFile, "/ca");
  EXPECT_THAT(Configured(), StatusIs(absl::StatusCode::kNotFound,
                                     "read CA file \"/ca\": open /ca: no such file or directory"));
  files_->Write("/ca", "");
  EXPECT_THAT(Configured(),
              StatusIs(absl::StatusCode::kInvalidArgument, "CA file \"/ca\" is empty"));
  files_->Write("/ca", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
  EXPECT_THAT(Configured(), StatusIs(absl::StatusCode::kInvalidArgument,
                                     "parse CA file \"/ca\": no valid certificates found"));
}

TEST_F(TokenProxyTest, RefusesANameThatIsNoHosts) {
  environment_.Set(kProxy, "https://proxy");
  environment_.Set(kSniName, "evil.example/");
  EXPECT_THAT(Configured(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AZURE_KUBERNETES_SNI_NAME \"evil.example/\" is not a host name"));
}

TEST_F(TokenProxyTest, PutsThePathBehindItsOwnAndKeepsTheQuery) {
  const struct {
    const char* proxy;
    const char* url;
    const char* sent;
  } kCases[] = {
      {"https://proxy", "https://login.example/t/token", "https://proxy/t/token"},
      {"https://proxy:8443/", "https://login.example/t/token", "https://proxy:8443/t/token"},
      {"https://proxy/base/", "https://login.example/t?a=b%20c", "https://proxy/base/t?a=b%20c"},
      {"https://proxy/base", "https://login.example/t%2Fu/c?", "https://proxy/base/t%2Fu/c"},
      {"https://proxy/a/../b", "https://login.example//t/./x/", "https://proxy/b/t/x/"},
      {"https://proxy/base", "https://login.example", "https://proxy/base"},
  };
  for (const auto& test : kCases) {
    environment_.Set(kProxy, test.proxy);
    const HttpRequest sent = Sent(test.url);
    EXPECT_EQ(sent.url, test.sent);
    EXPECT_EQ(sent.headers.Get("Host"), "login.example");
    EXPECT_EQ(sent.method, "GET");
    EXPECT_EQ(sent.body, "body");
  }
}

TEST_F(TokenProxyTest, AnswersInTheProxysName) {
  environment_.Set(kProxy, "https://proxy:8443/base");
  environment_.Set(kSniName, "binding.example");
  transport_->Expect(Respond(401, "no"));
  const auto response = Configured().value()->Send(
      Context::Background(), {"POST", "https://login.example:444/t?q=1", {}, ""});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->request_method, "POST");
  EXPECT_EQ(response->request_url, "https://proxy:8443/base/t?q=1");
  EXPECT_EQ(transport_->requests().back().headers.Get("Host"), "login.example:444");
}

TEST_F(TokenProxyTest, AsksForItsOtherNameInTls) {
  const struct {
    const char* proxy;
    const char* url;
    const char* connect_to;
  } kCases[] = {
      {"https://10.0.0.1", "https://binding.example/t", "binding.example:443:10.0.0.1:443"},
      {"https://[::1]:8443", "https://binding.example:8443/t", "binding.example:8443:[::1]:8443"},
  };
  environment_.Set(kSniName, "binding.example");
  for (const auto& test : kCases) {
    environment_.Set(kProxy, test.proxy);
    EXPECT_EQ(Sent("https://login.example/t").url, test.url);
    EXPECT_THAT(made_.back().connect_to, ElementsAre(test.connect_to));
  }
}

TEST_F(TokenProxyTest, TrustsTheSystemUnlessToldOtherwise) {
  environment_.Set(kProxy, "https://proxy");
  EXPECT_THAT(Configured(), IsOk());
  ASSERT_THAT(made_, SizeIs(1));
  EXPECT_EQ(made_[0].ca_pem, "");
  EXPECT_LT(made_[0].max_redirects, 0);
  EXPECT_THAT(made_[0].connect_to, IsEmpty());
}

TEST_F(TokenProxyTest, TrustsTheGoodCertificatesAmongTheData) {
  environment_.Set(kProxy, "https://proxy");
  environment_.Set(
      kCaData,
      absl::StrCat("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", certificate_));
  EXPECT_THAT(Configured(), IsOk());
  ASSERT_THAT(made_, SizeIs(1));
  EXPECT_EQ(made_[0].ca_pem, certificate_);
}

TEST_F(TokenProxyTest, FollowsTheCaFile) {
  environment_.Set(kProxy, "https://proxy");
  environment_.Set(kCaFile, "/ca");
  files_->Write("/ca", certificate_);
  const auto proxy = Configured().value();
  transport_->Always(Respond(200, ""));
  const auto send = [&] {
    return proxy->Send(Context::Background(), {"GET", "https://login.example/", {}, ""});
  };
  EXPECT_THAT(send(), IsOk());
  EXPECT_THAT(made_, SizeIs(1));
  files_->Write("/ca", "");  // about to be renewed
  EXPECT_THAT(send(), IsOk());
  EXPECT_THAT(made_, SizeIs(1));
  files_->Write("/ca", other_certificate_);
  EXPECT_THAT(send(), IsOk());
  ASSERT_THAT(made_, SizeIs(2));
  EXPECT_EQ(made_[1].ca_pem, other_certificate_);
  files_->Write("/ca", "junk");
  EXPECT_THAT(send(), StatusIs(absl::StatusCode::kUnavailable,
                               "parse CA file \"/ca\": no valid certificates found"));
  files_->Remove("/ca");
  EXPECT_THAT(send(), StatusIs(absl::StatusCode::kUnavailable,
                               "read CA file \"/ca\": open /ca: no such file or directory"));
  EXPECT_THAT(transport_->requests(), SizeIs(3));
}

TEST_F(TokenProxyTest, ErrorsNameNoUrl) {
  environment_.Set(kProxy, "https://proxy");
  const struct {
    const char* error;
    const char* text;
  } kCases[] = {
      {R"(Post "https://proxy/t": dial tcp 10.0.0.1:443: connect: connection refused)",
       "dial tcp 10.0.0.1:443: connect: connection refused"},
      {R"(Get "https://proxy/t": context canceled)", "context canceled"},
      {"some other error", "some other error"},
  };
  for (const auto& test : kCases) {
    transport_->Expect(Fail(absl::UnavailableError(test.error)));
    EXPECT_THAT(Configured().value()->Send(Context::Background(),
                                           {"GET", "https://login.example/", {}, ""}),
                StatusIs(absl::StatusCode::kUnavailable, test.text));
  }
}

}  // namespace
}  // namespace azure::identity::internal
