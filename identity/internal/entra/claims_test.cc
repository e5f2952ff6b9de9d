#include "identity/internal/entra/claims.h"

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

}  // namespace
}  // namespace azure::identity::internal
