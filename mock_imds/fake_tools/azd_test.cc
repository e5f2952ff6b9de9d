#include "mock_imds/fake_tools/azd.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_imds/fake_tools/testing.h"

namespace mock::imds {
namespace {

using testing::ElementsAre;

constexpr char kSignedIn[] = "kind: AZD account: 'ada@contoso.example' tenant_id: 'contoso' ";

std::vector<std::string> Get(const std::vector<std::string>& more) {
  std::vector<std::string> argv = {"azd", "auth", "token", "-o", "json", "--no-prompt"};
  argv.insert(argv.end(), more.begin(), more.end());
  return argv;
}

std::string ErrorOf(TestTool& tool, const std::vector<std::string>& argv) {
  const ToolAnswer answer = RunAzd(tool.Call(argv));
  EXPECT_EQ(answer.out, "");
  EXPECT_EQ(answer.exit_code, 1);
  return answer.err;
}

TEST(AzdTest, ATokenIsJson) {
  TestTool tool(kSignedIn);
  const auto answer = RunAzd(tool.Call(Get({"--scope", "a/.default", "--scope", "b"})));
  EXPECT_EQ(answer.out, R"({
  "token": "token for ada@contoso.example in contoso: a/.default b",
  "expiresOn": "2026-01-15T13:00:00Z"
}
)");
  EXPECT_EQ(answer.command, "azd auth token -o json --no-prompt --scope a/.default --scope b");
  EXPECT_EQ(answer.exit_code, 0);
}

TEST(AzdTest, TenantAndClaimsAreEntras) {
  TestTool tool(kSignedIn);
  RunAzd(tool.Call(Get({"--tenant-id", "other", "--claims", "eyJhIjoxfQ=="})));
  EXPECT_EQ(tool.orders.at(0).tenant, "other");
  EXPECT_EQ(tool.orders.at(0).claims, R"({"a":1})");
  EXPECT_EQ(tool.orders.at(0).scope, "https://management.azure.com//.default");
}

TEST(AzdTest, ErrorsHaveTheFormOfTheVersion) {
  const std::string message = "not logged in, run `azd auth login` to login";
  const std::string error = R"({"error":")" + message + "\"}\n";
  const auto of_version = [](const std::string& version) {
    TestTool tool("kind: AZD version: '" + version + "'");
    return ErrorOf(tool, Get({}));
  };
  EXPECT_EQ(
      of_version("1.23.6"),
      R"({"type":"consoleMessage","timestamp":"2026-01-15T12:00:00Z","data":{"message":"\nERROR: )" +
          message + "\\n\"}}\n");
  EXPECT_EQ(
      of_version("1.23.7"),
      R"({"type":"consoleMessage","timestamp":"2026-01-15T12:00:00Z","data":{"message":"\n"}})"
      "\n" +
          error);
  EXPECT_EQ(of_version("1.24.0"), error);
  EXPECT_EQ(of_version(""), error);
}

TEST(AzdTest, ARefusalAsksForASignIn) {
  TestTool tool(kSignedIn);
  tool.refusal = {"invalid_grant", "AADSTS50076: Do."};
  EXPECT_EQ(
      ErrorOf(tool, Get({"--scope", "s"})),
      R"({"error":"fetching token: AADSTS50076: Do.","suggestion":"reauthentication required, )"
      R"(run `azd auth login --scope s` to acquire a new token."})"
      "\n");
  tool.refusal = {"invalid_grant", "AADSTS70043: Late."};
  EXPECT_THAT(ErrorOf(tool, Get({})),
              testing::HasSubstr("\"login expired, run `azd auth login` to acquire"));
  tool.refusal = {"invalid_resource", "AADSTS500011: No."};
  EXPECT_EQ(
      ErrorOf(tool, Get({})),
      R"({"error":"fetching token: failed to authenticate:\n(invalid_resource) AADSTS500011: No.\n"})"
      "\n");
}

TEST(AzdTest, OldOnesSuggestInALineOfItsOwn) {
  TestTool tool(std::string(kSignedIn) + "version: '1.23.6'");
  tool.refusal = {"invalid_grant", "AADSTS50076: Do."};
  EXPECT_THAT(ErrorOf(tool, Get({})),
              testing::HasSubstr(R"("data":{"message":"Suggestion: reauthentication required)"));
}

TEST(AzdTest, ClaimsAreNotKnownToOldOnes) {
  TestTool tool(std::string(kSignedIn) + "version: '1.18.0'");
  EXPECT_THAT(ErrorOf(tool, Get({"--claims", "e30="})),
              testing::HasSubstr("ERROR: unknown flag: --claims"));
  EXPECT_THAT(tool.orders, ElementsAre());
}

TEST(AzdTest, TheCommandLineIsChecked) {
  TestTool tool(kSignedIn);
  EXPECT_EQ(ErrorOf(tool, {"azd", "frob"}),
            "{\"error\":\"unknown command \\\"frob\\\" for \\\"azd\\\"\"}\n");
  EXPECT_EQ(ErrorOf(tool, {"azd", "auth", "frob"}),
            "{\"error\":\"unknown command \\\"frob\\\" for \\\"azd auth\\\"\"}\n");
  EXPECT_EQ(ErrorOf(tool, Get({"--scope"})), "{\"error\":\"flag needs an argument: --scope\"}\n");
  EXPECT_EQ(ErrorOf(tool, Get({"--claims", "*"})),
            "{\"error\":\"decoding claims: illegal base64 data\"}\n");
}

}  // namespace
}  // namespace mock::imds
