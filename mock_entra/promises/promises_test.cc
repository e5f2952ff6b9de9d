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

struct Text {
  std::string text;
  std::size_t Bytes() const { return text.size(); }
};
using Map = BoundedMap<Text>;

bool IsOld(const std::string& /*key*/, const Text& value) { return value.text == "old"; }
bool IsOfChain(const std::string& key, const Text& /*value*/) { return key[0] == 'c'; }

TEST(BoundedMapTest, WhatHasExpiredMakesRoomAndNothingElse) {
  Map map({3, 1000});
  for (const char* key : {"a", "b", "d"}) {
    EXPECT_TRUE(map.Put(key, {*key == 'b' ? "old" : "new"}, IsOld, Map::None));
  }
  EXPECT_TRUE(map.Put("e", {"new"}, IsOld, Map::None));
  EXPECT_EQ(map.Find("b"), nullptr);
  EXPECT_FALSE(map.Put("f", {"new"}, IsOld, Map::None));
  for (const char* key : {"a", "d", "e"}) EXPECT_NE(map.Find(key), nullptr) << key;
}

TEST(BoundedMapTest, OfAChainTheOlderHalfMakesRoom) {
  Map map({5, 1000});
  for (const char* key : {"c1", "x", "c2", "c3", "c4"}) {
    EXPECT_TRUE(map.Put(key, {}, Map::None, IsOfChain));
  }
  EXPECT_TRUE(map.Put("c5", {}, Map::None, IsOfChain));
  EXPECT_EQ(map.Find("c1"), nullptr);
  EXPECT_EQ(map.Find("c2"), nullptr);
  for (const char* key : {"x", "c3", "c4", "c5"}) EXPECT_NE(map.Find(key), nullptr) << key;
}

TEST(BoundedMapTest, BytesAreBoundedToo) {
  Map map({100, 50});
  EXPECT_TRUE(map.Put("a", {std::string(40, 'x')}, Map::None, IsOfChain));
  EXPECT_FALSE(map.Put("b", {std::string(40, 'x')}, Map::None, IsOfChain));
  EXPECT_TRUE(map.Put("a", {"another"}, Map::None, IsOfChain)) << "in the place of the first";
  EXPECT_TRUE(map.Put("b", {std::string(30, 'x')}, Map::None, IsOfChain));
  map.Erase("b");
  EXPECT_EQ(map.bytes(), 9u);
  map.RemoveIf([](const std::string&, const Text&) { return true; });
  EXPECT_EQ(map.bytes(), 0u);
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
  ASSERT_TRUE(promises.AddCode("c", code).ok());
  EXPECT_FALSE(promises.RedeemCode("other").has_value());
  EXPECT_FALSE(promises.RedeemCode("c")->redeemed);
  EXPECT_TRUE(promises.RedeemCode("c")->redeemed);
}

TEST(PromisesTest, AFamilyOfRefreshTokensIsRevokedAtOnce) {
  Promises promises;
  RefreshToken token;
  token.family = "f";
  ASSERT_TRUE(promises.AddRefreshToken("1", token, "", kNow).ok());
  ASSERT_TRUE(promises.AddRefreshToken("2", token, "1", kNow).ok());
  EXPECT_FALSE(promises.UseRefreshToken("1")->used);
  EXPECT_TRUE(promises.UseRefreshToken("1")->used);
  promises.RevokeFamily("f");
  EXPECT_TRUE(promises.UseRefreshToken("2")->revoked);
}

TEST(PromisesTest, ATokenIsGoodHoweverOftenItIsRenewed) {
  Promises promises({8, 1 << 20});
  RefreshToken token;
  token.family = "f";
  ASSERT_TRUE(promises.AddRefreshToken("first", token, "", kNow).ok());
  RefreshToken other;
  other.family = "g";
  ASSERT_TRUE(promises.AddRefreshToken("other", other, "", kNow).ok());
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(promises.AddRefreshToken(absl::StrCat(i), token, "first", kNow).ok()) << i;
  }
  EXPECT_TRUE(promises.UseRefreshToken("first").has_value());
  EXPECT_TRUE(promises.UseRefreshToken("other").has_value());
  EXPECT_TRUE(promises.UseRefreshToken("99").has_value());
}

TEST(PromisesTest, WhatIsGoodIsNotForgottenAndTheRefusalNamesTheLimits) {
  Promises promises({2, 4096});
  for (int i = 0; i < 2; ++i) {
    RefreshToken token;
    token.family = absl::StrCat(i);
    token.expires = kNow + absl::Hours(i + 1);
    ASSERT_TRUE(promises.AddRefreshToken(absl::StrCat(i), token, "", kNow).ok());
    AuthorizationCode code;
    code.issued = kNow + absl::Minutes(i);
    ASSERT_TRUE(promises.AddCode(absl::StrCat(i), code).ok());
  }
  const absl::Status full = promises.AddRefreshToken("2", {}, "", kNow);
  EXPECT_EQ(full.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(full.message(),
            "no room for more refresh tokens: the limits are 2 and 4096 bytes; reset the tenant, "
            "or raise the limits of promises");
  EXPECT_TRUE(promises.AddRefreshToken("2", {}, "", kNow + absl::Hours(1)).ok());
  EXPECT_FALSE(promises.UseRefreshToken("0").has_value());
  EXPECT_TRUE(promises.UseRefreshToken("1").has_value());
  AuthorizationCode code;
  code.issued = kNow + absl::Minutes(9);
  EXPECT_FALSE(promises.AddCode("2", code).ok());
  code.issued = kNow + absl::Minutes(10);
  EXPECT_TRUE(promises.AddCode("2", code).ok());
  code.scope = std::string(5000, 'x');
  EXPECT_FALSE(promises.AddCode("3", code).ok()) << "more bytes than there may be";
}

TEST(PromisesTest, EachKindIsCalledByItsNameWhenThereIsNoRoom) {
  Promises promises({1, 4096});
  const auto no_room = [](const char* kind) {
    return absl::StrCat("no room for more ", kind,
                        ": the limits are 1 and 4096 bytes; reset the tenant, or raise the limits "
                        "of promises");
  };
  ASSERT_TRUE(promises.PutSession("a", {"ada", kNow, true, "", ""}).ok());
  EXPECT_EQ(promises.PutSession("b", {"bob", kNow, true, "", ""}).message(), no_room("sessions"));
  Flow flow;
  flow.user_name = "ada";
  ASSERT_TRUE(promises.PutFlow("a", flow).ok());
  flow.user_name = "bob";
  EXPECT_EQ(promises.PutFlow("b", flow).message(), no_room("sign-ins under way"));
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
  ASSERT_TRUE(promises.AddRefreshToken("1", {}, "", kNow).ok());
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
  ASSERT_TRUE(promises.PutSession("cookie", {"ada", kNow, true, "", ""}).ok());
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
    EXPECT_TRUE(codes_.Add("device", code).ok());
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

TEST(DeviceCodesLimitsTest, ExpiredOnesMakeRoom) {
  DeviceCodes codes({1, 1 << 20});
  DeviceCode code;
  code.user_code = "BCDFGHJKL";
  code.issued = kNow;
  code.lifetime = absl::Minutes(15);
  ASSERT_TRUE(codes.Add("first", code).ok());
  code.user_code = "MNPQRSTVW";
  EXPECT_EQ(codes.Add("second", code).code(), absl::StatusCode::kResourceExhausted);
  code.issued = kNow + absl::Minutes(15);
  ASSERT_TRUE(codes.Add("second", code).ok());
  EXPECT_FALSE(codes.Poll("first").has_value());
  EXPECT_EQ(codes.OwnerOfUserCode("BCDFGHJKL"), "");
}

TEST_F(DeviceCodesTest, ATenantsCodesGoWithIt) {
  codes_.RemoveOfTenant("CONTOSO");
  EXPECT_FALSE(codes_.Poll("device").has_value());
  EXPECT_FALSE(codes_.FindByUserCode("BCDFGHJKL", kNow).has_value());
}

}  // namespace
}  // namespace mock::entra
