#include "mock_common/text/redacted_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RedactedJsonTest, OfAGrantOnlyHarmlessNamesShowTheirTexts) {
  EXPECT_EQ(RedactedJson(R"({"token_type":"Bearer","expires_in":3599,"access_token":"eyJ.a.b"})",
                         BodyOf::kGrant),
            R"({"token_type":"Bearer","expires_in":3599,"access_token":"<redacted>"})");
  EXPECT_EQ(
      RedactedJson(R"({"value": ["s1", "", "s2"], "ok": true, "scope": "a"})", BodyOf::kGrant),
      R"({"value": ["<redacted>", "", "<redacted>"], "ok": true, "scope": "a"})");
}

TEST(RedactedJsonTest, OfARefusalOnlyNamesThatSoundSecretHideTheirs) {
  constexpr char kForbidden[] =
      R"({"error":{"code":"Forbidden","message":"Caller: appid=1;oid=2;iss=https://a/"}})";
  EXPECT_EQ(RedactedJson(kForbidden, BodyOf::kRefusal), kForbidden);
  EXPECT_EQ(
      RedactedJson(R"({"client_secret":"s1","device_code":"s2","title":"t"})", BodyOf::kRefusal),
      R"({"client_secret":"<redacted>","device_code":"<redacted>","title":"t"})");
}

TEST(RedactedJsonTest, HidesPairsInsideATextAlsoWhenEscaped) {
  for (const char* text :
       {R"({"message":"at https://h/?sig=s1"})", R"({"message":"at https://h/?sig\u003ds1"})",
        R"({"message":"say \"client_secret=s1\" twice"})"}) {
    EXPECT_EQ(RedactedJson(text, BodyOf::kRefusal), R"({"message":"<redacted>"})");
  }
}

TEST(RedactedJsonTest, WhatIsNoJsonShowsNoTextOfUnknownName) {
  for (const char* text : {R"("s1)", R"({"a":"s1)", R"({"a":"s1\)", R"(["s1")"}) {
    EXPECT_THAT(RedactedJson(text, BodyOf::kGrant), Not(HasSubstr("s1"))) << text;
  }
}

}  // namespace
}  // namespace mock::scenario
