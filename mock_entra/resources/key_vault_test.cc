#include "mock_entra/resources/key_vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kHost[] = "contoso-kv.vault.azure.net";
constexpr char kVault[] = "https://vault.azure.net";

class KeyVaultTest : public ServiceTest {
 protected:
  http::Response Read(absl::string_view path, absl::string_view method = "GET") {
    return Ask(kHost, absl::StrCat(path, "?api-version=7.4"), Token(kVault), method);
  }
  static std::string InnerCodeOf(const http::Response& response) {
    return ParseBody(response)["error"]["innererror"].value("code", "");
  }
  const std::string id_ =
      absl::StrCat("/subscriptions/", kSubscription,
                   "/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-kv");
};

TEST_F(KeyVaultTest, WithoutATokenItSaysWhereToGetOne) {
  const http::Response response = Ask(kHost, "/secrets/password?api-version=7.4", "");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer authorization=\"https://login.microsoftonline.com/", kTenant,
                         "\", resource=\"https://vault.azure.net\""));
  EXPECT_EQ(MessageOf(response), "AKV10000: Request is missing a Bearer or PoP token.");
}

TEST_F(KeyVaultTest, SecretsAreReadByThoseWhoMay) {
  Assign("Key Vault Secrets User", absl::StrCat(id_, "/secrets/password"));
  const auto secret = ParseBody(Read("/secrets/PASSWORD"));
  EXPECT_EQ(secret["value"], "hidden");
  const std::string version = secret["id"];
  EXPECT_THAT(version, HasSubstr("https://contoso-kv.vault.azure.net/secrets/Password/"));
  EXPECT_EQ(Read(version.substr(version.find("/secrets"))).status, 200);
  EXPECT_EQ(CodeOf(Read("/secrets/password/0123")), "SecretNotFound");
  // The role is on one secret only.
  EXPECT_EQ(InnerCodeOf(Read("/secrets/another")), "ForbiddenByRbac");
  EXPECT_EQ(InnerCodeOf(Read("/secrets")), "ForbiddenByRbac");
}

TEST_F(KeyVaultTest, AListHasNoValues) {
  Assign("Key Vault Reader", id_);
  const http::Response list = Read("/secrets");
  EXPECT_EQ(ParseBody(list)["value"][0]["id"],
            "https://contoso-kv.vault.azure.net/secrets/another");
  EXPECT_EQ(ParseBody(list)["value"].size(), 2u);
  EXPECT_EQ(list.body.find("hidden"), std::string::npos);
  EXPECT_THAT(MessageOf(Read("/secrets/password")), HasSubstr("secrets/getSecret/action"));
}

TEST_F(KeyVaultTest, RolesOnTheVaultAreNotRolesOnWhatIsInIt) {
  Assign("Owner", "/");
  const http::Response response = Read("/secrets/password");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(InnerCodeOf(response), "ForbiddenByRbac");
  EXPECT_THAT(MessageOf(response),
              AllOf(HasSubstr(absl::StrCat("Caller: appid=", kClient, ";oid=")),
                    HasSubstr("Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'"),
                    HasSubstr("/resourcegroups/rg/providers/microsoft.keyvault/vaults/contoso-kv/"
                              "secrets/password'"),
                    HasSubstr("Vault: contoso-kv;location=northeurope")));
}

TEST_F(KeyVaultTest, ARoleTakesItsTimeToArrive) {
  Add(absl::StrCat("role_assignments { principal: \"", kClient,
                   "\" role: \"Key Vault Administrator\" scope: \"", id_,
                   "\" effective_from: \"2026-01-15T12:05:00Z\" }"));
  EXPECT_EQ(Read("/secrets/password").status, 403);
  now_ += absl::Minutes(5);
  EXPECT_EQ(Read("/secrets/password").status, 200);
}

TEST_F(KeyVaultTest, AccessPoliciesTakeThePlaceOfRoles) {
  Assign("Key Vault Administrator", "/");
  Add(absl::StrCat("subscriptions { id: \"", kSubscription,
                   "\" resource_groups { name: \"rg\" key_vaults { name: \"contoso-kv\" secrets { "
                   "name: \"s\" value: \"v\" } access_policies { principal: \"",
                   kClient, "\" secret_permissions: \"Get\" } } } }"));
  EXPECT_EQ(Read("/secrets/s").status, 200);
  const http::Response list = Read("/secrets");
  EXPECT_EQ(InnerCodeOf(list), "ForbiddenByPolicy");
  EXPECT_THAT(MessageOf(list), HasSubstr("' does not have secrets list permission on key vault "
                                         "'contoso-kv;location=westeurope'."));
}

TEST_F(KeyVaultTest, NetworkRulesComeBeforeRoles) {
  Assign("Key Vault Administrator", "/");
  Add(absl::StrCat("subscriptions { id: \"", kSubscription,
                   "\" resource_groups { name: \"rg\" key_vaults { name: \"contoso-kv\" "
                   "network_denied: true } } }"));
  EXPECT_EQ(InnerCodeOf(Read("/secrets/s")), "ForbiddenByFirewall");
  EXPECT_EQ(Ask(kHost, "/secrets/s?api-version=7.4", "").status, 401);
}

TEST_F(KeyVaultTest, RefusedTokensGetTheirWords) {
  const auto message = [&](const std::string& token) {
    const http::Response response = Ask(kHost, "/secrets/s?api-version=7.4", token);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(CodeOf(response), "Unauthorized");
    return MessageOf(response);
  };
  EXPECT_EQ(message(Token("https://management.azure.com/")),
            "AKV10022: Invalid audience. Expected https://vault.azure.net, found: "
            "https://management.azure.com/.");
  EXPECT_EQ(message(Token(kVault, TokenFlaw::kExpired)),
            "[TokenExpired] Error validating token: 'S2S12086'.");
  EXPECT_THAT(message(Token(kVault, TokenFlaw::kUnknownKey)), HasSubstr("AKV10046"));
  EXPECT_THAT(message("x"), HasSubstr("BearerReadAccessTokenFailed"));
  EXPECT_THAT(message(TokenOfOtherTenant(kVault)),
              HasSubstr(absl::StrCat("AKV10032: Invalid issuer. Expected one of "
                                     "https://sts.windows.net/",
                                     kTenant, "/, found https://sts.windows.net/", kOtherTenant)));
}

TEST_F(KeyVaultTest, ASignedOutClientIsChallenged) {
  Add(absl::StrCat("applications { app_id: \"", kClient, "\" disabled: true }"));
  const http::Response response =
      Ask(kHost, "/secrets/s?api-version=7.4", CapableToken(kVault, now_ - absl::Minutes(2)));
  EXPECT_EQ(response.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/"
                         "common/oauth2/authorize\", ",
                         ClaimsChallenge(now_)));
}

TEST_F(KeyVaultTest, WhatTheFakeHasNotIsSaid) {
  EXPECT_EQ(Ask("none.vault.azure.net", "/secrets", "").status, 404);
  EXPECT_EQ(CodeOf(Ask(kHost, "/secrets", Token(kVault))), "BadParameter");
  EXPECT_THAT(MessageOf(Read("/keys/k")), HasSubstr("'Microsoft.KeyVault/vaults/keys/read'"));
  Assign("Key Vault Administrator", id_);
  EXPECT_EQ(Read("/keys/k").status, 501);
  EXPECT_EQ(Read("/secrets/s", "PUT").status, 501);
  EXPECT_EQ(Read("/secrets/s", "DELETE").status, 501);
  EXPECT_EQ(Read("/").status, 501);
}

}  // namespace
}  // namespace mock::entra
