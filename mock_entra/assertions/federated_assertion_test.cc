#include "mock_entra/assertions/federated_assertion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/errors/placeholders.h"
#include "mock_entra/issuers/forge.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kNow = 1768478400;  // TestNow()
constexpr std::int64_t kHour = 3600;
constexpr char kIssuer[] = "https://cluster.example";
constexpr char kOwnIssuer[] =
    "https://login.microsoftonline.com/7e570000-0000-4000-8000-000000000001/v2.0";

// How long the assertions of other issuers may live.
class FederatedAssertionTest : public ::testing::Test {
 protected:
  FederatedAssertionTest() {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Application& application = *directory.mutable_tenants(0)->add_applications();
    application.set_app_id("app");
    for (const char* issuer : {kIssuer, kOwnIssuer}) {
      scenario::FederatedCredential& trust = *application.add_federated_credentials();
      trust.set_issuer(issuer);
      trust.set_subject("workload");
    }
    // Its keys are the test's, so that claims can be written as they come.
    scenario::Issuer& cluster = *directory.add_issuers();
    cluster.set_url(kIssuer);
    cluster.set_jwks_json(jwt::JwksDocument(keys_, ""));
    const absl::Status merged = directory_.Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  std::optional<Refusal> Check(const Json& claims) {
    const std::string text =
        *SignWithFlaw(claims, scenario::Assertion::NONE, *TestKey(), TestNow());
    const http::Request request = Post(kTokenPath, "");
    const scenario::Setting setting = TestSetting();
    const Exchange exchange = MakeExchange(request, setting, TestNow(), *random_);
    const jwt::Jwt assertion = *jwt::ParseJwt(text);
    const auto tenant = directory_.FindTenant(kTenant);
    return CheckFederatedAssertion(exchange, directory_, keys_, *tenant->FindApplication("app"),
                                   assertion, text);
  }

  // 0 if it is trusted.
  std::int64_t CodeFor(const Json& claims) {
    const auto refusal = Check(claims);
    return refusal ? refusal->code : 0;
  }

  static Json Claims(std::int64_t issued, std::int64_t expires) {
    return {{"iss", kIssuer}, {"sub", "workload"}, {"aud", "api://AzureADTokenExchange"},
            {"iat", issued},  {"nbf", issued},     {"exp", expires}};
  }

  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  const SigningKeys keys_ = {TestKey()};
  Directory directory_;
};

TEST_F(FederatedAssertionTest, TwentyFiveHoursAreNotTooLong) {
  EXPECT_EQ(CodeFor(Claims(kNow, kNow + 25 * kHour)), 0);
}

TEST_F(FederatedAssertionTest, ASecondMoreIs) {
  const auto refusal = Check(Claims(kNow, kNow + 25 * kHour + 1));
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->code, 70023);
  EXPECT_EQ(Expand(Catalogue::BuiltIn().Find(70023)->description, refusal->values),
            "External OIDC Provider token must have a lifetime of less than or equal to "
            "1.01:00:00. Token issued at 1768478400. Token expires on 1768568401.");
}

TEST_F(FederatedAssertionTest, WhatCountsIsWhenItWasIssued) {
  Json claims = Claims(kNow - 2 * kHour, kNow + 24 * kHour);
  EXPECT_EQ(CodeFor(claims), 70023) << "that less than 25 hours are left does not help";
  claims["nbf"] = kNow;
  EXPECT_EQ(CodeFor(claims), 70023) << "nor that it is valid for less";
  claims.erase("iat");
  EXPECT_EQ(CodeFor(claims), 0) << "but where nothing else is known";
  claims["nbf"] = kNow - 2 * kHour;
  EXPECT_EQ(CodeFor(claims), 70023);
  claims.erase("nbf");
  EXPECT_EQ(CodeFor(claims), 0);
}

TEST_F(FederatedAssertionTest, ATooLongLifetimeIsFoundAfterTheTrustAndBeforeTheTime) {
  Json claims = Claims(kNow - 48 * kHour, kNow - kHour);
  EXPECT_EQ(CodeFor(claims), 70023) << "not 700024";
  claims["aud"] = "api://AKSIdentityBinding";
  EXPECT_EQ(CodeFor(claims), 700212);
}

TEST_F(FederatedAssertionTest, EntrasOwnTokensMayLiveLonger) {
  Json claims = Claims(kNow, kNow + 28 * kHour);
  claims["iss"] = kOwnIssuer;
  claims["idtyp"] = "app";
  EXPECT_EQ(CodeFor(claims), 0);
}

}  // namespace
}  // namespace mock::entra
