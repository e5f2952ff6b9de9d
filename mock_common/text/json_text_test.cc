#include "mock_common/text/json_text.h"

#include "gtest/gtest.h"

namespace mock::scenario {
namespace {

TEST(JsonTextTest, ReadsWhatItWrites) {
  EXPECT_EQ(JsonText(ParseJson(R"({"z":[1,{"y":null}],"a":"b"})")),
            R"({"a":"b","z":[1,{"y":null}]})");
  EXPECT_EQ(JsonText(ParseOrderedJson(R"({"z":[1,{"y":null}],"a":"b"})")),
            R"({"z":[1,{"y":null}],"a":"b"})");
  EXPECT_EQ(JsonText(ParseOrderedJson(R"({"a":[1]})"), 1), "{\n \"a\": [\n  1\n ]\n}");
}

TEST(JsonTextTest, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(JsonText(nlohmann::json("a\xff")), "\"a\uFFFD\"");
  EXPECT_EQ(JsonText(nlohmann::ordered_json("\u00e9\xff")), "\"\u00e9\uFFFD\"");
}

TEST(JsonTextTest, WhatIsNoJsonIsDiscarded) {
  for (const char* text : {"", "{", "{} {}", "nul", "\"\xff\""}) {
    EXPECT_TRUE(ParseJson(text).is_discarded()) << text;
    EXPECT_TRUE(ParseOrderedJson(text).is_discarded()) << text;
  }
}

TEST(JsonTextTest, NoTextIsNull) {
  EXPECT_EQ(JsonText(TextOrNull("")), "null");
  EXPECT_EQ(JsonText(TextOrNull("a")), "\"a\"");
}

}  // namespace
}  // namespace mock::scenario
