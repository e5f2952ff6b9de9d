#include "mock_entra/resources/resource_manager.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

constexpr char kHost[] = "management.azure.com";
constexpr char kManagement[] = "https://management.azure.com";

class ResourceManagerTest : public ServiceTest {
 protected:
  http::Response Read(absl::string_view path, absl::string_view method = "GET") {
    return Ask(kHost, absl::StrCat(path, "?api-version=2022-09-01"), Token(kManagement), method);
  }
  const std::string in_ = absl::StrCat("/subscriptions/", kSubscription);
  const std::string rg_ = absl::StrCat(in_, "/resourceGroups/rg");
};

TEST_F(ResourceManagerTest, TheCloudDocumentNeedsNoToken) {
  const auto read = [&](absl::string_view version) {
    return nlohmann::json::parse(
        Ask(kHost, absl::StrCat("/metadata/endpoints?api-version=", version), "").body);
  };
  EXPECT_EQ(read("2022-09-01")["resourceManager"], "https://management.azure.com/");
  EXPECT_EQ(read("2019-05-01")[0]["suffixes"]["keyVaultDns"], "vault.azure.net");
  EXPECT_EQ(read("2015-01-01")["authentication"]["loginEndpoint"],
            "https://login.microsoftonline.com/");
  EXPECT_EQ(nlohmann::json::parse(
                Ask("localhost", "/resource_manager/metadata/endpoints?api-version=2022-09-01", "")
                    .body)["authentication"]["loginEndpoint"],
            "https://localhost/");
}

TEST_F(ResourceManagerTest, WhoeverHasARoleInASubscriptionSeesIt) {
  EXPECT_EQ(ParseBody(Read("/subscriptions"))["value"].size(), 0u);
  Assign("Reader", absl::StrCat(rg_, "/providers/Microsoft.KeyVault/vaults/contoso-kv"));
  EXPECT_EQ(ParseBody(Read("/subscriptions"))["value"][0]["displayName"], "Production");
  EXPECT_EQ(ParseBody(Read("/subscriptions"))["value"][0]["id"], in_);
  EXPECT_EQ(ParseBody(Read("/tenants"))["value"][0]["tenantId"], kTenant);
}

TEST_F(ResourceManagerTest, ReadersReadWhatIsThere) {
  Assign("Reader", in_);
  EXPECT_EQ(ParseBody(Read(in_))["state"], "Enabled");
  EXPECT_EQ(ParseBody(Read(absl::StrCat(in_, "/resourcegroups")))["value"].size(), 2u);
  EXPECT_EQ(ParseBody(Read(rg_))["location"], "northeurope");
  EXPECT_EQ(Read(rg_, "HEAD").status, 204);
  EXPECT_EQ(Read(absl::StrCat(in_, "/resourceGroups/none"), "HEAD").status, 404);
  EXPECT_EQ(ParseBody(Read(absl::StrCat(
                rg_, "/providers/microsoft.keyvault/vaults/CONTOSO-KV")))["properties"]["vaultUri"],
            "https://contoso-kv.vault.azure.net/");
  const auto account = ParseBody(
      Read(absl::StrCat(rg_, "/providers/Microsoft.Storage/storageAccounts/contosoblobs")));
  EXPECT_EQ(account["properties"]["primaryEndpoints"]["blob"],
            "https://contosoblobs.blob.core.windows.net/");
  EXPECT_EQ(CodeOf(Read(absl::StrCat(in_, "/resourceGroups/none"))), "ResourceGroupNotFound");
  EXPECT_EQ(CodeOf(Read(absl::StrCat(rg_, "/providers/Microsoft.KeyVault/vaults/none"))),
            "ResourceNotFound");
  // It is there, but not in that group.
  EXPECT_EQ(CodeOf(Read(absl::StrCat(
                in_, "/resourceGroups/other/providers/Microsoft.KeyVault/vaults/contoso-kv"))),
            "ResourceNotFound");
  EXPECT_EQ(Read(absl::StrCat(in_, "/locations")).status, 501);
}

TEST_F(ResourceManagerTest, ARoleHoldsAtItsScopeAndBelow) {
  Assign("Reader", rg_);
  EXPECT_EQ(Read(rg_).status, 200);
  const http::Response other = Read(absl::StrCat(in_, "/resourceGroups/other"));
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(CodeOf(other), "AuthorizationFailed");
  EXPECT_EQ(
      MessageOf(other),
      absl::StrCat("The client '", kClient, "' with object id '",
                   directory_.FindTenant(kTenant)->FindApplication(kClient)->service_principal_id,
                   "' does not have authorization to perform action "
                   "'Microsoft.Resources/subscriptions/resourceGroups/read' over scope '",
                   in_,
                   "/resourceGroups/other' or the scope is invalid. If access was "
                   "recently granted, please refresh your credentials."));
  EXPECT_THAT(MessageOf(Read(absl::StrCat(in_, "/resourceGroups"))),
              HasSubstr(absl::StrCat("over scope '", in_, "' or")));
}

TEST_F(ResourceManagerTest, TheActionIsWhatTheMethodDoes) {
  Assign("Contributor", in_);
  EXPECT_EQ(Read(rg_, "PUT").status, 501);
  const std::string assignment =
      absl::StrCat(rg_, "/providers/Microsoft.Authorization/roleAssignments/x");
  EXPECT_THAT(MessageOf(Read(assignment, "PUT")),
              HasSubstr("'Microsoft.Authorization/roleAssignments/write'"));
  EXPECT_THAT(MessageOf(Read(assignment, "DELETE")),
              HasSubstr("'Microsoft.Authorization/roleAssignments/delete'"));
  Assign("Owner", rg_);
  EXPECT_EQ(Read(assignment, "PUT").status, 501);
  EXPECT_EQ(Read(rg_, "POST").status, 501);
}

TEST_F(ResourceManagerTest, RefusedTokensGetTheirWords) {
  const auto ask = [&](const std::string& token) {
    return Ask(kHost, absl::StrCat(in_, "?api-version=1"), token);
  };
  const http::Response none = ask("");
  EXPECT_EQ(none.status, 401);
  EXPECT_EQ(MessageOf(none), "Authentication failed. The 'Authorization' header is missing.");
  EXPECT_EQ(none.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer authorization_uri=\"https://login.microsoftonline.com/", kTenant,
                         "\", error=\"invalid_token\", error_description=\"The authentication "
                         "failed because of missing 'Authorization' header.\""));
  EXPECT_EQ(CodeOf(ask("x")), "InvalidAuthenticationToken");
  EXPECT_EQ(CodeOf(ask(Token("https://graph.microsoft.com"))),
            "InvalidAuthenticationTokenAudience");
  EXPECT_EQ(MessageOf(ask(Token(kManagement, TokenFlaw::kExpired))),
            "The access token expiry UTC time '1/15/2026 11:00:01 AM' is earlier than current UTC "
            "time '1/15/2026 12:00:00 PM'.");
  EXPECT_THAT(MessageOf(ask(TokenOfOtherTenant(kManagement))),
              HasSubstr(absl::StrCat("It must match the tenant 'https://sts.windows.net/", kTenant,
                                     "/' associated with this subscription.")));
}

TEST_F(ResourceManagerTest, ASignedOutClientIsChallenged) {
  Add(absl::StrCat("applications { app_id: \"", kClient,
                   "\" tokens_valid_from: \"2026-01-15T11:59:00Z\" }"));
  const http::Response response = Ask(kHost, "/subscriptions?api-version=1",
                                      CapableToken(kManagement, now_ - absl::Minutes(2)));
  EXPECT_EQ(response.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer authorization_uri=\"https://login.microsoftonline.com/\", ",
                         ClaimsChallenge(now_ - absl::Minutes(1))));
}

TEST_F(ResourceManagerTest, WhatIsAskedWithoutAVersionOrForNothing) {
  EXPECT_EQ(CodeOf(Ask(kHost, in_, Token(kManagement))), "MissingApiVersionParameter");
  EXPECT_EQ(CodeOf(Read("/subscriptions/5ab50000-0000-4000-8000-0000000000ff")),
            "SubscriptionNotFound");
  EXPECT_EQ(Read("/providers").status, 501);
  EXPECT_EQ(Read("/").status, 501);
}

}  // namespace
}  // namespace mock::entra
