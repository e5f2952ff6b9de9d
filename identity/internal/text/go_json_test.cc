#include "identity/internal/text/go_json.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// All texts are what Go 1.26 prints.
struct ErrorCase {
  const char* json;
  const char* error;
};

TEST(ScanJsonTest, NamesTheCharacterThatDoesNotBelong) {
  for (const ErrorCase& c : std::vector<ErrorCase>{
           {"<html>", "invalid character '<' looking for beginning of value"},
           {R"({"a":})", "invalid character '}' looking for beginning of value"},
           {"{'a'}", R"(invalid character '\'' looking for beginning of object key string)"},
           {R"({"a":1,})", "invalid character '}' looking for beginning of object key string"},
           {R"({"a" 1})", "invalid character '1' after object key"},
           {R"({"a":1 "b"})", R"(invalid character '"' after object key:value pair)"},
           {R"({"a":tru})", "invalid character '}' in literal true (expecting 'e')"},
           {R"({"a":01})", "invalid character '1' after object key:value pair"},
           {"{\"a\":\"\x01\"}", R"(invalid character '\x01' in string literal)"},
           {R"({"a":"\q"})", "invalid character 'q' in string escape code"},
           {R"({"a":"\u12g4"})", R"(invalid character 'g' in \u hexadecimal character escape)"},
           {R"({"a":-})", "invalid character '}' in numeric literal"},
           {R"({"a":1.})", "invalid character '}' after decimal point in numeric literal"},
           {R"({"a":1e})", "invalid character '}' in exponent of numeric literal"},
           {"\xff", "invalid character '\xc3\xbf' looking for beginning of value"},
           {"\x9e", R"(invalid character '\u009e' looking for beginning of value)"},
           {"[1 2]", "invalid character '2' after array element"},
           {"[1,]", "invalid character ']' looking for beginning of value"},
           {"nulx", "invalid character 'x' in literal null (expecting 'l')"},
           {"not json", "invalid character 'o' in literal null (expecting 'u')"},
           {"\xef\xbb\xbf{}", "invalid character '\xc3\xaf' looking for beginning of value"},
       }) {
    EXPECT_THAT(ScanJson(c.json, JsonReader::kDecoder),
                StatusIs(absl::StatusCode::kInvalidArgument, c.error))
        << c.json;
    EXPECT_THAT(ScanJson(c.json, JsonReader::kUnmarshal),
                StatusIs(absl::StatusCode::kInvalidArgument, c.error))
        << c.json;
  }
}

// In a text of any length, long enough for what is skipped eight bytes at a time.
TEST(ScanJsonTest, NoticesEachByteOfAStringWhereverItStands) {
  for (std::size_t at = 0; at < 20; ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string inside(20, 'a');
      inside[at] = static_cast<char>(byte);
      const auto scanned = ScanJson("\"" + inside + "\"", JsonReader::kDecoder);
      if (byte == '"') {
        ASSERT_EQ(scanned->size(), at + 2);
      } else if (byte < 0x20 || (byte == '\\' && at < 19)) {
        ASSERT_FALSE(scanned.ok()) << at << " " << byte;
      } else if (byte != '\\') {
        ASSERT_EQ(scanned->size(), inside.size() + 2) << at << " " << byte;
      }
    }
  }
}

TEST(ScanJsonTest, SaysThatTheInputIsCutShortAsTheReaderWould) {
  struct Case {
    const char* json;
    const char* decoder;
    const char* tokens;
  };
  for (const Case& c : std::vector<Case>{
           {"", "EOF", "EOF"},
           {" \n", "EOF", "EOF"},
           {"{", "unexpected EOF", "EOF"},
           {R"({"a)", "unexpected EOF", "unexpected EOF"},
           {R"({"a")", "unexpected EOF", "EOF"},
           {R"({"a":)", "unexpected EOF", "EOF"},
           {R"({"a":")", "unexpected EOF", "unexpected EOF"},
           {R"({"a":1)", "unexpected EOF", "EOF"},
           {R"({"a":1,)", "unexpected EOF", "EOF"},
           {R"({"a":{)", "unexpected EOF", "unexpected EOF"},
           {R"({"a":{"b":1)", "unexpected EOF", "unexpected EOF"},
           {"nul", "unexpected EOF", "unexpected EOF"},
           {"-", "unexpected EOF", "unexpected EOF"},
       }) {
    EXPECT_THAT(ScanJson(c.json, JsonReader::kDecoder),
                StatusIs(absl::StatusCode::kInvalidArgument, c.decoder))
        << c.json;
    EXPECT_THAT(ScanJson(c.json, JsonReader::kTokens),
                StatusIs(absl::StatusCode::kInvalidArgument, c.tokens))
        << c.json;
    EXPECT_THAT(ScanJson(c.json, JsonReader::kUnmarshal),
                StatusIs(absl::StatusCode::kInvalidArgument, "unexpected end of JSON input"))
        << c.json;
  }
}

TEST(ScanJsonTest, SomeTextsDifferWhenReadMemberByMember) {
  EXPECT_THAT(ScanJson("{5", JsonReader::kTokens),
              StatusIs(absl::StatusCode::kInvalidArgument, "invalid character '5'"));
  EXPECT_THAT(ScanJson(R"({"a" 1})", JsonReader::kTokens),
              StatusIs(absl::StatusCode::kInvalidArgument, "expected colon after object key"));
  EXPECT_THAT(
      ScanJson(R"({"a":{"b" 1}})", JsonReader::kTokens),
      StatusIs(absl::StatusCode::kInvalidArgument, "invalid character '1' after object key"));
}

TEST(ScanJsonTest, OnlyUnmarshalMindsWhatFollowsTheValue) {
  EXPECT_THAT(ScanJson(" {\"a\":1} x", JsonReader::kDecoder), IsOkAndHolds("{\"a\":1}"));
  EXPECT_THAT(
      ScanJson("{} x", JsonReader::kUnmarshal),
      StatusIs(absl::StatusCode::kInvalidArgument, "invalid character 'x' after top-level value"));
  EXPECT_THAT(ScanJson(" {} \r\n\t", JsonReader::kUnmarshal), IsOkAndHolds("{}"));
}

TEST(ScanJsonTest, AcceptsEveryKindOfValue) {
  for (const char* json :
       {"{}", "[]", "[[],{}]", "\"\"", "0", "-0.5e+10", "1E5", "true", "false", "null",
        R"("\u00e9\n\/")", "\"\xff\"", R"({"a":{"b":[1,{"c":null}]}})"}) {
    EXPECT_THAT(ScanJson(json, JsonReader::kUnmarshal), IsOkAndHolds(json));
  }
}

TEST(ScanJsonTest, LimitsTheDepth) {
  EXPECT_THAT(ScanJson(std::string(10'000, '[') + std::string(10'000, ']'), JsonReader::kUnmarshal),
              IsOk());
  EXPECT_THAT(ScanJson(std::string(10'001, '['), JsonReader::kUnmarshal),
              StatusIs(absl::StatusCode::kInvalidArgument, "exceeded max depth"));
}

TEST(JsonMembersTest, GivesTheMembersAsWritten) {
  const auto members = JsonMembers(R"({ "a" : 1.50 , "b\n":{"x":[1, 2]},"a":"z" })");
  ASSERT_EQ(members.size(), 3u);
  EXPECT_EQ(members[0].name, "a");
  EXPECT_EQ(members[0].value, "1.50");
  EXPECT_EQ(members[1].name, "b\n");
  EXPECT_EQ(members[1].value, R"({"x":[1, 2]})");
  EXPECT_EQ(members[2].name, "a");
  EXPECT_EQ(members[2].value, "\"z\"");
  EXPECT_THAT(JsonMembers("{}"), IsEmpty());
  EXPECT_THAT(JsonMembers("{ }"), IsEmpty());
}

TEST(JsonElementsTest, GivesTheElementsAsWritten) {
  EXPECT_THAT(JsonElements(R"([1, "a,b" ,[2,3],{"c":4}])"),
              ElementsAre("1", "\"a,b\"", "[2,3]", "{\"c\":4}"));
  EXPECT_THAT(JsonElements("[ ]"), IsEmpty());
}

TEST(JsonStringTest, DecodesEscapes) {
  EXPECT_EQ(JsonString(R"("a\"\\\/\b\f\n\r\tz")"), "a\"\\/\b\f\n\r\tz");
  EXPECT_EQ(JsonString(R"("\u00e9\u20AC\ud83d\ude00")"), "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST(JsonStringTest, LeavesOtherTextAsItIs) {
  EXPECT_EQ(JsonString("\"a long text in ASCII, \u00e9 and more\""),
            "a long text in ASCII, \u00e9 and more");
}

TEST(JsonStringTest, ReplacesWhatIsNotACharacter) {
  EXPECT_EQ(JsonString(R"("\ud800x\udc00\ud800\u0041")"),
            "\xef\xbf\xbdx\xef\xbf\xbd\xef\xbf\xbd"
            "A");
  EXPECT_EQ(JsonString("\"\xff\""), "\xef\xbf\xbd");
}

TEST(JsonKindTest, UsesGosWords) {
  EXPECT_EQ(JsonKind("{}"), "object");
  EXPECT_EQ(JsonKind("[]"), "array");
  EXPECT_EQ(JsonKind("\"\""), "string");
  EXPECT_EQ(JsonKind("-1"), "number");
  EXPECT_EQ(JsonKind("false"), "bool");
  EXPECT_EQ(JsonKind("null"), "null");
}

}  // namespace
}  // namespace azure::identity::internal
