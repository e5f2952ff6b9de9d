#include "mock_entra/promises/promises.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_common/random.h"
#include "mock_entra/promises/bounded_map.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1768478400);

TEST(BoundedMapTest, ForgetsTheOldest) {
  BoundedMap<int> map(3);
  for (int i = 0; i < 5; ++i) map.Put(absl::StrCat(i), i);
  EXPECT_EQ(map.size(), 3u);
  EXPECT_EQ(map.Find("1"), nullptr);
  ASSERT_NE(map.Find("2"), nullptr);
  EXPECT_EQ(*map.Find("4"), 4);
}

TEST(BoundedMapTest, AnotherValueTakesNoRoom) {
  BoundedMap<int> map(2);
  map.Put("a", 1);
  for (int i = 0; i < 5; ++i) map.Put("b", i);
  EXPECT_NE(map.Find("a"), nullptr);
  EXPECT_EQ(*map.Find("b"), 4);
}

TEST(BoundedMapTest, RemovesWhatIsGone) {
  BoundedMap<int> map(3);
  for (int i = 0; i < 3; ++i) map.Put(absl::StrCat(i), i);
  map.RemoveIf([](int value) { return value != 1; });
  EXPECT_EQ(map.size(), 1u);
  map.Put("3", 3);
  map.Put("4", 4);
  EXPECT_NE(map.Find("1"), nullptr);
}

TEST(HandleTest, NamesTheTenantAndNothingElse) {
  const auto random = Random::Seeded(1);
  const std::string handle = NewHandle("contoso.example", 24, *random);
  EXPECT_EQ(TenantOfHandle(handle), "contoso.example");
  EXPECT_NE(handle, NewHandle("contoso.example", 24, *random));
  for (const char* text : {"", "1.A", "1.A%%.x", "garbage", "1.AYQ"}) {
    EXPECT_EQ(TenantOfHandle(text), "") << text;
  }
}

TEST(HandleTest, UserCodesAreEasyToType) {
  const auto random = Random::Seeded(1);
  const std::string code = NewUserCode(*random);
  EXPECT_THAT(code, ::testing::MatchesRegex("[BCDFGHJKLMNPQRSTVWXYZ2-9]+"));
  EXPECT_EQ(code.size(), 9u);
  EXPECT_EQ(PlainUserCode("bcd-fgh jkl"), "BCDFGHJKL");
}

TEST(PromisesTest, ACodeIsRedeemedOnce) {
  Promises promises;
  AuthorizationCode code;
  code.app_id = "app";
  promises.AddCode("c", code);
  EXPECT_FALSE(promises.RedeemCode("other").has_value());
  EXPECT_FALSE(promises.RedeemCode("c")->redeemed);
  EXPECT_TRUE(promises.RedeemCode("c")->redeemed);
}

TEST(PromisesTest, AFamilyOfRefreshTokensIsRevokedAtOnce) {
  Promises promises;
  RefreshToken token;
  token.family = "f";
  promises.AddRefreshToken("1", token);
  promises.AddRefreshToken("2", token);
  EXPECT_FALSE(promises.UseRefreshToken("1")->used);
  EXPECT_TRUE(promises.UseRefreshToken("1")->used);
  promises.RevokeFamily("f");
  EXPECT_TRUE(promises.UseRefreshToken("2")->revoked);
}

TEST(PromisesTest, WrongPasswordsInARowLockForAMinute) {
  Promises promises;
  promises.CountWrongPassword("Ada@contoso.example", 2, kNow);
  promises.ForgetWrongPasswords("ada@contoso.example");
  promises.CountWrongPassword("ada@contoso.example", 2, kNow);
  EXPECT_FALSE(promises.IsLockedOut("ada@contoso.example", kNow));
  promises.CountWrongPassword("ADA@contoso.example", 2, kNow);
  EXPECT_TRUE(promises.IsLockedOut("ada@contoso.example", kNow + absl::Seconds(59)));
  EXPECT_FALSE(promises.IsLockedOut("ada@contoso.example", kNow + absl::Minutes(1)));
  EXPECT_FALSE(promises.IsLockedOut("bob@contoso.example", kNow));
}

TEST(PromisesTest, ConsentIsForOneUserApplicationAndResource) {
  Promises promises;
  promises.AddConsent("ada", "app", "arm");
  EXPECT_TRUE(promises.HasConsent("Ada", "app", "arm"));
  EXPECT_FALSE(promises.HasConsent("ada", "app", "vault"));
}

TEST(PromisesTest, ClearedTheyAreAsNew) {
  Promises promises;
  promises.AddRefreshToken("1", {});
  promises.AddConsent("ada", "app", "arm");
  promises.CountWrongPassword("ada", 1, kNow);
  promises.seen_assertions().Add("a", kNow + absl::Hours(1), kNow);
  promises.Clear();
  EXPECT_FALSE(promises.UseRefreshToken("1").has_value());
  EXPECT_FALSE(promises.HasConsent("ada", "app", "arm"));
  EXPECT_FALSE(promises.IsLockedOut("ada", kNow));
  EXPECT_EQ(promises.seen_assertions().size(), 0u);
}

TEST(PromisesTest, ASessionEnds) {
  Promises promises;
  promises.PutSession("cookie", {"ada", kNow, true, "", ""});
  EXPECT_EQ(promises.FindSession("cookie")->user_name, "ada");
  promises.EndSession("cookie");
  EXPECT_FALSE(promises.FindSession("cookie").has_value());
}

class DeviceCodesTest : public ::testing::Test {
 protected:
  DeviceCodesTest() {
    DeviceCode code;
    code.tenant = "organizations";
    code.owner = "contoso";
    code.user_code = "BCDFGHJKL";
    code.issued = kNow;
    code.lifetime = absl::Minutes(15);
    codes_.Add("device", code);
  }

  DeviceCodes codes_;
};

TEST_F(DeviceCodesTest, AUserApproves) {
  EXPECT_EQ(codes_.Poll("device")->polls, 1);
  EXPECT_TRUE(codes_.Approve("bcdf-ghjkl", "fabrikam", {"ada", kNow, false, "", ""}, kNow));
  EXPECT_EQ(codes_.Poll("device")->state, DeviceCode::State::kApproved);
  EXPECT_EQ(codes_.Poll("device")->sign_in.user_name, "ada");
  EXPECT_FALSE(codes_.Decline("BCDFGHJKL", kNow)) << "it was dealt with";
}

TEST_F(DeviceCodesTest, NobodyEntersACodeThatIsTooOldOrUnknown) {
  EXPECT_FALSE(codes_.FindByUserCode("BCDFGHJKL", kNow + absl::Minutes(15)).has_value());
  EXPECT_FALSE(codes_.FindByUserCode("XXXXXXXXX", kNow).has_value());
  EXPECT_FALSE(codes_.Poll("other").has_value());
}

TEST_F(DeviceCodesTest, TheyAreTheUsersTenantsOnceApproved) {
  EXPECT_EQ(codes_.OwnerOf("device"), "contoso");
  EXPECT_EQ(codes_.OwnerOfUserCode("bcdf ghjkl"), "contoso");
  ASSERT_TRUE(codes_.Approve("BCDFGHJKL", "fabrikam", {"ada", kNow, false, "", ""}, kNow));
  EXPECT_EQ(codes_.OwnerOf("device"), "fabrikam");
  EXPECT_EQ(codes_.OwnerOf("other"), "");
  EXPECT_EQ(codes_.OwnerOfUserCode("XXXXXXXXX"), "");
  codes_.RemoveOfTenant("contoso");
  EXPECT_TRUE(codes_.Poll("device").has_value());
}

TEST_F(DeviceCodesTest, ATenantsCodesGoWithIt) {
  codes_.RemoveOfTenant("CONTOSO");
  EXPECT_FALSE(codes_.Poll("device").has_value());
  EXPECT_FALSE(codes_.FindByUserCode("BCDFGHJKL", kNow).has_value());
}

}  // namespace
}  // namespace mock::entra
