#include "identity/internal/managed_identity/token.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;

constexpr char kResource[] = "https://vault.azure.net";
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

absl::StatusOr<TokenResponse> Parse(absl::string_view body) {
  return ParseManagedIdentityToken(body, kResource, kNow);
}

// A body with these members beside the token.
absl::StatusOr<TokenResponse> ParseWith(absl::string_view members) {
  return Parse(absl::StrCat(R"({"access_token":"tok",)", members, "}"));
}

std::string Error(absl::string_view body) { return std::string(Parse(body).status().message()); }

TEST(ManagedIdentityTokenTest, ReadsWhatImdsAnswers) {
  const auto token = Parse(
      R"({"access_token":"tok","client_id":"c","expires_in":"5000","expires_on":"1800003600",)"
      R"("ext_expires_in":"86399","not_before":"1799999700","resource":"https://vault.azure.net",)"
      R"("token_type":"Bearer"})");
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->access_token, "tok");
  EXPECT_EQ(token->token_type, "Bearer");
  EXPECT_EQ(token->expires_on, kNow + absl::Hours(1));
  EXPECT_EQ(token->refresh_on, absl::InfinitePast());
  EXPECT_THAT(token->granted_scopes, ElementsAre(kResource));
}

TEST(ManagedIdentityTokenTest, ExpiryMayBeWrittenInManyWays) {
  for (const char* members :
       {R"("expires_on":"1800003600")", R"("expires_on":1800003600)", R"("expires_on":1.8000036e9)",
        R"("expires_on":"01/15/2027 09:00:00")", R"("expires_on":"2027-01-15 09:00:00")",
        R"("expires_on":"2027-01-15T10:00:00+01:00")", R"("expires_in":3600)",
        R"("expires_in":"3600")", R"("expires_on":"","expires_in":3600)",
        R"("expires_on":true,"expires_in":3600)"}) {
    const auto token = ParseWith(members);
    ASSERT_THAT(token, IsOk()) << members;
    EXPECT_EQ(token->expires_on, kNow + absl::Hours(1)) << members;
  }
}

TEST(ManagedIdentityTokenTest, ALongLifeIsRefreshedHalfwayUnlessTheHostSaysWhen) {
  EXPECT_EQ(ParseWith(R"("expires_in":7200)")->refresh_on, absl::InfinitePast());
  EXPECT_EQ(ParseWith(R"("expires_in":7202)")->refresh_on, kNow + absl::Seconds(3601));
  EXPECT_EQ(ParseWith(R"("expires_in":86400,"refresh_in":"60")")->refresh_on,
            kNow + absl::Minutes(1));
  EXPECT_EQ(ParseWith(R"("expires_in":3600,"refresh_in":0)")->refresh_on, kNow);
}

TEST(ManagedIdentityTokenTest, ScopesThatAreListedAreGrantedToo) {
  EXPECT_THAT(ParseWith(R"("expires_in":60,"scope":"a b")")->granted_scopes,
              ElementsAre("a", "b", kResource));
}

TEST(ManagedIdentityTokenTest, ErrorsAreThoseOfGosDecoder) {
  const std::string prefix = "error parsing the json error: ";
  EXPECT_EQ(Error("not json"), prefix + "invalid character 'o' in literal null (expecting 'u')");
  EXPECT_EQ(Error(""), prefix + "unexpected end of JSON input");
  EXPECT_EQ(Error(R"({"access_token":"tok")"), prefix + "unexpected end of JSON input");
  EXPECT_EQ(Error("<html>"), prefix + "invalid character '<' looking for beginning of value");
  EXPECT_EQ(Error("{} x"), prefix + "invalid character 'x' after top-level value");
  EXPECT_EQ(Error("{}"), prefix + "expires_in and expires_on are both missing or invalid");
  EXPECT_EQ(Error(R"({"access_token":1,"expires_in":60})"),
            prefix +
                "json: cannot unmarshal number into Go struct field .Alias.access_token of "
                "type string");
  EXPECT_EQ(Error(R"({"expires_on":"15609740s28"})"),
            prefix + "invalid ExpiresOn format: 15609740s28");
  EXPECT_EQ(Error(R"({"expires_on":"1/2/2027 3:04:05"})"),
            prefix + "invalid ExpiresOn format: 1/2/2027 3:04:05");
  EXPECT_EQ(Error(R"({"expires_on":"4/22/2021 11:11:11 AM +00:00"})"),
            prefix + "invalid ExpiresOn format: 4/22/2021 11:11:11 AM +00:00");
  EXPECT_EQ(Error(R"({"expires_in":"abc"})"),
            prefix +
                "unix time(\"abc\") could not be converted from string to int: strconv.Atoi: "
                "parsing \"abc\": invalid syntax");
  EXPECT_EQ(Error("null"), prefix +
                               "json: cannot unmarshal null into Go value of type "
                               "TokenResponse");
}

TEST(ManagedIdentityTokenTest, ATokenThatIsMissingIsAnError) {
  EXPECT_THAT(Parse(R"({"expires_in":60})"),
              StatusIs(absl::StatusCode::kUnavailable, "response is missing access_token"));
  EXPECT_EQ(Error(R"({"access_token":"","expires_in":60})"), "response is missing access_token");
}

}  // namespace
}  // namespace azure::identity::internal
