#include "identity/internal/authorization/challenge.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kClaims[] = R"({"access_token":{"nbf":{"essential":true}}})";

std::string CaeChallenge(absl::string_view claims) {
  return absl::StrCat(R"(Bearer realm="", error="insufficient_claims", claims=")", claims, "\"");
}

TEST(ParseChallengesTest, FindsSchemesAndParameters) {
  const auto challenges =
      ParseChallenges(R"(Bearer realm="r", claims="a=b, c",x_1="" Basic realm="s", DPoP a="1")");
  ASSERT_THAT(challenges, SizeIs(3));
  EXPECT_EQ(challenges[0].scheme, "Bearer");
  EXPECT_THAT(challenges[0].parameters,
              ElementsAre(Pair("claims", "a=b, c"), Pair("realm", "r"), Pair("x_1", "")));
  EXPECT_EQ(challenges[1].scheme, "Basic");
  EXPECT_EQ(challenges[2].scheme, "DPoP");
  EXPECT_THAT(challenges[2].parameters, ElementsAre(Pair("a", "1")));
}

TEST(ParseChallengesTest, TheLastOfTwoParametersCounts) {
  const auto challenges = ParseChallenges(R"(Bearer a="1", a="2")");
  ASSERT_THAT(challenges, SizeIs(1));
  EXPECT_THAT(challenges[0].parameters, ElementsAre(Pair("a", "2")));
}

TEST(ParseChallengesTest, SkipsWhatIsNoChallenge) {
  for (const char* header :
       {"", "Bearer", "Bearer ", "Negotiate abc==", "Bearer realm=r", "Bearer  a=\"two spaces\"",
        "Bearer a=\"unterminated", "Bearer\ta=\"tab\"", "a=\"1\"", "Bearer =\"1\"", "\"\"\""}) {
    EXPECT_THAT(ParseChallenges(header), IsEmpty()) << header;
  }
  EXPECT_THAT(ParseChallenges("Negotiate abc==, x Bearer a=\"1\" b=c"), SizeIs(1));
}

TEST(ParseChallengesTest, AHostileHeaderTakesNoLongerThanItIsLong) {
  std::string header;
  for (const char* piece : {"a ", "a b=\"", "a=\"", "Bearer a=\"1\", "}) {
    for (int i = 0; i < 200'000; ++i) header += piece;
  }
  ParseChallenges(header);  // A square of this would run into the test's time limit.
}

TEST(ClaimsAskedForTest, DecodesTheFirstChallengeOfAnyHeader) {
  const HttpHeaders headers{{"WWW-Authenticate", "Basic realm=\"r\""},
                            {"www-authenticate", CaeChallenge(absl::Base64Escape(kClaims))},
                            {"WWW-Authenticate", CaeChallenge("!")}};
  EXPECT_THAT(ClaimsAskedFor(headers), IsOkAndHolds(kClaims));
}

TEST(ClaimsAskedForTest, OverlooksBitsThatAreLeftOver) {
  EXPECT_THAT(ClaimsAskedFor({{"WWW-Authenticate", CaeChallenge("YR==")}}), IsOkAndHolds("a"));
}

TEST(ClaimsAskedForTest, IsEmptyWithoutSuchAChallenge) {
  const std::string claims = absl::Base64Escape(kClaims);
  for (const std::string& header :
       {std::string(), std::string(R"(Bearer error="invalid_token")"),
        absl::StrCat(R"(Bearer error="insufficient_claims", claims="")"),
        absl::StrCat(R"(Bearer error="other", claims=")", claims, "\""),
        absl::StrCat(R"(bearer error="insufficient_claims", claims=")", claims, "\""),
        absl::StrCat(R"(PoP error="insufficient_claims", claims=")", claims, "\"")}) {
    EXPECT_THAT(ClaimsAskedFor({{"WWW-Authenticate", header}}), IsOkAndHolds("")) << header;
  }
  EXPECT_THAT(ClaimsAskedFor({}), IsOkAndHolds(""));
}

TEST(ClaimsAskedForTest, QuotesWhatIsNotBase64) {
  for (const char* claims : {"e", "e30", "e30=e30=", "=", "====", "e 0=", "e-_=", "e30=\n"}) {
    EXPECT_THAT(
        ClaimsAskedFor({{"WWW-Authenticate", CaeChallenge(claims)}}),
        StatusIs(absl::StatusCode::kUnauthenticated,
                 absl::StrCat("authentication challenge contains invalid claims: ", claims)))
        << claims;
  }
}

}  // namespace
}  // namespace azure::identity::internal
