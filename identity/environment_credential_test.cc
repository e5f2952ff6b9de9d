#include "identity/environment_credential.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kToken;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string File(const std::string& name) {
  std::ifstream file("identity/testdata/certificates/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

class EnvironmentCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<EnvironmentCredential>;

  EnvironmentCredentialTest() {
    Set("AZURE_TENANT_ID", "t");
    Set("AZURE_CLIENT_ID", "app");
  }
  void Set(const std::string& name, const std::string& value) {
    authority_.environment->Set(name, value);
  }
  EnvironmentCredentialOptions Options() {
    EnvironmentCredentialOptions options;
    options.client = authority_.Options();
    options.client.seams.files = files_;
    return options;
  }
  absl::Status Error() { return EnvironmentCredential::Create(Options()).status(); }
  absl::StatusOr<AccessToken> GetToken(const std::string& tenant = "") {
    const absl::StatusOr<Credential> credential = EnvironmentCredential::Create(Options());
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), {{"s"}, tenant, "", false});
  }
  // The header of the client assertion that was sent.
  std::string AssertionHeader() const {
    const std::string body = authority_.transport->requests().back().body;
    const std::vector<std::string> parts = absl::StrSplit(body, "client_assertion=");
    EXPECT_EQ(parts.size(), 2) << body;
    std::string header;
    const std::vector<std::string> jwt = absl::StrSplit(parts.back(), '.');
    EXPECT_TRUE(absl::WebSafeBase64Unescape(jwt[0], &header));
    return header;
  }

  FakeAuthority authority_;
  const std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
};

TEST_F(EnvironmentCredentialTest, SaysWhatIsMissingInOrder) {
  const auto error = [this] {
    const absl::Status status = Error();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(GetErrorDetails(status), std::nullopt);
    return std::string(status.message());
  };
  Set("AZURE_TENANT_ID", "");
  authority_.environment->Unset("AZURE_CLIENT_ID");
  EXPECT_EQ(error(), "missing environment variable AZURE_TENANT_ID");
  Set("AZURE_TENANT_ID", "t");
  EXPECT_EQ(error(), "missing environment variable AZURE_CLIENT_ID");
  Set("AZURE_CLIENT_ID", "app");
  EXPECT_EQ(error(),
            "incomplete environment variable configuration. Only AZURE_TENANT_ID and "
            "AZURE_CLIENT_ID are set");
  Set("AZURE_PASSWORD", "p");
  EXPECT_THAT(error(), StartsWith("incomplete environment variable configuration"));
  Set("AZURE_PASSWORD", "");
  Set("AZURE_USERNAME", "a@b.c");
  EXPECT_EQ(error(), "no value for AZURE_PASSWORD");
  EXPECT_THAT(authority_.log, IsEmpty());
}

TEST_F(EnvironmentCredentialTest, ASecretComesFirst) {
  Set("AZURE_CLIENT_SECRET", "p@ss");
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/nope");
  Set("AZURE_USERNAME", "a@b.c");
  ASSERT_THAT(GetToken(), IsOk());
  EXPECT_EQ(authority_.transport->requests().back().body,
            "client_id=app&client_secret=p%40ss&grant_type=client_credentials&"
            "scope=s+openid+offline_access+profile");
  EXPECT_THAT(authority_.log,
              ElementsAre("EnvironmentCredential will authenticate with ClientSecretCredential",
                          "ClientSecretCredential.GetToken() acquired a token for scope \"s\""));
}

TEST_F(EnvironmentCredentialTest, ErrorsAreThoseOfTheCredentialWithin) {
  Set("AZURE_CLIENT_SECRET", "p@ss");
  authority_.transport->Expect(Respond(401, "{}"), UrlContains(kToken));
  const absl::Status status = GetToken().status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               StartsWith("ClientSecretCredential authentication failed. \n")));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("p@ss")));
}

TEST_F(EnvironmentCredentialTest, LogsWhatItWillDoBeforeThatFails) {
  Set("AZURE_TENANT_ID", "a b");
  Set("AZURE_CLIENT_SECRET", "p@ss");
  EXPECT_THAT(Error(),
              StatusIs(absl::StatusCode::kInvalidArgument, StartsWith("invalid tenantID")));
  EXPECT_THAT(authority_.log,
              ElementsAre("EnvironmentCredential will authenticate with ClientSecretCredential"));
}

TEST_F(EnvironmentCredentialTest, ACertificateComesNext) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pem");
  Set("AZURE_USERNAME", "a@b.c");
  Set("AZURE_PASSWORD", "p");
  files_->Write("/c.pem", absl::StrCat(File("leaf.pem"), File("key_pkcs8.pem")));
  ASSERT_THAT(GetToken(), IsOk());
  EXPECT_THAT(AssertionHeader(), Not(HasSubstr("\"x5c\"")));
  EXPECT_THAT(authority_.log[0],
              "EnvironmentCredential will authenticate with ClientCertificateCredential");
}

TEST_F(EnvironmentCredentialTest, MaySendAllCertificates) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pem");
  files_->Write("/c.pem", absl::StrCat(File("leaf.pem"), File("key_pkcs8.pem")));
  for (const char* yes : {"1", "true", "TRUE"}) {
    Set("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", yes);
    ASSERT_THAT(GetToken(), IsOk());
    EXPECT_THAT(AssertionHeader(), HasSubstr("\"x5c\"")) << yes;
  }
  for (const char* no : {"", "0", "yes", "true "}) {
    Set("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", no);
    ASSERT_THAT(GetToken(), IsOk());
    EXPECT_THAT(AssertionHeader(), Not(HasSubstr("\"x5c\""))) << no;
  }
}

TEST_F(EnvironmentCredentialTest, SaysWhyTheFileCannotBeRead) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/no\"pe.pem");
  EXPECT_THAT(Error(), StatusIs(absl::StatusCode::kNotFound,
                                "failed to read certificate file \"/no\"pe.pem\": open "
                                "/no\"pe.pem: no such file or directory"));
  files_->Fail("/no\"pe.pem", EACCES);
  EXPECT_THAT(Error(), StatusIs(absl::StatusCode::kPermissionDenied,
                                "failed to read certificate file \"/no\"pe.pem\": open "
                                "/no\"pe.pem: permission denied"));
  EXPECT_THAT(authority_.log[0],
              "EnvironmentCredential will authenticate with ClientCertificateCredential");
}

TEST_F(EnvironmentCredentialTest, SaysWhyTheFileCannotBeParsed) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/c\"d.pem");
  files_->Write("/c\"d.pem", File("leaf.pem"));
  EXPECT_THAT(
      Error(),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "failed to parse \"/c\\\"d.pem\" due to error \"found no private key\". This may be "
               "due to a limitation of this module's certificate loader. Consider calling "
               "NewClientCertificateCredential instead"));
}

TEST_F(EnvironmentCredentialTest, TheFileMayHaveAPassword) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pfx");
  files_->Write("/c.pfx", File("modern.pfx"));
  Set("AZURE_CLIENT_CERTIFICATE_PASSWORD", "wrong");
  EXPECT_THAT(Error().message(), HasSubstr("\"pkcs12: decryption password incorrect\""));
  EXPECT_THAT(Error().message(), Not(HasSubstr("wrong")));
  Set("AZURE_CLIENT_CERTIFICATE_PASSWORD", "correct horse");
  EXPECT_THAT(Error(), IsOk());
}

TEST_F(EnvironmentCredentialTest, ALargeFileIsNoCertificate) {
  Set("AZURE_CLIENT_CERTIFICATE_PATH", "/c.pem");
  files_->Write("/c.pem", std::string((1 << 20) + 1, 'x'));
  EXPECT_THAT(Error(), StatusIs(absl::StatusCode::kResourceExhausted,
                                StartsWith("failed to read certificate file \"/c.pem\": ")));
}

TEST_F(EnvironmentCredentialTest, AUserComesLast) {
  Set("AZURE_USERNAME", "a@b.c");
  Set("AZURE_PASSWORD", "p@ss");
  authority_.transport->Expect(
      Respond(200, R"({"account_type":"Managed","domain_name":"d","cloud_instance_name":"c",)"
                   R"("cloud_audience_urn":"u"})"),
      UrlContains("/UserRealm/"));
  authority_.transport->Expect(Respond(200, internal::UserTokenBody()), UrlContains(kToken));
  ASSERT_THAT(GetToken(), IsOk());
  EXPECT_THAT(authority_.transport->requests().back().body,
              HasSubstr("grant_type=password&password=p%40ss&"));
  EXPECT_THAT(authority_.log[0],
              "EnvironmentCredential will authenticate with UsernamePasswordCredential");
}

TEST_F(EnvironmentCredentialTest, OtherTenantsComeFromTheVariableOrTheOption) {
  Set("AZURE_CLIENT_SECRET", "p@ss");
  EXPECT_THAT(GetToken("other"), StatusIs(absl::StatusCode::kInvalidArgument,
                                          StartsWith("ClientSecretCredential isn't configured")));
  Set("AZURE_ADDITIONALLY_ALLOWED_TENANTS", "x;other");
  EXPECT_THAT(GetToken("other"), IsOk());

  EnvironmentCredentialOptions options = Options();
  options.additionally_allowed_tenants = {"third"};
  const Credential credential = EnvironmentCredential::Create(std::move(options)).value();
  EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "other", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "third", "", false}), IsOk());
}

TEST_F(EnvironmentCredentialTest, MayTrustItsAuthority) {
  Set("AZURE_CLIENT_SECRET", "p@ss");
  EnvironmentCredentialOptions options = Options();
  options.disable_instance_discovery = true;
  const Credential credential = EnvironmentCredential::Create(std::move(options)).value();
  EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
  EXPECT_EQ(authority_.Count(internal::kDiscovery), 0);
}

}  // namespace
}  // namespace azure::identity
