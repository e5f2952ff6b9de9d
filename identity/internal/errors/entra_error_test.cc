#include "identity/internal/errors/entra_error.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;

TEST(ParseEntraErrorTest, ReadsEveryField) {
  const auto entra = ParseEntraError(R"({
      "error": "invalid_grant", "error_description": "AADSTS50076: …\r\nTrace ID: t",
      "error_codes": [50076, "53003"], "timestamp": "2022-03-02 18:25:26Z",
      "trace_id": "trace", "correlation_id": "correlation", "error_uri": "https://h/error?code=50076",
      "suberror": "basic_action", "claims": "{\"access_token\":{}}"})");
  ASSERT_TRUE(entra.has_value());
  EXPECT_EQ(entra->error, "invalid_grant");
  EXPECT_EQ(entra->suberror, "basic_action");
  EXPECT_EQ(entra->description, "AADSTS50076: …\r\nTrace ID: t");
  EXPECT_THAT(entra->error_codes, ElementsAre(50076, 53003));
  EXPECT_EQ(entra->timestamp, "2022-03-02 18:25:26Z");
  EXPECT_EQ(entra->trace_id, "trace");
  EXPECT_EQ(entra->correlation_id, "correlation");
  EXPECT_EQ(entra->error_uri, "https://h/error?code=50076");
  EXPECT_EQ(entra->claims, "{\"access_token\":{}}");
}

TEST(ParseEntraErrorTest, SkipsFieldsOfAWrongType) {
  const auto entra = ParseEntraError(
      R"({"error":"e","error_codes":[1.5,null,"x",true,{}],"trace_id":7,"claims":{},"suberror":null})");
  ASSERT_TRUE(entra.has_value());
  EXPECT_EQ(entra->error, "e");
  EXPECT_EQ(entra->error_codes.size(), 0);
  EXPECT_EQ(entra->trace_id, "");
  EXPECT_EQ(entra->claims, "");
}

TEST(ParseEntraErrorTest, ReplacesBytesThatAreNotUtf8) {
  const auto entra = ParseEntraError("{\"error\":\"a\xff\"}");
  ASSERT_TRUE(entra.has_value());
  EXPECT_EQ(entra->error, "a\ufffd");
}

TEST(ParseEntraErrorTest, RefusesWhatIsNotAnOAuthError) {
  for (const std::string& body :
       {std::string(), std::string("<html>"), std::string("null"), std::string("[]"),
        std::string(R"("error")"), std::string("{}"), std::string(R"({"error":{"code":"x"}})"),
        std::string(R"({"error":"x")"), std::string(100'000, '['),
        R"({"error":")" + std::string(std::size_t{1} << 20, 'x') + R"("})"}) {
    EXPECT_EQ(ParseEntraError(body), std::nullopt) << body.substr(0, 80);
  }
}

}  // namespace
}  // namespace azure::identity::internal
