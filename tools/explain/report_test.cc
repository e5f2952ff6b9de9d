#include "tools/explain/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace azmock::explain {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Report(absl::string_view text) { return AsReport(Explain(text)); }

constexpr char kTooLate[] =
    "AADSTS700024: Client assertion is not within its valid time range. Current time: "
    "2026-02-03T04:05:06.1234567Z, assertion valid from 2026-02-03T02:55:00.0000000Z, expiry "
    "time of assertion 2026-02-03T03:05:00.0000000Z. Timestamp: 2026-02-03 04:05:06Z";

TEST(ReportTest, SaysWhichVersionWroteTheText) {
  EXPECT_THAT(Report("github.com/Azure/azure-sdk-for-go/sdk/azidentity@v1.7.0/x.go:1"),
              HasSubstr("version: azidentity 1.7.0\n"));
  EXPECT_THAT(Report("WorkloadIdentityCredential: no client ID specified. azidentity"),
              AllOf(HasSubstr("version: azidentity 1.3.0 or later\n"),
                    HasSubstr("cannot be told: the exact version")));
}

TEST(ReportTest, SaysWhichAttemptOfAChainGotFurthest) {
  const std::string report = Report(
      "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n"
      "\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID\n"
      "\tManagedIdentityCredential: managed identity timed out\n"
      "\tAzureCLICredential: ERROR: Please run 'az login' to setup account.\n");
  EXPECT_THAT(report, AllOf(HasSubstr("got furthest: AzureCLICredential, whose tool ran"),
                            HasSubstr("ERROR: Please run 'az login' to setup account. [cli-login]"),
                            HasSubstr("cannot be told: which of the attempts was meant to work")));
}

TEST(ReportTest, SaysWhatIsMissing) {
  EXPECT_THAT(Report("AADSTS7000215: Invalid client secret prov..."),
              AllOf(HasSubstr("missing from the text: its end: the text was cut short"),
                    HasSubstr("the correlation ID"), HasSubstr("cannot be told: which SDK")));
  EXPECT_THAT(Report("WorkloadIdentityCredential: no client ID specified"),
              Not(HasSubstr("the status")));
}

TEST(ReportTest, NamesTwoCandidatesAndWhatSeparatesThem) {
  EXPECT_THAT(Report(kTooLate),
              AllOf(HasSubstr("  either: "), HasSubstr("  or: "),
                    HasSubstr("  what separates them: "), HasSubstr("[aadsts.tsv 700024, O]")));
}

TEST(ReportTest, EachSentenceHasItsSource) {
  EXPECT_THAT(Report("ClientSecretCredential AADSTS7000215: Invalid client secret provided."),
              AllOf(HasSubstr("its code or configuration must change. [rule client-secret-wrong]"),
                    HasSubstr("[TSG-SECRET-1; aadsts.tsv 7000215, O]")));
}

TEST(ReportTest, TheTicketIsRedacted) {
  const std::string report = Report(
      "AADSTS50126: Error validating credentials for ada@contoso.example from 10.1.2.3 "
      "at https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token "
      "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n"
      "\tEnvironmentCredential: no file C:\\Users\\ada\\cert.pem\n"
      "\tUsernamePasswordCredential: no user ada@contoso.example at 10.1.2.3\n");
  const std::string ticket = report.substr(report.find("For a support ticket"));
  EXPECT_THAT(ticket, AllOf(HasSubstr("C:\\Users\\[user]\\cert.pem"),
                            HasSubstr("no user [user] at [address]"), HasSubstr("AADSTS: 50126"),
                            Not(HasSubstr("ada@"))));
}

TEST(ReportTest, TheTimeOfALogTellsOfTheClock) {
  EXPECT_THAT(Report(absl::StrCat("2026-02-03T04:05:07.1Z stderr F ", kTooLate)),
              HasSubstr("so the clock of the machine is right"));
}

}  // namespace
}  // namespace azmock::explain
