#include "mock_entra/tokens/shared_tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "mock_entra/testing/testing.h"
#include "mock_entra/tokens/access_token.h"

namespace mock::entra {
namespace {

class SharedTokensTest : public ::testing::Test {
 protected:
  SharedTokensTest() {
    EXPECT_TRUE(directory_.Merge(TestDirectory()).ok());
    tenant_ = directory_.FindTenant(kTenant);
  }

  std::string Issue(absl::Duration after, const std::string& resource = "https://vault.azure.net",
                    const jwt::SigningKey& key = *TestKey(), TokenFlaw flaw = TokenFlaw::kNone) {
    const Authority authority = AuthorityOf(Get("/"));
    const RequestedResource requested{tenant_->FindResource(resource), resource};
    TokenInput input{authority,           *tenant_,         *tenant_->FindApplication(kClient),
                     requested,
                     /*capabilities=*/{}, TestNow() + after};
    input.flaw = flaw;
    input.shared = &shared_;
    const auto token = IssueAccessToken(input, key, *random_);
    EXPECT_TRUE(token.ok()) << token.status();
    return *token;
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Directory directory_;
  std::shared_ptr<const Tenant> tenant_;
  SharedTokens shared_;
};

TEST_F(SharedTokensTest, EqualClaimsWithinASecondAreOneToken) {
  const std::string first = Issue(absl::ZeroDuration());
  EXPECT_EQ(Issue(absl::Milliseconds(999)), first);
  EXPECT_NE(Issue(absl::Seconds(1)), first);
}

TEST_F(SharedTokensTest, OtherClaimsAreAnotherToken) {
  const std::string first = Issue(absl::ZeroDuration());
  const std::string other = Issue(absl::ZeroDuration(), "https://management.azure.com");
  EXPECT_NE(other, first);
  EXPECT_EQ(Issue(absl::ZeroDuration()), first);
}

TEST_F(SharedTokensTest, ASecondThatDoesNotEndKeepsNoMoreThanTheLimit) {
  SharedTokens few(2);
  for (const char* claims : {"{}", R"({"a":1})", R"({"a":2})", R"({"a":3})"}) {
    EXPECT_TRUE(few.Encode(*TestKey(), "{}", claims).ok());
    EXPECT_LE(few.size(), 2);
  }
  EXPECT_EQ(few.size(), 2);
}

TEST_F(SharedTokensTest, NorDoesWhatIsKeptByItsInput) {
  SharedTokens few(2);
  const Authority authority = AuthorityOf(Get("/"));
  few.Opaque(TestNow(), *random_);
  for (const char* uri :
       {"https://vault.azure.net", "https://management.azure.com", "https://storage.azure.com"}) {
    const RequestedResource requested{tenant_->FindResource(uri), uri};
    const TokenInput input{authority,           *tenant_, *tenant_->FindApplication(kClient),
                           requested,
                           /*capabilities=*/{}, TestNow()};
    few.Keep(input, *TestKey(), uri);
    EXPECT_EQ(few.Find(input, *TestKey()), uri);
    EXPECT_LE(few.size(), 2);
  }
  EXPECT_EQ(few.size(), 1);
}

TEST_F(SharedTokensTest, ANewKeySignsAnew) {
  const auto key = jwt::SigningKey::Generate(TestNow());
  EXPECT_NE(Issue(absl::ZeroDuration(), "https://vault.azure.net", *key),
            Issue(absl::ZeroDuration()));
}

TEST_F(SharedTokensTest, WhatMakesOtherClaimsIsNotFound) {
  const Authority authority = AuthorityOf(Get("/"));
  const std::string uri = "https://vault.azure.net";
  const RequestedResource requested{tenant_->FindResource(uri), uri};
  const auto input = [&] {
    TokenInput made{authority,           *tenant_, *tenant_->FindApplication(kClient), requested,
                    /*capabilities=*/{}, TestNow()};
    made.shared = &shared_;
    return made;
  };
  const std::string token = Issue(absl::ZeroDuration());
  EXPECT_EQ(shared_.Find(input(), *TestKey()), token);

  const auto other_key = jwt::SigningKey::Generate(TestNow());
  EXPECT_EQ(shared_.Find(input(), *other_key), "");
  TokenInput capable = input();
  capable.capabilities = {"cp1"};
  EXPECT_EQ(shared_.Find(capable, *TestKey()), "");
  TokenInput asserted = input();
  asserted.by_assertion = true;
  EXPECT_EQ(shared_.Find(asserted, *TestKey()), "");
  TokenInput bound = input();
  bound.bound_to = "hash";
  EXPECT_EQ(shared_.Find(bound, *TestKey()), "");
  TokenInput ordered = input();
  ordered.ordered_claims = "{}";
  EXPECT_EQ(shared_.Find(ordered, *TestKey()), "");
  TokenInput identity = input();
  identity.managed_identity = "/subscriptions/x";
  EXPECT_EQ(shared_.Find(identity, *TestKey()), "");
  TokenInput later = input();
  later.now += absl::Seconds(1);
  EXPECT_EQ(shared_.Find(later, *TestKey()), "");

  Authority elsewhere = authority;
  elsewhere.issuer_base = "https://localhost";
  const TokenInput of_another{elsewhere,           *tenant_, *tenant_->FindApplication(kClient),
                              requested,
                              /*capabilities=*/{}, TestNow()};
  EXPECT_EQ(shared_.Find(of_another, *TestKey()), "");
  const RequestedResource slash{requested.resource, uri + "/"};
  const TokenInput of_slash{
      authority,           *tenant_, *tenant_->FindApplication(kClient), slash,
      /*capabilities=*/{}, TestNow()};
  EXPECT_EQ(shared_.Find(of_slash, *TestKey()), "");
}

TEST_F(SharedTokensTest, AnEditOfTheTenantIsSeenWithinTheSecond) {
  const std::string first = Issue(absl::ZeroDuration());
  scenario::EntraDirectory edit = TestDirectory();
  edit.mutable_tenants(0)->mutable_applications(0)->set_service_principal_id(
      "7e570000-0000-4000-8000-00000000beef");
  ASSERT_TRUE(directory_.Merge(edit).ok());
  tenant_ = directory_.FindTenant(kTenant);
  EXPECT_NE(Issue(absl::ZeroDuration()), first);
}

TEST_F(SharedTokensTest, AFlawedTokenIsNobodyElses) {
  const std::string sound = Issue(absl::ZeroDuration());
  const std::string flawed =
      Issue(absl::ZeroDuration(), "https://vault.azure.net", *TestKey(), TokenFlaw::kTampered);
  EXPECT_NE(flawed, sound);
  EXPECT_EQ(Issue(absl::ZeroDuration()), sound);
}

}  // namespace
}  // namespace mock::entra
