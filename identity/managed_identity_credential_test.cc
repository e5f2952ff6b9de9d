#include "identity/managed_identity_credential.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kToken[] = R"({"access_token":"tok","expires_on":"1800003600"})";

class ManagedIdentityCredentialTest : public ::testing::Test {
 protected:
  ManagedIdentityCredentialOptions Options(std::map<std::string, std::string> variables = {}) {
    ManagedIdentityCredentialOptions options;
    options.client.seams.clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
    options.client.seams.environment = std::make_shared<FakeEnvironment>(std::move(variables));
    options.client.seams.files = files_;
    options.client.seams.random = std::make_shared<FakeRandom>();
    options.client.logging.logger = std::make_shared<Logger>();
    options.client.transport = transport_;
    return options;
  }
  static absl::StatusOr<AccessToken> GetToken(ManagedIdentityCredentialOptions options) {
    auto credential = ManagedIdentityCredential::Create(std::move(options));
    if (!credential.ok()) return credential.status();
    return (*credential)
        ->GetToken(Context::Background(), {{"https://vault.azure.net/.default"}, "", "", false});
  }

  // The agent of Azure Arc is there, and challenges to read a file with this content.
  void ExpectArcChallenge(absl::string_view key) {
    files_->Write("/opt/azcmagent/bin/himds", "");
    files_->Write("/var/opt/azcmagent/tokens/x.key", std::string(key));
    transport_->Expect(
        Respond(401, "", {{"WWW-Authenticate", "Basic realm=/var/opt/azcmagent/tokens/x.key"}}));
  }

  std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
};

TEST_F(ManagedIdentityCredentialTest, GetsTheTokenOfAVirtualMachine) {
  transport_->Expect(Respond(200, kToken));
  const auto token = GetToken(Options());
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_THAT(transport_->requests()[0].url, StartsWith("http://169.254.169.254/"));
}

TEST_F(ManagedIdentityCredentialTest, GetsTheTokenOfAnArcServer) {
  ExpectArcChallenge("key");
  transport_->Expect(Respond(200, kToken));
  EXPECT_THAT(GetToken(Options()), IsOk());
}

TEST_F(ManagedIdentityCredentialTest, AnArcServersAgentMustConfirmTheIdentity) {
  ExpectArcChallenge("key");
  transport_->Expect(Respond(200, kToken));
  ManagedIdentityCredentialOptions options = Options();
  options.id = ManagedIdentityId::Client("c");
  EXPECT_THAT(GetToken(std::move(options)),
              StatusIs(absl::StatusCode::kUnavailable,
                       HasSubstr("ManagedIdentityCredential: azure arc did not confirm the "
                                 "requested user-assigned managed identity")));
}

TEST_F(ManagedIdentityCredentialTest, ChecksTheSettingsOfAServiceFabricCluster) {
  EXPECT_THAT(GetToken(Options({{"IDENTITY_ENDPOINT", "http://h/"},
                                {"IDENTITY_HEADER", "shh"},
                                {"IDENTITY_SERVER_THUMBPRINT", std::string(40, '0')}})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "managed identity endpoint for Service Fabric must use HTTPS"));
}

TEST_F(ManagedIdentityCredentialTest, AWrongArcKeyIsShownWithTheResponse) {
  ExpectArcChallenge("stale");
  transport_->Expect(Respond(401, R"({"error":"unauthorized_client"})"));
  EXPECT_THAT(GetToken(Options()),
              StatusIs(absl::StatusCode::kUnauthenticated,
                       AllOf(HasSubstr("RESPONSE 401"), HasSubstr("unauthorized_client"))));
}

TEST_F(ManagedIdentityCredentialTest, ChecksItsId) {
  ManagedIdentityCredentialOptions options = Options({{"MSI_ENDPOINT", "http://h/"}});
  options.id = ManagedIdentityId::Client("c");
  const absl::Status status = GetToken(std::move(options)).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "Cloud Shell doesn't support user-assigned managed identities"));
  EXPECT_EQ(GetErrorDetails(status), std::nullopt);
}

TEST_F(ManagedIdentityCredentialTest, SaysAsDataThatAMachineHasNoIdentity) {
  transport_->Expect(Respond(400, R"({"error":"invalid_request"})"));
  const absl::Status status = GetToken(Options()).status();
  EXPECT_TRUE(IsCredentialUnavailable(status));
  EXPECT_EQ(GetErrorDetails(status)->credential, "ManagedIdentityCredential");
}

TEST_F(ManagedIdentityCredentialTest, ACaptivePageLetsAChainGoOn) {
  transport_->Always(Respond(200, "<html>"));
  const auto credential = ManagedIdentityCredential::Create(Options()).value();
  const auto get = [&credential] {
    return credential->GetToken(Context::Background(), {{"s"}, "", "", false}).status();
  };
  EXPECT_FALSE(IsCredentialUnavailable(get()));
  credential->JoinChain();
  EXPECT_TRUE(IsCredentialUnavailable(get()));
}

TEST_F(ManagedIdentityCredentialTest, AServiceFabricClusterNeedsNoTrustedCertificate) {
  const TestCertificate certificate = MakeTestCertificate("cluster");
  TestServer server;
  server.Serve([&certificate](TestServer::Connection& connection) {
    if (!connection.StartTls(certificate.certificate, certificate.key)) return;
    connection.ReadRequest();
    connection.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", sizeof(kToken) - 1,
                                  "\r\n\r\n", kToken));
  });
  std::map<std::string, std::string> variables = {
      {"IDENTITY_ENDPOINT", absl::StrCat("https://", server.Address(), "/")},
      {"IDENTITY_HEADER", "shh"},
      {"IDENTITY_SERVER_THUMBPRINT", std::string(40, '0')}};
  ManagedIdentityCredentialOptions options = Options(variables);
  options.client.transport = nullptr;
  options.client.retry.max_retries = -1;
  EXPECT_THAT(
      GetToken(options),
      StatusIs(absl::StatusCode::kUnavailable,
               HasSubstr("/\": TLS certificate thumbprint from Service Fabric did not match "
                         "IDENTITY_SERVER_THUMBPRINT. To troubleshoot")));

  variables["IDENTITY_SERVER_THUMBPRINT"] = certificate.sha1;
  options.client.seams.environment = std::make_shared<FakeEnvironment>(variables);
  EXPECT_THAT(GetToken(options), IsOk());
}

}  // namespace
}  // namespace azure::identity
