#include "mock_common/http/message.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;

TEST(Headers, NamesAreComparedWithoutCaseAndOrderIsKept) {
  Headers headers = {{"Content-Type", "text/html"}, {"Set-Cookie", "a=1"}};
  headers.Add("set-cookie", "b=2");

  EXPECT_TRUE(headers.Has("content-TYPE"));
  EXPECT_FALSE(headers.Has("Content"));
  EXPECT_EQ(headers.Get("SET-COOKIE"), "a=1");
  EXPECT_EQ(headers.Get("missing"), "");
  EXPECT_THAT(headers.fields(), ElementsAre(Pair("Content-Type", "text/html"),
                                            Pair("Set-Cookie", "a=1"), Pair("set-cookie", "b=2")));
}

TEST(Headers, SetReplacesTheFirstInPlaceAndDropsTheOthers) {
  Headers headers = {{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.Set("a", "4");
  headers.Set("C", "5");
  EXPECT_THAT(headers.fields(), ElementsAre(Pair("a", "4"), Pair("B", "2"), Pair("C", "5")));
}

TEST(Headers, SetMayBeGivenItsOwnValue) {
  Headers headers = {{"A", "a value too long for the small-string buffer"}, {"B", "2"}};
  headers.Set("A", headers.Get("A"));
  EXPECT_EQ(headers.Get("A"), "a value too long for the small-string buffer");
}

TEST(Headers, RemoveDropsEveryFieldOfThatName) {
  Headers headers = {{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.Remove("A");
  EXPECT_THAT(headers.fields(), ElementsAre(Pair("B", "2")));
  headers.Remove(headers.fields().front().first);
  EXPECT_THAT(headers.fields(), IsEmpty());
}

TEST(ParseForm, DecodesPairsInOrder) {
  EXPECT_THAT(ParseForm("scope=https%3A%2F%2Fvault%2F.default&b=1+2&a=%41%2b&a="),
              Optional(ElementsAre(Pair("scope", "https://vault/.default"), Pair("b", "1 2"),
                                   Pair("a", "A+"), Pair("a", ""))));
}

TEST(ParseForm, AcceptsWhatClientsSend) {
  EXPECT_THAT(ParseForm(""), Optional(IsEmpty()));
  EXPECT_THAT(ParseForm("&&"), Optional(IsEmpty()));
  EXPECT_THAT(ParseForm("flag"), Optional(ElementsAre(Pair("flag", ""))));
  EXPECT_THAT(ParseForm("a=b=c"), Optional(ElementsAre(Pair("a", "b=c"))));
  EXPECT_THAT(ParseForm("=x"), Optional(ElementsAre(Pair("", "x"))));
}

TEST(ParseForm, RefusesBadEscapesInNameAndValue) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "%=1", "a=1&b=%4g", "a=%-1", "a=%+1"}) {
    EXPECT_EQ(ParseForm(text), std::nullopt) << text;
  }
}

TEST(PercentDecode, DecodesEscapesOnly) {
  EXPECT_THAT(PercentDecode("%41b+%c3%A9"), Optional(std::string("Ab+\xc3\xa9")));
  EXPECT_THAT(PercentDecode("%00"), Optional(std::string(1, '\0')));
  EXPECT_EQ(PercentDecode("%4"), std::nullopt);
  EXPECT_EQ(PercentDecode("%%41"), std::nullopt);
}

TEST(ReasonPhrase, IsTheUsualOne) {
  EXPECT_EQ(ReasonPhrase(200), "OK");
  EXPECT_EQ(ReasonPhrase(401), "Unauthorized");
  EXPECT_EQ(ReasonPhrase(429), "Too Many Requests");
  EXPECT_EQ(ReasonPhrase(299), "");
}

}  // namespace
}  // namespace mock::http
