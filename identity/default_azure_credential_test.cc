#include "identity/default_azure_credential.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
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
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kImds[] = "http://169.254.169.254/";
constexpr char kNoEnvironment[] = "\n\tEnvironmentCredential: missing environment variable ";
constexpr char kNoWorkload[] =
    "\n\tWorkloadIdentityCredential: no client ID specified. Check pod configuration or set "
    "ClientID in the options";
constexpr char kNoTools[] =
    "\n\tAzureCLICredential: executable not found on path"
    "\n\tAzureDeveloperCLICredential: executable not found on path"
    "\n\tAzurePowerShellCredential: executable not found on path";

// A machine on which no tool is installed.
class NoPrograms final : public ProcessRunner {
 public:
  absl::StatusOr<ProcessResult> Run(const Context&, const ProcessRequest&) override {
    return ProcessResult{127, 0, "", "not found"};
  }
};

class DefaultAzureCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<DefaultAzureCredential>;

  void Set(const std::string& name, const std::string& value) {
    authority_.environment->Set(name, value);
  }
  void SetSecret() {
    Set("AZURE_TENANT_ID", "t");
    Set("AZURE_CLIENT_ID", "app");
    Set("AZURE_CLIENT_SECRET", "p@ss");
  }
  void SetTokenFile() {
    Set("AZURE_TENANT_ID", "t");
    Set("AZURE_CLIENT_ID", "app");
    Set("AZURE_FEDERATED_TOKEN_FILE", "/var/token");
    files_->Write("/var/token", "a.b.c");
  }
  DefaultAzureCredentialOptions Options() {
    DefaultAzureCredentialOptions options;
    options.client = authority_.Options();
    options.client.seams.files = files_;
    options.client.seams.processes = processes_;
    return options;
  }
  absl::StatusOr<Credential> Create() { return DefaultAzureCredential::Create(Options()); }
  static absl::StatusOr<AccessToken> GetToken(const absl::StatusOr<Credential>& credential,
                                              const std::string& tenant = "") {
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), {{"s"}, tenant, "", false});
  }
  absl::StatusOr<AccessToken> GetToken() { return GetToken(Create()); }
  std::string Error() { return std::string(GetToken().status().message()); }

  // The metadata service is asked for its presence, then for a token.
  void ExpectImds(FakeTransport::Answer presence) {
    authority_.transport->Expect(std::move(presence), UrlContains(kImds));
  }
  void ExpectNoImds() { ExpectImds(Fail(absl::UnavailableError("connection refused"))); }

  FakeAuthority authority_;
  const std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  const std::shared_ptr<ProcessRunner> processes_ = std::make_shared<NoPrograms>();
};

TEST_F(DefaultAzureCredentialTest, ListsAllSourcesInOrder) {
  const absl::StatusOr<Credential> credential = Create();
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
  ExpectImds(Hang(authority_.clock));
  const absl::Status status = GetToken(credential).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               absl::StrCat(
                                   "DefaultAzureCredential: failed to acquire a token.\n"
                                   "Attempted credentials:",
                                   kNoEnvironment, "AZURE_TENANT_ID", kNoWorkload,
                                   "\n\tManagedIdentityCredential: managed identity timed out. See "
                                   "https://aka.ms/azsdk/go/identity/troubleshoot#dac for more "
                                   "information",
                                   kNoTools)));
  const auto details = GetErrorDetails(status);
  EXPECT_EQ(details->kind, ErrorKind::kCredentialUnavailable);
  ASSERT_THAT(details->children, SizeIs(6));
  for (const ErrorDetails& child : details->children) {
    EXPECT_EQ(child.kind, ErrorKind::kCredentialUnavailable);
  }
  EXPECT_EQ(details->children[1].credential, "WorkloadIdentityCredential");
  EXPECT_EQ(FormatError(*details, ErrorLayout::kAzidentity), status.message());
}

TEST_F(DefaultAzureCredentialTest, LogsWhichSourcesItCouldNotMake) {
  Set("AZURE_TOKEN_CREDENTIALS", "prod");
  ASSERT_THAT(Create(), IsOk());
  EXPECT_THAT(authority_.log,
              ElementsAre("ManagedIdentityCredential will use IMDS managed identity",
                          absl::StrCat("NewDefaultAzureCredential failed to initialize some "
                                       "credentials:",
                                       kNoEnvironment, "AZURE_TENANT_ID", kNoWorkload)));
}

TEST_F(DefaultAzureCredentialTest, TheEnvironmentComesFirst) {
  SetTokenFile();
  SetSecret();
  const absl::StatusOr<Credential> credential = Create();
  EXPECT_EQ(authority_.log[0],
            "EnvironmentCredential will authenticate with ClientSecretCredential");
  authority_.log.clear();
  ASSERT_THAT(GetToken(credential), IsOk());
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.Count(kToken), 1);
  EXPECT_THAT(authority_.log,
              ElementsAre("ClientSecretCredential.GetToken() acquired a token for scope \"s\"",
                          "DefaultAzureCredential authenticated with EnvironmentCredential",
                          "ClientSecretCredential.GetToken() acquired a token for scope \"s\""));
}

TEST_F(DefaultAzureCredentialTest, ARefusalOfTheEnvironmentsCredentialEndsTheChain) {
  SetSecret();
  authority_.transport->Expect(Respond(401, "{}"), UrlContains(kToken));
  const absl::Status status = GetToken().status();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       AllOf(StartsWith("DefaultAzureCredential: failed to acquire a token.\n"
                                        "Attempted credentials:\n"
                                        "\tClientSecretCredential authentication failed. \n"
                                        "\t\tPOST "),
                             EndsWith("troubleshoot#client-secret"))));
  EXPECT_THAT(GetErrorDetails(status)->children, SizeIs(1));
}

TEST_F(DefaultAzureCredentialTest, OnceItWorkedErrorsAreTheSourcesOwn) {
  SetSecret();
  const absl::StatusOr<Credential> credential = Create();
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_THAT((*credential)->GetToken(Context::Background(), {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "ClientSecretCredential.GetToken() requires at least one scope"));
}

TEST_F(DefaultAzureCredentialTest, WorkloadIdentityComesNext) {
  SetTokenFile();
  const absl::StatusOr<Credential> credential = Create();
  EXPECT_THAT(authority_.log.back(),
              AllOf(HasSubstr("EnvironmentCredential: incomplete environment variable"),
                    Not(HasSubstr("WorkloadIdentityCredential"))));
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.log.back(),
            "DefaultAzureCredential authenticated with WorkloadIdentityCredential");
}

TEST_F(DefaultAzureCredentialTest, TheTenantOptionIsForWorkloadIdentity) {
  SetTokenFile();
  DefaultAzureCredentialOptions options = Options();
  options.tenant_id = "tenant";
  authority_.transport->Expect(
      Respond(200, internal::OpenIdConfigurationBody("login.microsoftonline.com", "tenant")),
      UrlContains(internal::kConfiguration));
  ASSERT_THAT(GetToken(DefaultAzureCredential::Create(std::move(options))), IsOk());
  EXPECT_EQ(authority_.Count("/tenant/oauth2/v2.0/token"), 1);
}

TEST_F(DefaultAzureCredentialTest, ATokenFileThatIsGoneEndsTheChain) {
  SetTokenFile();
  files_->Remove("/var/token");
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kNotFound,
                       HasSubstr("\n\tWorkloadIdentityCredential: open /var/token: no such file")));
}

TEST_F(DefaultAzureCredentialTest, AManagedIdentityIsProbedAtFirst) {
  ExpectImds(Respond(400, ""));
  ExpectImds(Respond(200, internal::TokenBody("mi")));
  const absl::StatusOr<Credential> credential = Create();
  const auto token = GetToken(credential);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "mi");
  EXPECT_THAT(GetToken(credential), IsOk());
  const auto requests = authority_.transport->requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].headers.Find("Metadata"), nullptr);
  EXPECT_EQ(authority_.log[authority_.log.size() - 2],
            "DefaultAzureCredential authenticated with ManagedIdentityCredential");
}

TEST_F(DefaultAzureCredentialTest, WithoutAnAnswerTheProbeIsRepeatedAndTheChainGoesOn) {
  const absl::StatusOr<Credential> credential = Create();
  for (int i = 0; i < 2; ++i) {
    ExpectNoImds();
    EXPECT_THAT(GetToken(credential),
                StatusIs(absl::StatusCode::kFailedPrecondition,
                         AllOf(HasSubstr("ManagedIdentityCredential: connection refused"),
                               EndsWith(kNoTools))));
  }
}

TEST_F(DefaultAzureCredentialTest, ARefusalOfAManagedIdentityEndsTheChain) {
  ExpectImds(Respond(400, ""));
  ExpectImds(Respond(403, "no"));
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnauthenticated, EndsWith("troubleshoot#managed-id")));
}

TEST_F(DefaultAzureCredentialTest, AManagedIdentityAloneIsNotProbed) {
  Set("AZURE_TOKEN_CREDENTIALS", "managedidentitycredential");
  ExpectImds(Respond(200, internal::TokenBody("mi")));
  EXPECT_THAT(GetToken(), IsOk());
  EXPECT_THAT(authority_.transport->requests(), SizeIs(1));
}

TEST_F(DefaultAzureCredentialTest, AManagedIdentityAloneIsStillOfAChain) {
  Set("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
  ExpectImds(Respond(200, "<html>"));
  EXPECT_TRUE(IsCredentialUnavailable(GetToken().status()));
}

TEST_F(DefaultAzureCredentialTest, TheClientIdNamesAManagedIdentity) {
  Set("AZURE_TOKEN_CREDENTIALS", "prod");
  Set("AZURE_CLIENT_ID", "c1");
  ExpectImds(Respond(400, ""));
  ExpectImds(Respond(200, internal::TokenBody("mi")));
  EXPECT_THAT(GetToken(), IsOk());
  EXPECT_THAT(authority_.transport->requests().back().url, HasSubstr("client_id=c1"));
  EXPECT_EQ(authority_.log[0],
            "ManagedIdentityCredential will use IMDS managed identity with client ID \"c1\"");
}

TEST_F(DefaultAzureCredentialTest, AnEmptyClientIdIsNone) {
  Set("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential");
  Set("AZURE_CLIENT_ID", "");
  EXPECT_EQ(Error(),
            "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n"
            "\tManagedIdentityCredential: empty managedidentity.UserAssignedClientID");
}

TEST_F(DefaultAzureCredentialTest, TheVariableSelectsSources) {
  const std::string start =
      "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:";
  Set("AZURE_TOKEN_CREDENTIALS", "dev");
  EXPECT_EQ(Error(), absl::StrCat(start, kNoTools));
  Set("AZURE_TOKEN_CREDENTIALS", "prod");
  ExpectNoImds();
  EXPECT_EQ(Error(), absl::StrCat(start, kNoEnvironment, "AZURE_TENANT_ID", kNoWorkload,
                                  "\n\tManagedIdentityCredential: connection refused"));
  Set("AZURE_TOKEN_CREDENTIALS", "environmentcredential");
  EXPECT_EQ(Error(), absl::StrCat(start, kNoEnvironment, "AZURE_TENANT_ID"));
  Set("AZURE_TOKEN_CREDENTIALS", "WorkloadIdentityCredential");
  EXPECT_EQ(Error(), absl::StrCat(start, kNoWorkload));
  for (const char* tool :
       {"AzureCLICredential", "AzureDeveloperCLICredential", "AzurePowerShellCredential"}) {
    Set("AZURE_TOKEN_CREDENTIALS", tool);
    EXPECT_EQ(Error(), absl::StrCat(start, "\n\t", tool, ": executable not found on path"));
  }
}

TEST_F(DefaultAzureCredentialTest, TheVariableIsChecked) {
  Set("AZURE_TOKEN_CREDENTIALS", "PROD");
  const absl::Status wrong = Create().status();
  EXPECT_THAT(wrong, StatusIs(absl::StatusCode::kInvalidArgument,
                              StartsWith("invalid AZURE_TOKEN_CREDENTIALS value \"PROD\". ")));
  EXPECT_EQ(GetErrorDetails(wrong), std::nullopt);

  authority_.environment->Unset("AZURE_TOKEN_CREDENTIALS");
  DefaultAzureCredentialOptions options = Options();
  options.require_azure_token_credentials = true;
  EXPECT_THAT(DefaultAzureCredential::Create(std::move(options)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith("AZURE_TOKEN_CREDENTIALS must be set when ")));
}

TEST_F(DefaultAzureCredentialTest, OtherTenantsComeFromTheVariableOrTheOption) {
  Set("AZURE_TOKEN_CREDENTIALS", "prod");
  Set("AZURE_ADDITIONALLY_ALLOWED_TENANTS", "x;other");
  SetTokenFile();
  EXPECT_THAT(GetToken(Create(), "other"), IsOk());
  SetSecret();
  EXPECT_THAT(GetToken(Create(), "other"), IsOk());

  DefaultAzureCredentialOptions options = Options();
  options.additionally_allowed_tenants = {"third"};
  const auto credential = DefaultAzureCredential::Create(std::move(options));
  EXPECT_THAT(GetToken(credential, "other"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(GetToken(credential, "third"), IsOk());
}

TEST_F(DefaultAzureCredentialTest, MayTrustItsAuthority) {
  for (const bool secret : {false, true}) {
    secret ? SetSecret() : SetTokenFile();
    DefaultAzureCredentialOptions options = Options();
    options.disable_instance_discovery = true;
    EXPECT_THAT(GetToken(DefaultAzureCredential::Create(std::move(options))), IsOk());
  }
  EXPECT_EQ(authority_.Count(internal::kDiscovery), 0);
}

}  // namespace
}  // namespace azure::identity
