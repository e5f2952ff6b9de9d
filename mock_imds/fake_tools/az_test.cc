#include "mock_imds/fake_tools/az.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_imds/fake_tools/testing.h"

namespace mock::imds {
namespace {

using testing::ElementsAre;

constexpr char kSignedIn[] = "kind: AZ account: 'ada@contoso.example' tenant_id: 'contoso'";

std::vector<std::string> Get(const std::vector<std::string>& more) {
  std::vector<std::string> argv = {"az", "account", "get-access-token", "-o", "json"};
  argv.insert(argv.end(), more.begin(), more.end());
  return argv;
}

// The error, after its exit code.
std::string ErrorOf(TestTool& tool, const std::vector<std::string>& argv) {
  const ToolAnswer answer = RunAz(tool.Call(argv));
  EXPECT_EQ(answer.out, "");
  return std::to_string(answer.exit_code) + " " + answer.err;
}

TEST(AzTest, ItsVersionIsJson) {
  TestTool tool("kind: AZ version: '2.53.1'");
  EXPECT_EQ(RunAz(tool.Call({"az", "version", "--output", "json"})).out, R"({
  "azure-cli": "2.53.1",
  "azure-cli-core": "2.53.1",
  "azure-cli-telemetry": "1.1.0",
  "extensions": {}
}
)");
}

TEST(AzTest, ATokenIsJsonInItsOrder) {
  TestTool tool(kSignedIn);
  const auto answer = RunAz(tool.Call(Get({"--resource", "https://vault.azure.net"})));
  EXPECT_EQ(answer.out, R"({
  "accessToken": "token for ada@contoso.example in contoso: https://vault.azure.net/.default",
  "expiresOn": "2026-01-15 13:00:00.000000",
  "expires_on": 1768482000,
  "subscription": "a11ce000-0000-4000-8000-00000000000a",
  "tenant": "contoso",
  "tokenType": "Bearer"
}
)");
  EXPECT_EQ(answer.err, "");
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.tenant, "contoso");
  EXPECT_EQ(answer.command,
            "az account get-access-token -o json --resource https://vault.azure.net");
}

TEST(AzTest, ATenantThatIsAskedForHasNoSubscription) {
  TestTool tool(kSignedIn);
  const auto answer = RunAz(tool.Call(Get({"--tenant", "other"})));
  EXPECT_EQ(answer.tenant, "other");
  EXPECT_EQ(answer.out.find("subscription"), std::string::npos);
  EXPECT_EQ(tool.orders.at(0).scope, "https://management.core.windows.net//.default");
  EXPECT_EQ(tool.orders.at(0).home_tenant, "contoso");
  EXPECT_EQ(tool.orders.at(0).claims, R"({"access_token":{"xms_cc":{"values":["CP1"]}}})");
}

TEST(AzTest, ASubscriptionIsShownInQuotes) {
  TestTool tool(kSignedIn);
  const auto answer = RunAz(tool.Call(Get({"--subscription", "My Sub_1.x"})));
  EXPECT_NE(answer.out.find("\"subscription\": \"My Sub_1.x\""), std::string::npos);
  EXPECT_EQ(answer.command, "az account get-access-token -o json --subscription \"My Sub_1.x\"");
}

TEST(AzTest, OldOnesHaveLocalTimeAlone) {
  TestTool tool(std::string(kSignedIn) + " version: '2.53.1'");
  EXPECT_EQ(RunAz(tool.Call(Get({}))).out.find("expires_on"), std::string::npos);
}

TEST(AzTest, NobodyIsSignedIn) {
  TestTool tool("kind: AZ");
  EXPECT_EQ(ErrorOf(tool, Get({})), "1 ERROR: Please run 'az login' to setup account.\n");
  EXPECT_THAT(tool.orders, ElementsAre());
}

TEST(AzTest, EntrasRefusalComesWithAdvice) {
  TestTool tool(kSignedIn);
  tool.refusal = {"invalid_grant", "AADSTS50076: Do."};
  EXPECT_EQ(ErrorOf(tool, Get({"--resource", "https://vault.azure.net"})),
            "1 ERROR: AADSTS50076: Do.\n"
            "Interactive authentication is needed. Please run:\n"
            "az login --scope https://vault.azure.net/.default\n");
}

TEST(AzTest, TheCommandLineIsChecked) {
  TestTool tool(kSignedIn);
  EXPECT_EQ(ErrorOf(tool, Get({"--frob", "x"})), "2 ERROR: unrecognized arguments: --frob x\n");
  EXPECT_EQ(ErrorOf(tool, Get({"--resource"})),
            "2 ERROR: argument --resource: expected one argument\n");
  EXPECT_EQ(ErrorOf(tool, {"az", "frob"}),
            "2 ERROR: 'frob' is misspelled or not recognized by the system.\n");
  EXPECT_EQ(ErrorOf(tool, {"az", "account"}),
            "2 ERROR: the following arguments are required: _subcommand\n");
  EXPECT_EQ(ErrorOf(tool, {"az"}),
            "2 ERROR: the following arguments are required: _command_package\n");
  EXPECT_EQ(ErrorOf(tool, Get({"-o", "tsv"})),
            "2 ERROR: argument --output/-o: invalid choice: 'tsv' (choose from 'json')\n");
  EXPECT_EQ(ErrorOf(tool, Get({"--tenant", "a", "--subscription", "b"})),
            "1 ERROR: Please specify only one of subscription and tenant, not both\n");
}

}  // namespace
}  // namespace mock::imds
