#include "identity/internal/chain/type_name.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

class Vault : public TokenCredential {
 public:
  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    return AccessToken();
  }
};

template <typename T>
class Cached : public T {};

}  // namespace

namespace internal {
namespace {

TEST(TypeNameTest, IsTheClassOfTheObject) {
  const Vault vault;
  const TokenCredential& credential = vault;
  EXPECT_EQ(TypeName(credential), "Vault");
}

TEST(TypeNameTest, KnowsClassesInFunctions) {
  class Local : public Vault {};
  EXPECT_EQ(TypeName(Local()), "Local");
}

TEST(TypeNameTest, KeepsTemplateArguments) {
  EXPECT_EQ(TypeName(Cached<Vault>()), "Cached<azure::identity::(anonymous namespace)::Vault>");
}

TEST(UnqualifiedTest, RemovesWhatStandsAround) {
  EXPECT_EQ(Unqualified("A"), "A");
  EXPECT_EQ(Unqualified("n::m::A"), "A");
  EXPECT_EQ(Unqualified("n::A<m::B, f(c::D)>::E"), "E");
  EXPECT_EQ(Unqualified("n::F(x::Y)::A"), "A");
  EXPECT_EQ(Unqualified(""), "");
}

}  // namespace
}  // namespace internal
}  // namespace azure::identity
