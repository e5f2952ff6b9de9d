#include "identity/token_credential.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

class Vault : public TokenCredential {
 public:
  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    return AccessToken();
  }

  class Inner;
};

class Vault::Inner : public Vault {};

class Named final : public Vault {
 public:
  std::string name() const override { return "billing"; }
};

template <typename T>
class Cached : public T {};

TEST(TokenCredentialTest, ItsNameIsTheClassOfTheObject) {
  const Vault vault;
  const TokenCredential& credential = vault;
  EXPECT_EQ(credential.name(), "Vault");
  EXPECT_EQ(Vault::Inner().name(), "Inner");
}

TEST(TokenCredentialTest, ItsNameMayBeOneOfItsOwn) {
  const Named named;
  const TokenCredential& credential = named;
  EXPECT_EQ(credential.name(), "billing");
}

TEST(TokenCredentialTest, KnowsClassesInFunctions) {
  class Local : public Vault {};
  EXPECT_EQ(Local().name(), "Local");
}

TEST(TokenCredentialTest, KeepsTemplateArguments) {
  EXPECT_EQ(Cached<Vault>().name(), "Cached<azure::identity::(anonymous namespace)::Vault>");
  EXPECT_EQ(Cached<Cached<Vault>>().name().rfind("Cached<azure::", 0), 0u);
}

}  // namespace
}  // namespace azure::identity
