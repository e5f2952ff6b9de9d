#include "identity/azure_powershell_credential.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/developer_tools/tool_credential_fixture.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kLink[] =
    ". To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-pwsh";

using AzurePowerShellCredentialTest =
    ToolCredentialTest<AzurePowerShellCredential, AzurePowerShellCredentialOptions>;

// The script of a command.
std::string ScriptOf(absl::string_view command) {
  EXPECT_TRUE(absl::ConsumePrefix(
      &command, "pwsh -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand "));
  std::string wide;
  EXPECT_TRUE(absl::Base64Unescape(command, &wide));
  std::string script;
  for (std::size_t i = 0; i + 1 < wide.size(); i += 2) {
    EXPECT_EQ(wide[i + 1], '\0');
    script.push_back(wide[i]);
  }
  return script;
}

TEST_F(AzurePowerShellCredentialTest, GetsAToken) {
  processes_->Expect(ProcessResult{0, 0, R"({"Token":"tok","ExpiresOn":1768482000})", ""});
  const auto token = GetToken(Options(), {{kVaultScope}, "contoso", "", false});
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), absl::FromUnixSeconds(1768482000));
  EXPECT_THAT(ScriptOf(Command()),
              AllOf(HasSubstr("ResourceUrl = 'https://vault.azure.net'"),
                    HasSubstr("$tenantId = 'contoso'"), HasSubstr("-MinimumVersion '2.2.0'")));
  EXPECT_THAT(log_, ElementsAre("AzurePowerShellCredential.GetToken() acquired a token for scope "
                                "\"https://vault.azure.net/.default\""));
}

TEST_F(AzurePowerShellCredentialTest, AnEmptyTokenIsNone) {
  for (const char* out : {"{}", "null", R"({"Token":"","ExpiresOn":1768482000})"}) {
    processes_->Expect(ProcessResult{0, 0, out, ""});
    EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                     absl::StrCat("AzurePowerShellCredential: the tool printed no "
                                                  "token",
                                                  kLink)))
        << out;
  }
}

TEST_F(AzurePowerShellCredentialTest, KnowsTheErrorsThatUsersCanMend) {
  EXPECT_EQ(Error("Write-Error: Az.Accounts module not found\n"),
            absl::StrCat("AzurePowerShellCredential: Az.Accounts module not found", kLink));
  EXPECT_EQ(Error("Get-AzAccessToken: Run Connect-AzAccount to login.\n"),
            absl::StrCat("AzurePowerShellCredential: Please run \"Connect-AzAccount\" to set up "
                         "an account",
                         kLink));
  EXPECT_EQ(Error("other\n"), absl::StrCat("AzurePowerShellCredential: other", kLink));
}

TEST_F(AzurePowerShellCredentialTest, ClaimsNeedANewSignIn) {
  EXPECT_THAT(GetToken(Options(), {{kVaultScope}, "contoso", "{}", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzurePowerShellCredential.GetToken(): Azure PowerShell requires "
                       "multifactor authentication or additional claims. Run this command then "
                       "retry the operation: Connect-AzAccount -TenantId 'contoso' "
                       "-ClaimsChallenge 'e30='"));
}

TEST_F(AzurePowerShellCredentialTest, RefusesWhatIsUnsafeInAScript) {
  EXPECT_THAT(GetToken(Options(), {{"a'b"}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzurePowerShellCredential.GetToken(): invalid scope \"a'b\""));
  EXPECT_THAT(GetToken(Options(), {{"a", "b"}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzurePowerShellCredential: GetToken() requires exactly one scope"));
  EXPECT_THAT(processes_->requests(), IsEmpty());
}

}  // namespace
}  // namespace azure::identity
