#include "identity/internal/entra/claims.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr char kCp1[] = R"({"access_token":{"xms_cc":{"values":["CP1"]}}})";

TEST(ClaimsParameterTest, IsEmptyWithoutClaimsAndCae) {
  EXPECT_THAT(ClaimsParameter("", false), IsOkAndHolds(""));
}

TEST(ClaimsParameterTest, SendsAChallengeAsItIsWithoutCae) {
  for (const char* challenge : {R"({"b":1,"a":2})", "not json", "[]", "null", R"({"a":1)"}) {
    EXPECT_THAT(ClaimsParameter(challenge, false), IsOkAndHolds(challenge));
  }
}

TEST(ClaimsParameterTest, StatesTheCapabilityWithCae) {
  EXPECT_THAT(ClaimsParameter("", true), IsOkAndHolds(kCp1));
}

TEST(ClaimsParameterTest, MergesAChallengeWithTheCapability) {
  const struct {
    const char* challenge;
    const char* merged;
  } kCases[] = {
      {R"({"access_token":{"nbf":{"essential":true,"value":"1726077595"}}})",
       R"({"access_token":{"nbf":{"essential":true,"value":"1726077595"},"xms_cc":{"values":["CP1"]}}})"},
      {R"({"a":1})", R"({"a":1,"access_token":{"xms_cc":{"values":["CP1"]}}})"},
      {R"({"z":{"y":2,"x":1},"access_token":{}})",
       R"({"access_token":{"xms_cc":{"values":["CP1"]}},"z":{"x":1,"y":2}})"},
      {R"({"access_token":{"xms_cc":{"essential":true}}})",
       R"({"access_token":{"xms_cc":{"essential":true,"values":["CP1"]}}})"},
      {" {} ", kCp1},
  };
  for (const auto& c : kCases)
    EXPECT_THAT(ClaimsParameter(c.challenge, true), IsOkAndHolds(c.merged));
}

TEST(ClaimsParameterTest, KeepsLargeNumbers) {
  EXPECT_THAT(
      ClaimsParameter(R"({"big":12345678901234567890})", true),
      IsOkAndHolds(R"({"access_token":{"xms_cc":{"values":["CP1"]}},"big":12345678901234567890})"));
}

std::string Nested(int levels) {
  std::string text = "{\"a\":1}";
  for (int i = 1; i < levels; ++i) text = absl::StrCat("{\"a\":", text, "}");
  return text;
}

TEST(ClaimsParameterTest, RefusesWhatIsNestedTooDeep) {
  EXPECT_THAT(ClaimsParameter(Nested(64), true), IsOk());
  for (const int levels : {65, 2000, 9999}) {
    const std::string claims = Nested(levels);
    EXPECT_THAT(ClaimsParameter(claims, true),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         levels > 2500 ? ::testing::HasSubstr("bytes are more than 16384")
                                       : ::testing::HasSubstr("nested deeper than 64 levels")));
    EXPECT_THAT(ClaimsParameter(claims, false), IsOkAndHolds(claims));
  }
  EXPECT_THAT(
      ClaimsParameter(R"({"a":"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["})",
                      true),
      IsOk());
}

TEST(ClaimsParameterTest, RefusesWhatIsTooLong) {
  const std::string filler(16 << 10, 'x');
  EXPECT_THAT(ClaimsParameter(absl::StrCat("{\"a\":\"", filler.substr(8), "\"}"), true), IsOk());
  EXPECT_THAT(
      ClaimsParameter(absl::StrCat("{\"a\":\"", filler, "\"}"), true),
      StatusIs(absl::StatusCode::kInvalidArgument, "claims of 16392 bytes are more than 16384"));
}

TEST(ClaimsParameterTest, RefusesAConflict) {
  for (const char* challenge :
       {R"({"access_token":5})", R"({"access_token":null})",
        R"({"access_token":{"xms_cc":{"values":["x"]}}})", R"({"access_token":{"xms_cc":[]}})"}) {
    EXPECT_THAT(ClaimsParameter(challenge, true),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "challenge claims conflict with client capabilities"))
        << challenge;
  }
}

TEST(ClaimsParameterTest, RefusesWhatIsNoJsonObject) {
  const struct {
    const char* challenge;
    const char* error;
  } kCases[] = {
      {"not json", "invalid character 'o' in literal null (expecting 'u')"},
      {R"({"a":1)", "unexpected end of JSON input"},
      {"{} x", "invalid character 'x' after top-level value"},
      {"[]", "json: cannot unmarshal array into Go value of type map[string]interface {}"},
      {"null", "json: cannot unmarshal null into Go value of type map[string]interface {}"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(
        ClaimsParameter(c.challenge, true),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 absl::StrCat("claims must be JSON. Are they base64 encoded? json.Unmarshal "
                              "returned \"",
                              c.error, "\"")));
  }
}

TEST(ClaimsParameterTest, WritesWholeNumbersAsGoDoes) {
  EXPECT_THAT(
      ClaimsParameter(R"({"a":[1.50e3,-2.0,0.5,1e300]})", true),
      IsOkAndHolds(R"({"a":[1500,-2,0.5,1e+300],"access_token":{"xms_cc":{"values":["CP1"]}}})"));
}

}  // namespace
}  // namespace azure::identity::internal
