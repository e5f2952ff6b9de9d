#include "identity/workload_identity_credential.h"

#include <cerrno>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kToken;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kLink[] =
    "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#workload";

class WorkloadIdentityCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<WorkloadIdentityCredential>;

  WorkloadIdentityCredentialTest() {
    authority_.environment->Set("AZURE_CLIENT_ID", "app");
    authority_.environment->Set("AZURE_TENANT_ID", "t");
    authority_.environment->Set("AZURE_FEDERATED_TOKEN_FILE", "/var/token");
    files_->Write("/var/token", "a.b.c\n");
  }
  WorkloadIdentityCredentialOptions Options() {
    WorkloadIdentityCredentialOptions options;
    options.client = authority_.Options();
    options.client.seams.files = files_;
    return options;
  }
  absl::StatusOr<Credential> Create() { return WorkloadIdentityCredential::Create(Options()); }
  static absl::StatusOr<AccessToken> GetToken(const Credential& credential) {
    return credential->GetToken(Context::Background(), {{"s"}, "", "", false});
  }
  std::string LastBody() const { return authority_.transport->requests().back().body; }

  FakeAuthority authority_;
  const std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
};

TEST_F(WorkloadIdentityCredentialTest, SendsTheFilesContentAsItIs) {
  const Credential credential = Create().value();
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.transport->requests().back().url,
            "https://login.microsoftonline.com/t/oauth2/v2.0/token");
  EXPECT_EQ(LastBody(),
            "client_assertion=a.b.c%0A&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-"
            "assertion-type%3Ajwt-bearer&client_id=app&client_info=1&grant_type=client_credentials"
            "&scope=s+openid+offline_access+profile");
  EXPECT_THAT(authority_.log,
              ::testing::ElementsAre(
                  "WorkloadIdentityCredential.GetToken() acquired a token for scope \"s\""));
}

TEST_F(WorkloadIdentityCredentialTest, OptionsComeBeforeTheEnvironment) {
  files_->Write("/other", "other");
  WorkloadIdentityCredentialOptions options = Options();
  options.client_id = "client";
  options.tenant_id = "tenant";
  options.token_file_path = "/other";
  const Credential credential = WorkloadIdentityCredential::Create(std::move(options)).value();
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_THAT(LastBody(), HasSubstr("client_assertion=other&"));
  EXPECT_THAT(LastBody(), HasSubstr("client_id=client&"));
  EXPECT_THAT(authority_.transport->requests().at(1).url,
              HasSubstr("/tenant/v2.0/.well-known/openid-configuration"));
}

TEST_F(WorkloadIdentityCredentialTest, ChecksItsSettingsInOrder) {
  const auto refuses = [this](const char* text) {
    EXPECT_THAT(Create(), StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(text)));
  };
  FakeEnvironment& environment = *authority_.environment;
  for (const char* name : {"AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_TENANT_ID"}) {
    environment.Unset(name);
  }
  refuses("no client ID specified. Check pod configuration or set ClientID in the options");
  environment.Set("AZURE_CLIENT_ID", "app");
  refuses("no token file specified. Check pod configuration or set TokenFilePath in the options");
  environment.Set("AZURE_FEDERATED_TOKEN_FILE", "/var/token");
  refuses("no tenant ID specified. Check pod configuration or set TenantID in the options");
  environment.Set("AZURE_TENANT_ID", "a b");
  refuses("invalid tenantID. You can locate your tenantID by");
  environment.Set("AZURE_TENANT_ID", "t");
  environment.Set("AZURE_AUTHORITY_HOST", "http://insecure");
  refuses("cannot use an authority host without https");
}

TEST_F(WorkloadIdentityCredentialTest, AnEmptyVariableCountsAsNone) {
  authority_.environment->Set("AZURE_TENANT_ID", "");
  EXPECT_THAT(Create(), StatusIs(absl::StatusCode::kInvalidArgument,
                                 "no tenant ID specified. Check pod configuration or set TenantID "
                                 "in the options"));
}

TEST_F(WorkloadIdentityCredentialTest, NamesTheFileThatItCannotRead) {
  files_->Remove("/var/token");
  const Credential credential = Create().value();
  EXPECT_THAT(GetToken(credential),
              StatusIs(absl::StatusCode::kNotFound,
                       absl::StrCat("WorkloadIdentityCredential: open /var/token: no such file or "
                                    "directory. ",
                                    kLink)));
  files_->Fail("/var/token", EACCES);
  EXPECT_THAT(GetToken(credential),
              StatusIs(absl::StatusCode::kPermissionDenied,
                       absl::StrCat("WorkloadIdentityCredential: open /var/token: permission "
                                    "denied. ",
                                    kLink)));
  EXPECT_EQ(authority_.Count(kToken), 0);
  files_->Write("/var/token", "back");
  EXPECT_THAT(GetToken(credential), IsOk());
}

TEST_F(WorkloadIdentityCredentialTest, ReadsTheFileAgainAfterAFailure) {
  files_->Write("/var/token", "");
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_client"})"), UrlContains(kToken));
  const Credential credential = Create().value();
  EXPECT_FALSE(GetToken(credential).ok());
  files_->Write("/var/token", "a.b.c");
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_THAT(LastBody(), HasSubstr("client_assertion=a.b.c&"));
}

TEST_F(WorkloadIdentityCredentialTest, ReadsTheFileAgainForALaterToken) {
  const Credential credential = Create().value();
  ASSERT_THAT(GetToken(credential), IsOk());
  files_->Write("/var/token", "renewed");
  authority_.clock->Advance(absl::Hours(2));
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_THAT(LastBody(), StartsWith("client_assertion=renewed&"));
}

TEST_F(WorkloadIdentityCredentialTest, ShowsTheAuthoritysRefusalAndNoToken) {
  authority_.transport->Expect(
      Respond(401, R"({"error":"invalid_client","error_description":"AADSTS700213"})"),
      UrlContains(kToken));
  const auto token = GetToken(Create().value());
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              StartsWith("WorkloadIdentityCredential authentication failed. \n")));
  EXPECT_THAT(std::string(token.status().message()), ::testing::EndsWith(kLink));
  EXPECT_THAT(token.status().ToString(), ::testing::Not(HasSubstr("a.b.c")));
}

TEST_F(WorkloadIdentityCredentialTest, LooksAtTheProxysVariablesOnlyIfItIsWanted) {
  authority_.environment->Set("AZURE_KUBERNETES_SNI_NAME", "proxy");
  EXPECT_THAT(GetToken(Create().value()), IsOk());
  WorkloadIdentityCredentialOptions options = Options();
  options.enable_azure_proxy = true;
  EXPECT_THAT(WorkloadIdentityCredential::Create(std::move(options)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AZURE_KUBERNETES_TOKEN_PROXY is not set but other custom endpoint-related "
                       "environment variables are present"));
}

TEST_F(WorkloadIdentityCredentialTest, WithoutAProxyAsksTheAuthority) {
  WorkloadIdentityCredentialOptions options = Options();
  options.enable_azure_proxy = true;
  EXPECT_THAT(GetToken(WorkloadIdentityCredential::Create(std::move(options)).value()), IsOk());
}

TEST_F(WorkloadIdentityCredentialTest, AsksARealProxyUnderAnotherName) {
  const TestCertificate certificate = MakeTestCertificate("binding.example");
  std::mutex mutex;
  std::vector<std::string> requests;
  TestServer server;
  server.Serve([&](TestServer::Connection& connection) {
    if (!connection.StartTls(certificate.certificate, certificate.key)) return;
    for (;;) {
      const std::string request = connection.ReadRequest();
      if (request.empty()) return;
      const std::string body =
          absl::StrContains(request, "/instance") ? internal::kInstanceDiscoveryBody
          : absl::StrContains(request, "/openid") ? internal::OpenIdConfigurationBody()
                                                  : internal::TokenBody("proxied");
      {
        const std::lock_guard<std::mutex> lock(mutex);
        requests.push_back(request);
      }
      connection.Write(
          absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", body.size(), "\r\n\r\n", body));
    }
  });
  authority_.environment->Set("AZURE_KUBERNETES_TOKEN_PROXY",
                              absl::StrCat("https://", server.Address(), "/base"));
  authority_.environment->Set("AZURE_KUBERNETES_SNI_NAME", "binding.example");
  authority_.environment->Set("AZURE_KUBERNETES_CA_DATA", certificate.certificate);
  WorkloadIdentityCredentialOptions options = Options();
  options.enable_azure_proxy = true;
  const auto token = GetToken(WorkloadIdentityCredential::Create(std::move(options)).value());
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "proxied");
  const std::lock_guard<std::mutex> lock(mutex);
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_THAT(requests[0], StartsWith("GET /base/common/discovery/instance?api-version=1.1&"));
  EXPECT_THAT(requests[1], StartsWith("GET /base/t/v2.0/.well-known/openid-configuration HTTP"));
  EXPECT_THAT(requests[2], StartsWith("POST /base/t/oauth2/v2.0/token HTTP"));
  for (const std::string& request : requests) {
    EXPECT_THAT(request, HasSubstr("\r\nHost: login.microsoftonline.com\r\n"));
  }
  EXPECT_THAT(requests[2], HasSubstr("client_assertion=a.b.c%0A&"));
}

}  // namespace
}  // namespace azure::identity
