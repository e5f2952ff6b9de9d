#include "mock_entra/exchange/json_object.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mock::entra {
namespace {

using Texts = std::vector<std::string>;

TEST(JsonObjectTest, KeepsOrderAndIsCompact) {
  JsonObject object;
  object.Add("b", "text");
  object.Add("a", std::int64_t{42});
  object.Add("c", Texts{"x", "y"});
  EXPECT_EQ(std::move(object).Finish(), R"({"b":"text","a":42,"c":["x","y"]})");
}

TEST(JsonObjectTest, HoldsObjects) {
  JsonObject inner;
  inner.Add("x", "1");
  JsonObject object;
  object.Add("a", std::move(inner));
  object.Add("b", JsonObject());
  EXPECT_EQ(std::move(object).Finish(), R"({"a":{"x":"1"},"b":{}})");
}

TEST(JsonObjectTest, IsEmptyAtFirst) { EXPECT_EQ(JsonObject().Finish(), "{}"); }

TEST(JsonObjectTest, EscapesValues) {
  JsonObject object;
  object.Add("a", "q\"b\\n\n\x01");
  object.Add("b", "\xc3\xa9");
  object.Add("c", Texts{"\""});
  EXPECT_EQ(std::move(object).Finish(),
            "{\"a\":\"q\\\"b\\\\n\\n\\u0001\",\"b\":\"\xc3\xa9\",\"c\":[\"\\\"\"]}");
}

TEST(JsonObjectTest, ReplacesBytesThatAreNoUtf8) {
  JsonObject object;
  object.Add("a", "\xff");
  EXPECT_EQ(std::move(object).Finish(), "{\"a\":\"\xef\xbf\xbd\"}");
}

}  // namespace
}  // namespace mock::entra
