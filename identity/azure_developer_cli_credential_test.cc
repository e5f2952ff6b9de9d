#include "identity/azure_developer_cli_credential.h"

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

constexpr char kLink[] =
    ". To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#azd";

using AzureDeveloperCLICredentialTest =
    ToolCredentialTest<AzureDeveloperCLICredential, AzureDeveloperCLICredentialOptions>;

TEST_F(AzureDeveloperCLICredentialTest, GetsATokenForAllScopes) {
  processes_->Expect(
      ProcessResult{0, 0, R"({"token":"tok","expiresOn":"2026-01-15T13:00:00Z"})", ""});
  const auto token = GetToken(Options(), {{"a/.default", "b"}, "contoso", R"({"x":1})", false});
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), absl::FromUnixSeconds(1768482000));
  EXPECT_EQ(Command(),
            "azd auth token -o json --no-prompt --scope a/.default --scope b --tenant-id contoso "
            "--claims eyJ4IjoxfQ==");
  EXPECT_THAT(log_, ElementsAre("AzureDeveloperCLICredential.GetToken() acquired a token for "
                                "scope \"a/.default, b\""));
}

TEST_F(AzureDeveloperCLICredentialTest, ReadsTheErrorsOfAllVersions) {
  const std::string old =
      R"({"type":"consoleMessage","data":{"message":"\nERROR: not logged in\n"}})";
  EXPECT_EQ(Error(old + "\n" + R"({"data":{"message":"Suggestion: x"}})" + "\n"),
            absl::StrCat("AzureDeveloperCLICredential: ERROR: not logged in", kLink));
  EXPECT_EQ(Error(R"({"data":{"message":"\n"}})"
                  "\n"
                  R"({"error":"fetching token: no","message":"m"})"),
            absl::StrCat("AzureDeveloperCLICredential: fetching token: no", kLink));
  EXPECT_EQ(Error(old + "\n" + R"({"error":"later"})"),
            absl::StrCat("AzureDeveloperCLICredential: later", kLink));
  EXPECT_EQ(Error("plain\ntext\n"),
            absl::StrCat("AzureDeveloperCLICredential: plain\ntext", kLink));
  EXPECT_EQ(Error("[1]\n3\n{\"data\":5}\n"),
            absl::StrCat("AzureDeveloperCLICredential: [1]\n3\n{\"data\":5}", kLink));
}

TEST_F(AzureDeveloperCLICredentialTest, WithClaimsAnyFailureNeedsANewSignIn) {
  processes_->Expect(ProcessResult{127, 0, "", ""});
  EXPECT_THAT(GetToken(Options(), {{kVaultScope}, "contoso", "{}", false}),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("AzureDeveloperCLICredential: Azure Developer CLI requires "
                                    "multifactor authentication or additional claims. Run this "
                                    "command then retry the operation: azd auth token -o json "
                                    "--no-prompt --scope https://vault.azure.net/.default "
                                    "--tenant-id contoso",
                                    kLink)));
}

TEST_F(AzureDeveloperCLICredentialTest, SaysWhenTheToolIsTooOldForClaims) {
  EXPECT_EQ(Error("ERROR: unknown flag: --claims\n"),
            absl::StrCat("AzureDeveloperCLICredential: Azure Developer CLI requires multifactor "
                         "authentication or additional claims, however the installed version "
                         "doesn't support this. Upgrade to version 1.18.1 or later",
                         kLink));
}

TEST_F(AzureDeveloperCLICredentialTest, NeedsAScopeAndADate) {
  EXPECT_THAT(GetToken(Options(), {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureDeveloperCLICredential: GetToken() requires at least one scope"));
  EXPECT_THAT(processes_->requests(), IsEmpty());
  processes_->Expect(ProcessResult{0, 0, R"({"token":"tok","expiresOn":"x"})", ""});
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kInvalidArgument,
                                   "error parsing token expiration time \"x\": parsing time \"x\" "
                                   "as \"2006-01-02T15:04:05Z\": cannot parse \"x\" as \"2006\""));
}

TEST_F(AzureDeveloperCLICredentialTest, AnEmptyTokenIsNone) {
  processes_->Expect(ProcessResult{0, 0, R"({"token":"","expiresOn":"2026-01-15T13:00:00Z"})", ""});
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnavailable,
                       StartsWith("AzureDeveloperCLICredential: the tool printed no token. ")));
}

}  // namespace
}  // namespace azure::identity
