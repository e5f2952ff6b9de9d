#include "identity/azure_cli_credential.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/developer_tools/tool_credential_fixture.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using AzureCLICredentialTest = ToolCredentialTest<AzureCLICredential, AzureCLICredentialOptions>;

TEST_F(AzureCLICredentialTest, GetsAToken) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expires_on":1768482000})", ""});
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), absl::FromUnixSeconds(1768482000));
  EXPECT_EQ(Command(), "az account get-access-token -o json --resource https://vault.azure.net");
  EXPECT_THAT(log_, ElementsAre("AzureCLICredential.GetToken() acquired a token for scope "
                                "\"https://vault.azure.net/.default\""));
}

TEST_F(AzureCLICredentialTest, PassesTenantAndSubscriptionOn) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expires_on":1})", ""});
  auto options = Options();
  options.tenant_id = "contoso";
  options.subscription = "My Sub_1.x";
  EXPECT_THAT(GetToken(std::move(options)), IsOk());
  EXPECT_EQ(Command(),
            "az account get-access-token -o json --resource https://vault.azure.net "
            "--tenant contoso --subscription \"My Sub_1.x\"");
}

TEST_F(AzureCLICredentialTest, RefusesWhatIsUnsafeOnACommandLine) {
  auto options = Options();
  options.subscription = "my $ub";
  EXPECT_THAT(AzureCLICredential::Create(std::move(options)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential: Subscription \"my $ub\" contains invalid characters. "
                       "If this is the name of a subscription, use its ID instead"));
  EXPECT_THAT(GetToken(Options(), {{"a;b"}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential.GetToken(): invalid scope \"a;b\""));
  options = Options();
  options.tenant_id = "a;b";
  EXPECT_FALSE(AzureCLICredential::Create(std::move(options)).ok());
  EXPECT_THAT(processes_->requests(), IsEmpty());
}

TEST_F(AzureCLICredentialTest, ClaimsNeedANewSignIn) {
  EXPECT_THAT(GetToken(Options(), {{kVaultScope}, "contoso", "{}", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential.GetToken(): Azure CLI requires multifactor "
                       "authentication or additional claims. Run this command then retry the "
                       "operation: az login --tenant contoso --claims-challenge e30="));
  EXPECT_THAT(processes_->requests(), IsEmpty());
}

TEST_F(AzureCLICredentialTest, ItsOutputIsNoErrorsText) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expiresOn":"x"})", ""});
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential: error parsing token expiration time \"x\": parsing "
                       "time \"x\" as \"2006-01-02 15:04:05.999999\": cannot parse \"x\" as "
                       "\"2006\""));
}

TEST_F(AzureCLICredentialTest, ShowsWhatTheToolSays) {
  EXPECT_EQ(Error("ERROR: Please run 'az login' to setup account.\n"),
            "AzureCLICredential: ERROR: Please run 'az login' to setup account. To troubleshoot, "
            "visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli");
}

TEST_F(AzureCLICredentialTest, AnEmptyTokenIsNone) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"","expires_on":1768482000})", ""});
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                   StartsWith("AzureCLICredential: the tool printed no token. ")));
}

}  // namespace
}  // namespace azure::identity
