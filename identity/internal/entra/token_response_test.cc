#include "identity/internal/entra/token_response.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);
const std::vector<std::string>& Scopes() {
  static const auto* const kScopes =
      new std::vector<std::string>{"https://vault.azure.net/.default"};
  return *kScopes;
}

absl::StatusOr<TokenResponse> Parse(absl::string_view body) {
  return ParseTokenResponse(body, Scopes(), kNow);
}

TEST(ParseTokenResponseTest, ReadsAnAppToken) {
  const auto response =
      Parse(R"({"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"refresh_in":1800,)"
            R"("access_token":"tok"})");
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->access_token, "tok");
  EXPECT_EQ(response->token_type, "Bearer");
  EXPECT_EQ(response->expires_on, kNow + absl::Seconds(3599));
  EXPECT_EQ(response->refresh_on, kNow + absl::Seconds(1800));
  EXPECT_THAT(response->granted_scopes, ElementsAre("https://vault.azure.net/.default"));
}

TEST(ParseTokenResponseTest, HasNoTimeOfRefreshUnlessTheResponseHas) {
  EXPECT_EQ(Parse(R"({"expires_in":3599,"access_token":"a"})")->refresh_on, absl::InfinitePast());
}

TEST(ParseTokenResponseTest, ReadsEveryFormOfExpiry) {
  const absl::Time date = absl::FromUnixSeconds(1893553445);  // 2030-01-02T03:04:05Z
  const struct {
    const char* fields;
    absl::Time expires_on;
  } kCases[] = {
      {R"("expires_in":3600)", kNow + absl::Hours(1)},
      {R"("expires_in":"3600")", kNow + absl::Hours(1)},
      {R"("expires_in":"+5")", kNow + absl::Seconds(5)},
      {R"("expires_in":-5)", kNow - absl::Seconds(5)},
      {R"("expires_in":0)", kNow},
      {R"("expires_on":"1900000000","expires_in":5)", absl::FromUnixSeconds(1900000000)},
      {R"("expires_on":1900000000)", absl::FromUnixSeconds(1900000000)},
      {R"("expires_on":1900000000.7)", absl::FromUnixSeconds(1900000000)},
      {R"("expires_on":"2030-01-02 03:04:05")", date},
      {R"("expires_on":"01/02/2030 03:04:05")", date},
      {R"("expires_on":"2030-01-02T04:04:05.5+01:00")", date + absl::Milliseconds(500)},
      {R"("expires_on":"","expires_in":3600)", kNow + absl::Hours(1)},
      {R"("expires_on":null,"expires_in":3600)", kNow + absl::Hours(1)},
      {R"("EXPIRES_IN":3600)", kNow + absl::Hours(1)},
  };
  for (const auto& c : kCases) {
    const auto response = Parse(absl::StrCat("{", c.fields, R"(,"Access_Token":"a"})"));
    ASSERT_THAT(response, IsOk()) << c.fields;
    EXPECT_EQ(response->expires_on, c.expires_on) << c.fields;
  }
}

TEST(ParseTokenResponseTest, TheLastOfTwoFieldsCounts) {
  EXPECT_EQ(Parse(R"({"expires_in":3600,"access_token":"a","access_token":"b"})")->access_token,
            "b");
}

TEST(ParseTokenResponseTest, IgnoresWhatFollowsTheObject) {
  EXPECT_EQ(Parse(R"({"expires_in":3600,"access_token":"a"} {)")->access_token, "a");
}

TEST(ParseTokenResponseTest, ListsTheGrantedScopes) {
  EXPECT_THAT(Parse(R"({"expires_in":3600,"access_token":"a","scope":"x y"})")->granted_scopes,
              ElementsAre("x", "y"));
  for (const char* scope : {R"("")", "null"}) {
    EXPECT_THAT(Parse(absl::StrCat(R"({"expires_in":3600,"access_token":"a","scope":)", scope, "}"))
                    ->granted_scopes,
                ElementsAre("https://vault.azure.net/.default"));
  }
}

TEST(ParseTokenResponseTest, SaysWhatIsWrongWithTheBody) {
  const struct {
    const char* body;
    const char* error;
  } kCases[] = {
      {" ", "EOF"},
      {"<html>", "invalid character '<' looking for beginning of value"},
      {"{", "unexpected EOF"},
      {R"({"access_token":"eyJ)", "unexpected EOF"},
      {"{}", "expires_in and expires_on are both missing or invalid"},
      {R"({"a":1}x)", "expires_in and expires_on are both missing or invalid"},
      {R"({"error":"x"})", "expires_in and expires_on are both missing or invalid"},
      {R"({"expires_on":true,"access_token":"a"})",
       "expires_in and expires_on are both missing or invalid"},
      {R"({"expires_on":"bogus","expires_in":5,"access_token":"a"})",
       "invalid ExpiresOn format: bogus"},
      {R"({"expires_in":"abc","access_token":"a"})",
       R"(unix time("abc") could not be converted from string to int: strconv.Atoi: parsing "abc": invalid syntax)"},
      {R"({"expires_in":"","access_token":"a"})",
       R"(unix time("") could not be converted from string to int: strconv.Atoi: parsing "": invalid syntax)"},
      {R"({"expires_in":null,"access_token":"a"})",
       R"(unix time(null) could not be converted from string to int: strconv.Atoi: parsing "null": invalid syntax)"},
      {R"({"expires_in":1.5,"access_token":"a"})",
       R"(unix time(1.5) could not be converted from string to int: strconv.Atoi: parsing "1.5": invalid syntax)"},
      {R"({"expires_in":1e3,"access_token":"a"})",
       R"(unix time(1e3) could not be converted from string to int: strconv.Atoi: parsing "1e3": invalid syntax)"},
      {R"({"expires_in":99999999999999999999,"access_token":"a"})",
       R"(unix time(99999999999999999999) could not be converted from string to int: strconv.Atoi: parsing "99999999999999999999": value out of range)"},
      {R"({"expires_in":3600,"access_token":"a","refresh_in":"x"})",
       R"(unix time("x") could not be converted from string to int: strconv.Atoi: parsing "x": invalid syntax)"},
      {R"({"expires_in":3600,"access_token":"a","ext_expires_in":"x"})",
       R"(unix time("x") could not be converted from string to int: strconv.Atoi: parsing "x": invalid syntax)"},
      {R"({"expires_in":3600,"access_token":5})",
       "json: cannot unmarshal number into Go struct field .Alias.access_token of type string"},
      {R"({"expires_in":3600,"access_token":"a","error":5})",
       "json: cannot unmarshal number into Go struct field .Alias.OAuthResponseBase.error of type "
       "string"},
      {R"({"expires_in":3600,"access_token":"a","claims":{}})",
       "json: cannot unmarshal object into Go struct field .Alias.OAuthResponseBase.claims of type "
       "string"},
      {"null", "json: cannot unmarshal null into Go value of type TokenResponse"},
      {"[]", "json: cannot unmarshal array into Go value of type TokenResponse"},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(
        Parse(c.body),
        StatusIs(absl::StatusCode::kUnavailable,
                 absl::StrCat("json decode error: ", c.error, "\nraw message was ",
                              std::string(c.body).size(),
                              " bytes long; it isn't shown because it may contain a token")))
        << c.body;
  }
}

TEST(ParseTokenResponseTest, AnErrorNeverShowsTheToken) {
  for (const char* body : {
           R"({"access_token":"SECRET","expires_in":"x"})",
           R"({"access_token":"SECRET)",
           R"({"access_token":"SECRET","expires_on":"x"})",
           R"({"access_token":["SECRET"],"expires_in":5})",
           R"("SECRET")",
           "SECRET",
       }) {
    EXPECT_THAT(Parse(body).status().message(), Not(HasSubstr("SECRET")));
  }
}

TEST(ParseTokenResponseTest, ShowsOnlyTheStartOfABadNumber) {
  const std::string bad(1000, 'y');
  const auto response = Parse(absl::StrCat(R"({"access_token":"a","expires_in":")", bad, R"("})"));
  EXPECT_THAT(response.status().message(), HasSubstr(absl::StrCat("\"", bad.substr(0, 64), "\"")));
  EXPECT_THAT(response.status().message(), Not(HasSubstr(bad.substr(0, 65))));
}

TEST(ParseTokenResponseTest, AnOAuthErrorComesBeforeTheMissingToken) {
  EXPECT_THAT(Parse(R"({"error":"x","error_description":"d","expires_in":5})"),
              StatusIs(absl::StatusCode::kUnauthenticated, "x: d"));
  EXPECT_THAT(Parse(R"({"error":"x","expires_in":5})"),
              StatusIs(absl::StatusCode::kUnauthenticated, "x: "));
}

TEST(ParseTokenResponseTest, NeedsAToken) {
  for (const char* body : {"", R"({"expires_in":5})", R"({"expires_in":5,"access_token":null})",
                           R"({"expires_in":5,"access_token":""})"}) {
    EXPECT_THAT(Parse(body),
                StatusIs(absl::StatusCode::kUnavailable, "response is missing access_token"));
  }
}

TEST(ParseTokenResponseTest, ReadsWhoSignedInForAUserOnly) {
  // {"uid":"u","utid":"t"} and {"sub":"s"} in base64url
  const std::string body =
      R"({"access_token":"t","expires_in":1,"foci":"1","id_token":"e30.eyJzdWIiOiJzIn0.",)"
      R"("client_info":"eyJ1aWQiOiJ1IiwidXRpZCI6InQifQ"})";
  const auto user = ParseTokenResponse(body, Scopes(), kNow, TokenOwner::kUser);
  ASSERT_THAT(user, IsOk());
  ASSERT_TRUE(user->id_token.has_value());
  EXPECT_EQ(user->id_token->subject, "s");
  EXPECT_EQ(user->client_info.uid, "u");
  EXPECT_EQ(user->family_id, "1");
  EXPECT_EQ(user->received_at, kNow);
  const auto application = ParseTokenResponse(body, Scopes(), kNow);
  ASSERT_THAT(application, IsOk());
  EXPECT_FALSE(application->id_token.has_value());
}

TEST(ParseTokenResponseTest, AnIdTokenThatCannotBeReadFailsAUsersResponse) {
  EXPECT_THAT(
      ParseTokenResponse(R"({"access_token":"t","id_token":"x"})", Scopes(), kNow,
                         TokenOwner::kUser),
      StatusIs(absl::StatusCode::kUnavailable,
               "json decode error: IDToken returned from server is invalid\nraw message was 35 "
               "bytes long; it isn't shown because it may contain a token"));
}

TEST(CheckDeclinedScopesTest, NamesTheOnesThatWereNotGranted) {
  EXPECT_THAT(CheckDeclinedScopes({"a", "B"}, {"A", "b", "c"}), IsOk());
  EXPECT_THAT(CheckDeclinedScopes({"a", "b", "c"}, {"other", "b"}),
              StatusIs(absl::StatusCode::kUnauthenticated,
                       "token response failed because declined scopes are present: a,c"));
}

}  // namespace
}  // namespace azure::identity::internal
