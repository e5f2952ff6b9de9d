#include "tools/explain/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "tools/explain/json.h"
#include "tools/explain/report.h"

namespace azmock::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Repeated(const std::string& text, std::size_t size) {
  std::string repeated;
  while (repeated.size() < size) repeated += text;
  return repeated;
}

TEST(ExplainTest, TheEmptyTextSaysNothing) {
  const Explanation explanation = Explain("");
  EXPECT_EQ(explanation.rule.id, "");
  EXPECT_EQ(explanation.confidence, "low");
  EXPECT_THAT(AsReport(explanation), HasSubstr("No rule is about this text"));
}

TEST(ExplainTest, ACodeOfTheCatalogueThatNoRuleIsAboutIsExplainedByIt) {
  const Explanation explanation = Explain("AADSTS100007: only managed identities");
  EXPECT_EQ(explanation.rule.id, "aadsts-100007");
  EXPECT_THAT(explanation.facts.aadsts, ElementsAre(100007));
}

TEST(ExplainTest, TheReportHasTheIdsOfTheTextAndTheTimes) {
  const std::string report = AsReport(Explain(
      "AADSTS700024: Client assertion is not within its valid time range. Current time: "
      "2026-02-03T04:05:06.1234567Z, assertion valid from 2026-02-03T02:55:00.0000000Z, expiry "
      "time of assertion 2026-02-03T03:05:00.0000000Z."));
  EXPECT_THAT(report, HasSubstr("1 hour 6 seconds too late"));
  EXPECT_THAT(report, HasSubstr("Trying again later can help"));
}

TEST(ExplainTest, TellsThatThereWereSecretsAndShowsNone) {
  const Explanation explanation = Explain("client_secret=hunter2hunter2 AADSTS7000215: no");
  EXPECT_THAT(explanation.masked, ElementsAre("client_secret"));
  EXPECT_THAT(AsReport(explanation), HasSubstr("The text had secrets (client_secret)"));
  EXPECT_THAT(AsReport(explanation) + AsJson(explanation), Not(HasSubstr("hunter2")));
}

// Ten megabytes of what is hard for each step. Without optimisation the bound is generous; a step
// that is quadratic misses it by hours.
TEST(ExplainTest, HostileTextsTakeLinearTime) {
  for (const char* text : {"a",
                           "\\\"",
                           "AADSTS",
                           "> ",
                           "{\"error\":{\"code\":",
                           "ClientSecretCredential: ",
                           "\x1b[",
                           "client_secret=abc8Q~",
                           "-----BEGIN PRIVATE KEY-----",
                           "https://a:",
                           "&amp;quot;",
                           "GET https://x.vault.azure.net/",
                           "\n\t\n",
                           "eyJaaaaaaaaaa.",
                           "\xff\xfe",
                           "\u00a0",
                           "token%3D",
                           "<password>",
                           "ClientSecretCredential(a,",
                           "\n- Azure CLI ",
                           "ConvertTo-SecureString ",
                           "{\"a\":\"",
                           "token was issued on 2026-01-01T00:00:00Z",
                           "2026-02-03T04:05:06Z "}) {
    const auto start = std::chrono::steady_clock::now();
    const Explanation explanation = Explain(Repeated(text, 10'000'000));
    EXPECT_FALSE(AsJson(explanation).empty());
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << text;
  }
}

}  // namespace
}  // namespace azmock::explain
