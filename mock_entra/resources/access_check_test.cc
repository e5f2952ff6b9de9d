#include "mock_entra/resources/access_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;

constexpr char kVault[] = "https://vault.azure.net";

class AccessCheckTest : public ServiceTest {
 protected:
  std::variant<Caller, RefusedToken> Check(const std::string& authorization,
                                           bool evaluates_continuously = true) {
    http::Request request = Get("/");
    request.headers.Set("Authorization", authorization);
    const SigningKeys keys = {TestKey()};
    return CheckToken(request, {keys, directory_, now_, {kVault}, evaluates_continuously});
  }
  std::variant<Caller, RefusedToken> CheckBearer(const std::string& token) {
    return Check(absl::StrCat("Bearer ", token));
  }
  // Nullopt if it is taken.
  std::optional<TokenFault> FaultOf(const std::string& token) {
    const auto checked = CheckBearer(token);
    const auto* refused = std::get_if<RefusedToken>(&checked);
    return refused == nullptr ? std::nullopt : std::optional(refused->fault);
  }
};

TEST_F(AccessCheckTest, ATokenSaysWhoseItIs) {
  const auto checked = CheckBearer(Token(kVault));
  const auto* caller = std::get_if<Caller>(&checked);
  ASSERT_NE(caller, nullptr);
  EXPECT_EQ(caller->tenant_id, kTenant);
  EXPECT_EQ(caller->issuer, absl::StrCat("https://sts.windows.net/", kTenant, "/"));
  EXPECT_EQ(caller->app_id, kClient);
  EXPECT_EQ(caller->object_id,
            directory_.FindTenant(kTenant)->FindApplication(kClient)->service_principal_id);
  EXPECT_EQ(caller->user_name, "");
}

TEST_F(AccessCheckTest, PermissionsAreRolesAndScopes) {
  const auto roles = CheckBearer(TokenWith(kVault, {{"roles", {"A.Read", "B.Read"}}}));
  EXPECT_THAT(std::get<Caller>(roles).permissions, ElementsAre("A.Read", "B.Read"));
  const auto scopes = CheckBearer(UserToken(kVault, "C.Read D.Read"));
  EXPECT_THAT(std::get<Caller>(scopes).permissions, ElementsAre("C.Read", "D.Read"));
  EXPECT_EQ(std::get<Caller>(scopes).user_name, kUser);
}

TEST_F(AccessCheckTest, EachFlawIsFound) {
  EXPECT_EQ(FaultOf(Token(kVault)), std::nullopt);
  EXPECT_EQ(FaultOf(""), TokenFault::kMissing);
  EXPECT_EQ(FaultOf("no.jwt"), TokenFault::kMalformed);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kTampered)), TokenFault::kSignature);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kAlgNone)), TokenFault::kSignature);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kUnknownKey)), TokenFault::kSignature);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kExpired)), TokenFault::kExpired);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kNotYetValid)), TokenFault::kNotYetValid);
  EXPECT_EQ(FaultOf(Token(kVault, TokenFlaw::kWrongAudience)), TokenFault::kAudience);
  EXPECT_EQ(FaultOf(Token("https://management.azure.com")), TokenFault::kAudience);
}

TEST_F(AccessCheckTest, OtherSchemesAreNoToken) {
  const auto checked = Check("SharedKey account:signature");
  EXPECT_EQ(std::get<RefusedToken>(checked).fault, TokenFault::kMissing);
  EXPECT_TRUE(std::holds_alternative<Caller>(Check(absl::StrCat("bearer  ", Token(kVault)))));
}

TEST_F(AccessCheckTest, TheSlashAtTheEndOfAnAudienceCounts) {
  EXPECT_EQ(FaultOf(TokenWith(absl::StrCat(kVault, "/"))), TokenFault::kAudience);
  EXPECT_EQ(FaultOf(TokenWith("HTTPS://vault.azure.net")), std::nullopt);
}

TEST_F(AccessCheckTest, ARevokedTokenIsRefusedUntilANewOneIsThere) {
  const absl::Time revoked = now_ - absl::Minutes(1);
  Add(absl::StrCat("applications { app_id: \"", kClient, "\" tokens_valid_from: \"",
                   absl::FormatTime(absl::RFC3339_full, revoked, absl::UTCTimeZone()), "\" }"));
  const auto checked = CheckBearer(CapableToken(kVault, revoked - absl::Seconds(1)));
  ASSERT_TRUE(std::holds_alternative<RefusedToken>(checked));
  EXPECT_EQ(std::get<RefusedToken>(checked).fault, TokenFault::kRevoked);
  EXPECT_EQ(std::get<RefusedToken>(checked).valid_since, revoked);
  EXPECT_EQ(FaultOf(CapableToken(kVault, revoked)), std::nullopt);
  // Clients that can't handle a challenge never get one, nor does a service give one that
  // learns of nothing.
  EXPECT_EQ(FaultOf(Token(kVault)), std::nullopt);
  EXPECT_TRUE(std::holds_alternative<Caller>(
      Check(absl::StrCat("Bearer ", CapableToken(kVault, revoked - absl::Seconds(1))),
            /*evaluates_continuously=*/false)));
}

TEST_F(AccessCheckTest, WhatWillBeRevokedLaterIsGoodUntilThen) {
  Add(absl::StrCat(
      "users { name: \"", kUser, "\" sessions_valid_from: \"",
      absl::FormatTime(absl::RFC3339_full, now_ + absl::Minutes(1), absl::UTCTimeZone()), "\" }"));
  const Account& user = *directory_.FindTenant(kTenant)->FindUser(kUser);
  const std::string token =
      TokenWith(kVault, {{"oid", user.id}, {"xms_cc", nlohmann::ordered_json::array({"CP1"})}});
  EXPECT_EQ(FaultOf(token), std::nullopt);
  now_ += absl::Minutes(2);
  EXPECT_EQ(FaultOf(token), TokenFault::kRevoked);
}

TEST_F(AccessCheckTest, TokensOfTheDisabledAreRevoked) {
  const std::string token = CapableToken(kVault, now_ - absl::Seconds(1));
  EXPECT_EQ(FaultOf(token), std::nullopt);
  Add(absl::StrCat("applications { app_id: \"", kClient, "\" disabled: true }"));
  EXPECT_EQ(FaultOf(token), TokenFault::kRevoked);
}

TEST(ClaimsChallengeTest, WantsATokenThatIsNewer) {
  // {"access_token":{"nbf":{"essential":true, "value":"1768478400"}}}
  EXPECT_EQ(ClaimsChallenge(absl::FromUnixSeconds(1768478400)),
            "error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlh"
            "bCI6dHJ1ZSwgInZhbHVlIjoiMTc2ODQ3ODQwMCJ9fX0=\"");
}

TEST_F(AccessCheckTest, TheTenantIsThatOfTheIssuer) {
  http::Request request = Get("/");
  EXPECT_EQ(ClaimedTenant(request), "");
  request.headers.Set("Authorization", "Bearer x");
  EXPECT_EQ(ClaimedTenant(request), "");
  request.headers.Set("Authorization", absl::StrCat("Bearer ", TokenOfOtherTenant(kVault)));
  EXPECT_EQ(ClaimedTenant(request), kOtherTenant);
}

}  // namespace
}  // namespace mock::entra
