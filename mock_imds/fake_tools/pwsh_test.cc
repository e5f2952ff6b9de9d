#include "mock_imds/fake_tools/pwsh.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_imds/fake_tools/pwsh_script.h"
#include "mock_imds/fake_tools/testing.h"

namespace mock::imds {
namespace {

constexpr char kSignedIn[] = "kind: PWSH account: 'ada@contoso.example' tenant_id: 'contoso' ";

// As SDKs write it: hash table, variable, element.
std::string Script(const std::string& resource, const std::string& tenant,
                   const std::string& end = "$token.ExpiresOn.ToUnixTimeSeconds()") {
  return absl::StrCat("$params = @{\n  ResourceUrl   = '", resource,
                      "'\n\tWarningAction = 'Ignore'\n}\n$tenantId = '", tenant,
                      "'\nif ($tenantId.Length -gt 0) {\n  $params['TenantId'] = '", tenant,
                      "'\n}\n$token = Get-AzAccessToken @params\n", end);
}

std::vector<std::string> Get(const std::string& script) {
  return {"pwsh", "-NoProfile",      "-NonInteractive",    "-OutputFormat",
          "Text", "-EncodedCommand", EncodedScript(script)};
}

std::string ErrorOf(TestTool& tool, const std::vector<std::string>& argv) {
  const ToolAnswer answer = RunPwsh(tool.Call(argv));
  EXPECT_EQ(answer.out, "");
  return absl::StrCat(answer.exit_code, " ", answer.err);
}

TEST(PwshScriptTest, ItIsDecoded) {
  EXPECT_EQ(DecodeScript(EncodedScript("a\nb")), "a\nb");
  EXPECT_EQ(DecodeScript("5ADfB14mPdgA3g=="), "\xC3\xA4\xDF\x9F\xE2\x99\x9E\xF0\x9F\x98\x80");
  EXPECT_EQ(DecodeScript("PdhhAA=="),
            "\xEF\xBF\xBD"
            "a");
  // Two low surrogates are no pair, nor are two high ones.
  EXPECT_EQ(DecodeScript("ANwA3A=="), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(DecodeScript("ANgA2A=="), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(DecodeScript("YQ=="), std::nullopt);
  EXPECT_EQ(DecodeScript("*"), std::nullopt);
}

TEST(PwshScriptTest, AssignmentsAreFoundInEveryForm) {
  EXPECT_EQ(AssignedText("@{ResourceUrl='a'}", "ResourceUrl"), "a");
  EXPECT_EQ(AssignedText("resourceurl \t=\n 'it''s'", "ResourceUrl"), "it's");
  EXPECT_EQ(AssignedText("$p['TenantId'] = \"x\"", "TenantId"), "x");
  EXPECT_EQ(AssignedText("$tenantId = ''; $tenantId = 'y'", "TenantId"), "y");
  EXPECT_EQ(AssignedText("if ($tenantId.Length -gt 0) {}", "TenantId"), "");
  EXPECT_EQ(AssignedText("ResourceUrl = 'open", "ResourceUrl"), "");
  EXPECT_EQ(AssignedText("", "ResourceUrl"), "");
}

TEST(PwshTest, ATokenIsJson) {
  TestTool tool(kSignedIn);
  const auto answer = RunPwsh(tool.Call(Get(Script("https://vault.azure.net", ""))));
  EXPECT_EQ(answer.out, R"({
  "Token": "token for ada@contoso.example in contoso: https://vault.azure.net/.default",
  "ExpiresOn": 1768482000
}
)");
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.command,
            "pwsh -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand "
            "<ResourceUrl https://vault.azure.net>");
}

TEST(PwshTest, AScriptMayBeReadable) {
  TestTool tool(kSignedIn);
  const auto answer = RunPwsh(tool.Call({"pwsh", "-Command", Script("r", ""), "2"}));
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_EQ(answer.command, "pwsh -Command <ResourceUrl r>");
}

TEST(PwshTest, TheTokenIsWrittenAsTheScriptSays) {
  TestTool tool(kSignedIn);
  const auto written = [&tool](const std::string& end) {
    return RunPwsh(tool.Call(Get(Script("r", "", end)))).out;
  };
  EXPECT_THAT(written("ConvertTo-Json"),
              testing::HasSubstr("\"ExpiresOn\": \"2026-01-15T13:00:00+00:00\""));
  EXPECT_EQ(written("Write-Output `nazsdk%$token%$seconds`n"),
            "\nazsdk%token for ada@contoso.example in contoso: r/.default%1768482000\n\n");
}

TEST(PwshTest, WhetherItIsThereIsAskedByItsHelp) {
  TestTool tool("kind: PWSH");
  const auto answer = RunPwsh(tool.Call({"pwsh", "/?"}));
  EXPECT_EQ(answer.exit_code, 0);
  EXPECT_THAT(answer.out, testing::StartsWith("Usage: pwsh"));
}

TEST(PwshTest, ATenantIsAskedFor) {
  TestTool tool(kSignedIn);
  const auto answer = RunPwsh(tool.Call(Get(Script("r", "other"))));
  EXPECT_EQ(answer.tenant, "other");
  EXPECT_EQ(tool.orders.at(0).tenant, "other");
  EXPECT_EQ(tool.orders.at(0).client_id, "1950a258-227b-4e31-a9cf-717495945fc2");
  EXPECT_THAT(answer.command, testing::EndsWith("-EncodedCommand <ResourceUrl r TenantId other>"));
}

TEST(PwshTest, TheModuleMustBeThereAndNewEnough) {
  for (const char* version : {"2.1.0", "none"}) {
    TestTool tool(absl::StrCat(kSignedIn, "version: '", version, "'"));
    EXPECT_EQ(ErrorOf(tool, Get(Script("r", "", "Import-Module -ErrorAction Ignore"))),
              "1 Write-Error: Az.Accounts module not found\n");
    EXPECT_THAT(ErrorOf(tool, Get(Script("r", ""))),
                testing::StartsWith("1 Import-Module: The specified module 'Az.Accounts' with"));
    const auto asked = RunPwsh(tool.Call(Get(Script("r", "", "Write-Output VersionTooOld"))));
    EXPECT_EQ(absl::StrCat(asked.exit_code, " ", asked.out), "0 VersionTooOld\n");
  }
  TestTool tool(absl::StrCat(kSignedIn, "version: '2.2.0'"));
  EXPECT_EQ(RunPwsh(tool.Call(Get(Script("r", "")))).exit_code, 0);
}

TEST(PwshTest, SomebodyMustBeSignedIn) {
  TestTool tool("kind: PWSH");
  EXPECT_EQ(ErrorOf(tool, Get(Script("r", ""))), "1 Run Connect-AzAccount to login.\n");
}

TEST(PwshTest, EntrasRefusalIsInTheWordsOfTheModule) {
  TestTool tool(kSignedIn);
  tool.refusal = {"invalid_grant", "AADSTS50076: Do."};
  EXPECT_THAT(
      ErrorOf(tool, Get(Script("r", ""))),
      testing::StartsWith("1 Get-AzAccessToken: Authentication failed against resource r."));
  tool.refusal = {"invalid_resource", "AADSTS500011: No."};
  EXPECT_EQ(ErrorOf(tool, Get(Script("r", ""))), "1 Get-AzAccessToken: AADSTS500011: No.\n");
}

TEST(PwshTest, TheCommandLineIsChecked) {
  TestTool tool(kSignedIn);
  EXPECT_THAT(ErrorOf(tool, {"pwsh", "-Frob", "x"}),
              testing::StartsWith("64 The argument '-Frob' is not recognized as the name of a"));
  EXPECT_THAT(ErrorOf(tool, {"pwsh", "-encodedcommand", "*"}),
              testing::HasSubstr("-EncodedCommand is not properly encoded"));
  EXPECT_THAT(ErrorOf(tool, Get("Remove-Item -Recurse /")), testing::StartsWith("1 azmock: "));
  EXPECT_THAT(ErrorOf(tool, {"pwsh"}), testing::StartsWith("1 azmock: "));
}

}  // namespace
}  // namespace mock::imds
