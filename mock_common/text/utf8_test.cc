#include "mock_common/text/utf8.h"

#include <gtest/gtest.h>

#include "mock_common/text/json_text.h"

namespace mock::scenario {
namespace {

TEST(Utf8Test, WhatIsSoundStays) {
  for (const char* text : {"", "plain", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                           "\xEF\xBF\xBD", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
    EXPECT_EQ(AsUtf8(text), text);
  }
}

TEST(Utf8Test, WhatIsNoneIsReplaced) {
  EXPECT_EQ(AsUtf8("caf\xE9"), "caf\xEF\xBF\xBD");
  EXPECT_EQ(AsUtf8("\xFF"
                   "a"),
            "\xEF\xBF\xBD"
            "a");
  for (const char* bytes : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(IsUtf8(bytes)) << bytes;
    EXPECT_TRUE(IsUtf8(AsUtf8(bytes)));
  }
}

TEST(Utf8Test, JsonTextTakesAnyBytes) {
  EXPECT_EQ(JsonText(nlohmann::json{{"a", "\xFF"}}), "{\"a\":\"\xEF\xBF\xBD\"}");
  EXPECT_EQ(JsonText(nlohmann::ordered_json::array({1}), 2), "[\n  1\n]");
}

}  // namespace
}  // namespace mock::scenario
