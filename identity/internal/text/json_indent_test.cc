#include "identity/internal/text/json_indent.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using ::testing::Optional;
using ::testing::StrEq;

TEST(IndentJsonTest, KeepsKeyOrderEscapesAndNumbers) {
  EXPECT_THAT(IndentJson(R"({"b":"\r\n\u00e9\/<>&é","a":-1.50E+3,"c":[1,[true,null]]})"),
              Optional(StrEq("{\n"
                             "  \"b\": \"\\r\\n\\u00e9\\/<>&é\",\n"
                             "  \"a\": -1.50E+3,\n"
                             "  \"c\": [\n"
                             "    1,\n"
                             "    [\n"
                             "      true,\n"
                             "      null\n"
                             "    ]\n"
                             "  ]\n"
                             "}")));
}

TEST(IndentJsonTest, KeepsEmptyContainersOnOneLine) {
  EXPECT_THAT(IndentJson(R"({"a":{ },"b":[ ]})"),
              Optional(StrEq("{\n  \"a\": {},\n  \"b\": []\n}")));
  EXPECT_THAT(IndentJson("{}"), Optional(StrEq("{}")));
}

TEST(IndentJsonTest, DropsLeadingAndKeepsTrailingSpace) {
  EXPECT_THAT(IndentJson("  {\"a\" : 1}  \n"), Optional(StrEq("{\n  \"a\": 1\n}  \n")));
}

TEST(IndentJsonTest, TakesAnySingleValue) {
  for (const char* value : {"1", "-0", "0.5", "1e9", "\"x\"", "true", "false", "null"}) {
    EXPECT_THAT(IndentJson(value), Optional(StrEq(value)));
  }
}

TEST(IndentJsonTest, RefusesWhatIsNotOneJsonValue) {
  for (const char* text : {"",         " ",          "{",           "}",
                           "[1",       "[1,]",       "{,}",         "{\"a\"}",
                           "{\"a\":}", "{\"a\":1,}", "{a:1}",       "{} x",
                           "{}{}",     "1 2",        "[1}",         "{\"a\":1]",
                           "[1 2]",    "01",         "1.",          ".5",
                           "+1",       "-",          "1e",          "1e+",
                           "tru",      "truex",      "nul",         "NaN",
                           "\"a",      "\"\\x\"",    "\"\\u12g4\"", "\"\\u12\"",
                           "\"a\nb\"", "'a'",        "<html>",      "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(IndentJson(text), std::nullopt) << text;
  }
}

TEST(IndentJsonTest, RefusesNulBytes) {
  EXPECT_EQ(IndentJson(std::string("\0", 1)), std::nullopt);
  EXPECT_EQ(IndentJson(std::string("{}\0", 3)), std::nullopt);
  EXPECT_EQ(IndentJson(std::string("\"a\0b\"", 5)), std::nullopt);
}

TEST(IndentJsonTest, DoesNotCheckUtf8InStrings) {
  EXPECT_THAT(IndentJson("[\"\xff\"]"), Optional(StrEq("[\n  \"\xff\"\n]")));
}

TEST(IndentJsonTest, RefusesDepthOverTenThousand) {
  const auto nested = [](int depth) {
    return absl::StrCat(std::string(depth, '['), std::string(depth, ']'));
  };
  EXPECT_NE(IndentJson(nested(2'000)), std::nullopt);
  EXPECT_EQ(IndentJson(nested(10'001)), std::nullopt);
  EXPECT_EQ(IndentJson(std::string(1'000'000, '[')), std::nullopt);
}

TEST(IndentJsonTest, RefusesToBlowUpTheText) {
  std::string json(3'000, '[');
  for (int i = 0; i < 10'000; ++i) json += "1,";
  json += "1" + std::string(3'000, ']');
  EXPECT_EQ(IndentJson(json), std::nullopt);
}

}  // namespace
}  // namespace azure::identity::internal
