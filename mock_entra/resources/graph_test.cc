#include "mock_entra/resources/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

constexpr char kHost[] = "graph.microsoft.com";
constexpr char kGraph[] = "https://graph.microsoft.com";

class GraphTest : public ServiceTest {
 protected:
  http::Response Read(absl::string_view path, const std::string& token) {
    return Ask(kHost, path, token);
  }
  std::string TokenWithRole(const std::string& role) {
    return TokenWith(kGraph, {{"roles", nlohmann::ordered_json::array({role})}});
  }
};

TEST_F(GraphTest, AUserIsMe) {
  const auto me = ParseBody(Read("/v1.0/me", UserToken(kGraph, "User.Read")));
  EXPECT_EQ(me["userPrincipalName"], kUser);
  EXPECT_EQ(me["displayName"], "Ada");
  const http::Response application = Read("/v1.0/me", Token(kGraph));
  EXPECT_EQ(application.status, 400);
  EXPECT_EQ(MessageOf(application),
            "/me request is only valid with delegated authentication flow.");
  EXPECT_EQ(CodeOf(Read("/v1.0/me", TokenWith(kGraph, {{"upn", "x@y.z"}, {"oid", "gone"}}))),
            "Request_ResourceNotFound");
}

TEST_F(GraphTest, ListsNeedAPermission) {
  for (const auto& [path, role] : {std::pair("/v1.0/users", "User.Read.All"),
                                   std::pair("/beta/applications", "Application.Read.All")}) {
    const http::Response denied = Read(path, Token(kGraph));
    EXPECT_EQ(denied.status, 403);
    EXPECT_EQ(CodeOf(denied), "Authorization_RequestDenied");
    EXPECT_EQ(MessageOf(denied), "Insufficient privileges to complete the operation.");
    const http::Response list = Read(path, TokenWithRole(role));
    EXPECT_EQ(list.status, 200);
    EXPECT_GE(ParseBody(list)["value"].size(), 1u) << list.body;
    EXPECT_EQ(Read(path, UserToken(kGraph, role)).status, 200);
  }
  for (const char* role : {"Application.ReadWrite.All", "Application.ReadWrite.OwnedBy",
                           "Directory.Read.All", "Directory.ReadWrite.All"}) {
    EXPECT_EQ(Read("/v1.0/applications", TokenWithRole(role)).status, 200) << role;
  }
  for (const char* role : {"User.ReadBasic.All", "User.ReadWrite.All", "Directory.Read.All",
                           "Directory.ReadWrite.All"}) {
    EXPECT_EQ(Read("/v1.0/users", TokenWithRole(role)).status, 200) << role;
  }
  EXPECT_EQ(ParseBody(Read("/v1.0/organization", Token(kGraph)))["value"][0]["id"], kTenant);
}

TEST_F(GraphTest, RefusedTokensGetTheirWords) {
  const auto message = [&](const std::string& token) {
    const http::Response response = Read("/v1.0/me", token);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(CodeOf(response), "InvalidAuthenticationToken");
    return MessageOf(response);
  };
  EXPECT_EQ(message(""), "Access token is empty.");
  EXPECT_EQ(message("x"), "CompactToken parsing failed with error code: 80049217");
  EXPECT_EQ(message(Token(kGraph, TokenFlaw::kExpired)),
            "Lifetime validation failed, the token is expired.");
  EXPECT_EQ(message(Token(kGraph, TokenFlaw::kNotYetValid)),
            "Lifetime validation failed, the token is not yet valid.");
  EXPECT_EQ(message(Token(kGraph, TokenFlaw::kTampered)), "Signature is invalid.");
  EXPECT_EQ(message(Token("https://vault.azure.net")),
            "Access token validation failure. Invalid audience.");
  EXPECT_EQ(message(Token(kGraph, TokenFlaw::kWrongIssuer)),
            "Access token validation failure. Invalid issuer.");
}

TEST_F(GraphTest, ASignedOutUserIsChallenged) {
  Add(absl::StrCat("users { name: \"", kUser,
                   "\" sessions_valid_from: \"2026-01-15T11:59:00Z\" }"));
  const Account& user = *directory_.FindTenant(kTenant)->FindUser(kUser);
  const http::Response response =
      Read("/v1.0/me", TokenWith(kGraph, {{"oid", user.id},
                                          {"upn", user.name},
                                          {"iat", absl::ToUnixSeconds(now_) - 1000},
                                          {"xms_cc", nlohmann::ordered_json::array({"cp1"})}}));
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/"
                         "common/oauth2/authorize\", "
                         "client_id=\"00000003-0000-0000-c000-000000000000\", ",
                         ClaimsChallenge(now_ - absl::Minutes(1))));
}

TEST_F(GraphTest, WhatTheFakeHasNotIsSaid) {
  EXPECT_EQ(Read("/v1.0/groups", Token(kGraph)).status, 501);
  EXPECT_EQ(Read("/v2.0/me", Token(kGraph)).status, 501);
  EXPECT_EQ(Ask(kHost, "/v1.0/users", Token(kGraph), "POST").status, 501);
}

}  // namespace
}  // namespace mock::entra
