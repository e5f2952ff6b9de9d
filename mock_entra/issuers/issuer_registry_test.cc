#include "mock_entra/issuers/issuer_registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

constexpr absl::Time kNow = absl::FromUnixSeconds(1768478400);
constexpr char kUrl[] = "https://oidc.prod-aks.azure.example/cluster";

class IssuerRegistryTest : public ::testing::Test {
 protected:
  IssuerRegistryTest() {
    issuer_.set_url(kUrl);
    EXPECT_TRUE(registry_.Add(issuer_).ok());
    spec_.set_issuer(kUrl);
    spec_.set_subject("system:serviceaccount:default:workload");
  }

  std::string Mint() {
    const auto token = registry_.Mint(spec_, kNow, *random_);
    EXPECT_TRUE(token.ok()) << token.status();
    return token.value_or("");
  }

  std::optional<http::Response> Get(absl::string_view path,
                                    absl::string_view host = "oidc.prod-aks.azure.example") {
    return Ask("GET", path, host);
  }

  std::optional<http::Response> Ask(absl::string_view method, absl::string_view path,
                                    absl::string_view host) {
    http::Request request;
    request.method = std::string(method);
    request.host = std::string(host);
    request.path = std::string(path);
    return registry_.Handle(request, kNow);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  scenario::Issuer issuer_;
  scenario::Minted spec_;
  IssuerRegistry registry_;
};

TEST_F(IssuerRegistryTest, MintsWhatItThenVerifies) {
  const auto jwt = registry_.Verify(kUrl, Mint(), kNow);
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->claims["iss"], kUrl);
  EXPECT_EQ(jwt->claims["sub"], "system:serviceaccount:default:workload");
  EXPECT_EQ(jwt->claims["aud"], "api://AzureADTokenExchange");
  EXPECT_EQ(jwt->claims["nbf"], 1768478400);
  EXPECT_EQ(jwt->claims["exp"], 1768479000);
}

TEST_F(IssuerRegistryTest, MintsForAnyTimeAndAudience) {
  spec_.set_audience("api://other");
  spec_.set_not_before("-2h");
  spec_.set_expires("-1h");
  const auto jwt = registry_.Verify(kUrl, Mint(), kNow);
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->claims["aud"], "api://other");
  EXPECT_EQ(jwt->claims["nbf"], 1768478400 - 7200);
  EXPECT_EQ(jwt->claims["exp"], 1768478400 - 3600);
}

TEST_F(IssuerRegistryTest, NoFlawPassesVerification) {
  for (const auto flaw : {scenario::Assertion::TAMPERED, scenario::Assertion::ALG_NONE,
                          scenario::Assertion::UNKNOWN_KEY}) {
    spec_.set_flaw(flaw);
    EXPECT_FALSE(registry_.Verify(kUrl, Mint(), kNow).ok()) << flaw;
  }
}

TEST_F(IssuerRegistryTest, PublishesItsKeysAtItsOwnAddress) {
  const auto discovery = Get("/cluster/.well-known/openid-configuration");
  ASSERT_TRUE(discovery.has_value());
  const auto document = nlohmann::json::parse(discovery->body);
  EXPECT_EQ(document["issuer"], kUrl);
  EXPECT_EQ(document["jwks_uri"], absl::StrCat(kUrl, "/.well-known/jwks"));
  const auto keys = jwt::KeySet::Parse(Get("/cluster/.well-known/jwks")->body);
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_TRUE(jwt::VerifyRs256(Mint(), *keys).ok());

  EXPECT_FALSE(Get("/.well-known/jwks").has_value());
  EXPECT_FALSE(Get("/cluster/.well-known/jwks", "login.microsoftonline.com").has_value());
}

TEST_F(IssuerRegistryTest, AnUnreachableIssuerMintsButPublishesNothing) {
  const std::string token = Mint();
  issuer_.set_unreachable(true);
  ASSERT_TRUE(registry_.Add(issuer_).ok());
  EXPECT_FALSE(registry_.IsReachable(kUrl));
  EXPECT_EQ(registry_.Verify(kUrl, token, kNow).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Get("/cluster/.well-known/jwks")->status, 503);
  issuer_.set_unreachable(false);
  ASSERT_TRUE(registry_.Add(issuer_).ok());
  EXPECT_TRUE(registry_.Verify(kUrl, token, kNow).ok()) << "it keeps its key";
}

TEST_F(IssuerRegistryTest, WhatItPublishesIsReadAndNothingElse) {
  const auto keys = [this](absl::string_view method) {
    return Ask(method, "/cluster/.well-known/jwks", "oidc.prod-aks.azure.example");
  };
  EXPECT_EQ(keys("HEAD")->status, 200);
  const auto posted = keys("POST");
  EXPECT_EQ(posted->status, 405);
  EXPECT_EQ(posted->headers.Get("Allow"), "GET, HEAD");
  EXPECT_EQ(posted->remarks.reason, "the endpoint does not take this method");
}

TEST_F(IssuerRegistryTest, VerifiesWithAGivenKeySetButCannotSign) {
  const std::string token = Mint();
  scenario::Issuer given;
  given.set_url("https://given.example");
  given.set_jwks_json(Get("/cluster/.well-known/jwks")->body);
  ASSERT_TRUE(registry_.Add(given).ok());
  EXPECT_TRUE(registry_.Verify("https://given.example", token, kNow).ok());
  spec_.set_issuer("https://given.example");
  EXPECT_EQ(registry_.Mint(spec_, kNow, *random_).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(IssuerRegistryTest, ExplainsWhatItCannotDo) {
  spec_.set_issuer("https://nobody.example");
  EXPECT_THAT(std::string(registry_.Mint(spec_, kNow, *random_).status().message()),
              HasSubstr("no issuer https://nobody.example"));
  EXPECT_EQ(registry_.Verify("https://nobody.example", "a.b.c", kNow).status().code(),
            absl::StatusCode::kUnavailable);
  issuer_.set_jwks_json("{}");
  EXPECT_EQ(registry_.Add(issuer_).code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace mock::entra
