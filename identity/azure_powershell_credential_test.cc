#include "identity/azure_powershell_credential.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kScope[] = "https://vault.azure.net/.default";

constexpr char kLink[] =
    ". To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-pwsh";

class AzurePowerShellCredentialTest : public ::testing::Test {
 protected:
  AzurePowerShellCredentialOptions Options() {
    AzurePowerShellCredentialOptions options;
    options.client.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) { log_.emplace_back(message); });
    options.client.seams.clock = clock_;
    options.client.seams.environment = std::make_shared<FakeEnvironment>();
    options.client.seams.processes = processes_;
    return options;
  }
  absl::StatusOr<AccessToken> GetToken(AzurePowerShellCredentialOptions options,
                                       const TokenRequestOptions& request = {
                                           {kScope}, "", "", false}) {
    const auto credential = AzurePowerShellCredential::Create(std::move(options));
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), request);
  }
  absl::StatusOr<AccessToken> GetToken() { return GetToken(Options()); }
  std::string Error(const std::string& err) {
    processes_->Expect(ProcessResult{1, 0, "", err});
    return std::string(GetToken().status().message());
  }
  // The last command.
  std::string Command() { return processes_->requests().back().argv.back(); }

  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<FakeProcessRunner> processes_ = std::make_shared<FakeProcessRunner>();
  std::vector<std::string> log_;
};

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
  const auto token = GetToken(Options(), {{kScope}, "contoso", "", false});
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), absl::FromUnixSeconds(1768482000));
  EXPECT_THAT(ScriptOf(Command()),
              AllOf(HasSubstr("ResourceUrl = 'https://vault.azure.net'"),
                    HasSubstr("$tenantId = 'contoso'"), HasSubstr("-MinimumVersion '2.2.0'")));
  EXPECT_THAT(log_, ElementsAre("AzurePowerShellCredential.GetToken() acquired a token for scope "
                                "\"https://vault.azure.net/.default\""));
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
  EXPECT_THAT(GetToken(Options(), {{kScope}, "contoso", "{}", false}),
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
