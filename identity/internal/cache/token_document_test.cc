#include "identity/internal/cache/token_document.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Json = nlohmann::json;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

StoredAccessToken Access(const std::string& text, const std::string& scope,
                         absl::Duration age = absl::ZeroDuration()) {
  const absl::Time at = kNow - age;
  return {{"login.windows.net", "client", "tenant", "oid.tid"},
          {AccessToken(text, at + absl::Hours(1), at + absl::Minutes(30)), {scope}, at}};
}
StoredRefreshToken Refresh(const std::string& text, const std::string& family = "",
                           absl::Duration age = absl::ZeroDuration()) {
  return {{"login.windows.net", "client", "oid.tid"}, family, text, kNow - age};
}
std::string Merge(absl::string_view text, const TokenDocument& news) {
  return MergeTokenDocument(text, news, kNow).value();
}

TEST(TokenDocumentTest, IsWhatMsalWrites) {
  EXPECT_EQ(Json::parse(Merge("", {{Access("at", "s")}, {Refresh("rt", "1")}})), Json::parse(R"({
    "AccessToken": {"oid.tid-login.windows.net-accesstoken-client-tenant-s": {
      "home_account_id": "oid.tid", "environment": "login.windows.net", "realm": "tenant",
      "credential_type": "AccessToken", "client_id": "client", "secret": "at", "target": "s",
      "token_type": "Bearer", "cached_at": "1800000000", "expires_on": "1800003600",
      "refresh_on": "1800001800"}},
    "RefreshToken": {"oid.tid-login.windows.net-refreshtoken-1": {
      "home_account_id": "oid.tid", "environment": "login.windows.net",
      "credential_type": "RefreshToken", "client_id": "client", "family_id": "1", "secret": "rt",
      "target": "", "last_modification_time": "1800000000"}}})"));
}

TEST(TokenDocumentTest, ReadsWhatItWrote) {
  const auto document = ReadTokenDocument(Merge("", {{Access("at", "s")}, {Refresh("rt", "1")}}));
  ASSERT_THAT(document, IsOk());
  ASSERT_THAT(document->access_tokens, SizeIs(1));
  const StoredAccessToken& access = document->access_tokens[0];
  EXPECT_EQ(access.key, Access("", "").key);
  EXPECT_EQ(access.token.token.token(), "at");
  EXPECT_EQ(access.token.token.expires_on(), kNow + absl::Hours(1));
  EXPECT_EQ(access.token.token.refresh_on(), kNow + absl::Minutes(30));
  EXPECT_EQ(access.token.cached_at, kNow);
  EXPECT_THAT(access.token.granted_scopes, ElementsAre("s"));
  ASSERT_THAT(document->refresh_tokens, SizeIs(1));
  const StoredRefreshToken& refresh = document->refresh_tokens[0];
  EXPECT_EQ(refresh.key.home_account_id, "oid.tid");
  EXPECT_EQ(refresh.token, "rt");
  EXPECT_EQ(refresh.family, "1");
  EXPECT_EQ(refresh.kept_at, kNow);
}

TEST(TokenDocumentTest, WhatOthersHaveThereStays) {
  const std::string others = R"({"Account":{"a":{"username":"ada"}},"AppMetadata":{},
      "RefreshToken":{"x":{"secret":"another client's","client_id":"other"}},"new":[1]})";
  const Json merged = Json::parse(Merge(others, {{Access("at", "s")}, {Refresh("rt")}}));
  EXPECT_EQ(merged["Account"]["a"]["username"], "ada");
  EXPECT_EQ(merged["new"], Json::parse("[1]"));
  EXPECT_EQ(merged["RefreshToken"]["x"]["secret"], "another client's");
  EXPECT_THAT(merged["RefreshToken"], SizeIs(2));
}

TEST(TokenDocumentTest, TheNewerOneStays) {
  std::string text = Merge("", {{Access("new", "s")}, {Refresh("new rt")}});
  text = Merge(text,
               {{Access("old", "s", absl::Minutes(1))}, {Refresh("old rt", "", absl::Minutes(1))}});
  EXPECT_FALSE(absl::StrContains(text, "old"));
  text = Merge(text, {{Access("newer", "s")}, {Refresh("newer rt")}});
  const auto document = ReadTokenDocument(text);
  ASSERT_THAT(document->access_tokens, SizeIs(1));
  EXPECT_EQ(document->access_tokens[0].token.token.token(), "newer");
  EXPECT_EQ(document->refresh_tokens[0].token, "newer rt");
}

TEST(TokenDocumentTest, DoesNotGrowForEver) {
  std::string text = Merge("", {{Access("ended", "s0", absl::Hours(2))}, {}});
  EXPECT_FALSE(absl::StrContains(text, "ended"));
  TokenDocument many;
  for (int i = 0; i < 1100; ++i) {
    many.access_tokens.push_back(
        Access(absl::StrCat("t", i), absl::StrCat("s", i), absl::Seconds(1100 - i)));
  }
  const auto document = ReadTokenDocument(Merge(text, many));
  EXPECT_THAT(document->access_tokens, SizeIs(1000));
  for (const StoredAccessToken& kept : document->access_tokens) {
    EXPECT_GE(kept.token.cached_at, kNow - absl::Seconds(1000));
  }
}

TEST(TokenDocumentTest, ReadsNumbersAndLeavesOutWhatItCannotUse) {
  const auto document = ReadTokenDocument(R"({
    "AccessToken": {"a": {"secret": "t", "expires_on": 1800000600, "cached_at": "x"},
                    "b": {"secret": "proof", "token_type": "pop"}, "c": {}, "d": null},
    "RefreshToken": {"e": {"secret": 1}, "f": {"secret": "rt"}}})");
  ASSERT_THAT(document, IsOk());
  ASSERT_THAT(document->access_tokens, SizeIs(1));
  EXPECT_EQ(document->access_tokens[0].token.token.expires_on(), kNow + absl::Minutes(10));
  EXPECT_EQ(document->access_tokens[0].token.cached_at, absl::InfinitePast());
  ASSERT_THAT(document->refresh_tokens, SizeIs(1));
  EXPECT_EQ(document->refresh_tokens[0].kept_at, absl::InfinitePast());
}

TEST(TokenDocumentTest, RefusesWhatIsNoCacheAndShowsNoneOfIt) {
  for (const char* text : {"s3cret", "[\"s3cret\"]", "{\"AccessToken\":{\"s3cret", "\xff", " "}) {
    const auto read = ReadTokenDocument(text);
    EXPECT_THAT(read, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "what is stored is no token cache: it has to be a JSON object; "
                               "delete it, or choose another name"));
    EXPECT_EQ(MergeTokenDocument(text, {}, kNow).status(), read.status());
  }
  const auto odd = ReadTokenDocument(R"({"AccessToken":[],"RefreshToken":"x"})");
  EXPECT_THAT(odd->access_tokens, IsEmpty());
  EXPECT_THAT(odd->refresh_tokens, IsEmpty());
  EXPECT_TRUE(absl::StrContains(Merge(R"({"AccessToken":[]})", {{Access("at", "s")}, {}}), "at"));
}

TEST(TokenDocumentTest, NestsNoDeeperThanMemoryAllows) {
  const std::string deep =
      absl::StrCat("{\"x\":", std::string(100'000, '['), std::string(100'000, ']'), "}");
  EXPECT_THAT(ReadTokenDocument(deep), IsOk());
}

}  // namespace
}  // namespace azure::identity::internal
