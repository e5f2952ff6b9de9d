#include "mock_entra/endpoints/signed_in.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using testing::StartsWith;

constexpr char kCli[] = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

class SignedInTest : public testing::Test {
 protected:
  SignedInTest() { Merge("users { name: 'ada@contoso.example' }"); }

  void Merge(const std::string& tenant) {
    scenario::EntraDirectory directory;
    const std::string text = std::string("tenants { id: '") + kTenant + "' " + tenant + " }";
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &directory)) << text;
    ASSERT_TRUE(directory_.Merge(TestDirectory()).ok());
    ASSERT_TRUE(directory_.Merge(directory).ok());
  }

  // The token's lifetime, or the error.
  std::string Ask(const std::string& account,
                  const std::string& scope = "https://vault.azure.net/.default",
                  const std::string& tenant = kTenant) {
    const SigningKeys keys = {TestKey()};
    const auto issued = IssueToSignedIn({kTenant, account, signed_in, kCli, tenant, scope, ""},
                                        {directory_, keys, *random_}, TestNow());
    if (const auto* refusal = std::get_if<SignedInRefusal>(&issued)) {
      return refusal->error + " " + refusal->description;
    }
    const auto& token = std::get<SignedInToken>(issued);
    EXPECT_THAT(token.access_token, StartsWith("eyJ"));
    return absl::FormatDuration(token.expires_on - TestNow());
  }

  absl::Time signed_in = TestNow() - absl::Hours(1);
  Directory directory_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
};

TEST_F(SignedInTest, UsersAndApplicationsGetTokens) {
  EXPECT_EQ(Ask("ada@contoso.example"), "59m59s");
  EXPECT_EQ(Ask("Ada@Contoso.example"), "59m59s");
  EXPECT_EQ(Ask(kClient), "59m59s");
  EXPECT_EQ(Ask("ada@contoso.example", "https://management.core.windows.net//.default"), "59m59s");
}

TEST_F(SignedInTest, WhatEntraFindsIsTheAnswer) {
  EXPECT_THAT(Ask("bob@contoso.example"), StartsWith("invalid_grant AADSTS50034: "));
  EXPECT_THAT(Ask("ada@contoso.example", "https://nobody.example/.default"),
              StartsWith("invalid_resource AADSTS500011: "));
  EXPECT_THAT(Ask("ada@contoso.example", "https://vault.azure.net/.default",
                  "99999999-2222-3333-4444-555555555555"),
              StartsWith("invalid_request AADSTS90002: "));
  Merge("conditional_access { control: MULTI_FACTOR }");
  EXPECT_THAT(Ask("ada@contoso.example"), StartsWith("invalid_grant AADSTS50076: "));
}

TEST_F(SignedInTest, ASignInHasAnAge) {
  signed_in = TestNow() - absl::Hours(24 * 91);
  EXPECT_THAT(Ask("ada@contoso.example"), StartsWith("invalid_grant AADSTS700082: "));
  signed_in = TestNow() - absl::Hours(2);
  Merge("conditional_access { control: SIGN_IN_FREQUENCY max_age_seconds: 3600 }");
  EXPECT_THAT(Ask("ada@contoso.example"), StartsWith("invalid_grant AADSTS70043: "));
}

TEST_F(SignedInTest, AnApplicationIsCheckedToo) {
  EXPECT_THAT(Ask("disabled"), StartsWith("unauthorized_client AADSTS7000112: "));
  EXPECT_THAT(Ask(kClient, "https://nobody.example/.default"),
              StartsWith("invalid_resource AADSTS500011: "));
  EXPECT_THAT(
      Ask(kClient, "https://vault.azure.net/.default", "99999999-2222-3333-4444-555555555555"),
      StartsWith("invalid_request AADSTS90002: "));
}

}  // namespace
}  // namespace mock::entra
