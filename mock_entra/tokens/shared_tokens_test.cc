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

TEST_F(SharedTokensTest, ANewKeySignsAnew) {
  const auto key = jwt::SigningKey::Generate(TestNow());
  EXPECT_NE(Issue(absl::ZeroDuration(), "https://vault.azure.net", *key),
            Issue(absl::ZeroDuration()));
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
