#include "identity/transport/http_transport.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/text/http_status.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(HttpHeadersTest, FindsTheFirstValueWithoutRegardToCase) {
  const HttpHeaders headers{{"Retry-After", "1"}, {"retry-after", "2"}};
  ASSERT_NE(headers.Find("RETRY-AFTER"), nullptr);
  EXPECT_EQ(*headers.Find("RETRY-AFTER"), "1");
  EXPECT_EQ(headers.Get("retry-after"), "1");
  EXPECT_EQ(headers.Find("Retry"), nullptr);
  EXPECT_EQ(headers.Get("Retry"), "");
}

TEST(HttpHeadersTest, SetReplacesEveryValueAndAddKeepsThem) {
  HttpHeaders headers{{"A", "1"}, {"B", "2"}, {"a", "3"}};
  headers.Add("b", "4");
  headers.Set("A", headers.Get("B"));
  EXPECT_THAT(headers.fields(), ElementsAre(Pair("B", "2"), Pair("b", "4"), Pair("A", "2")));
  headers.Remove("B");
  EXPECT_THAT(headers.fields(), ElementsAre(Pair("A", "2")));
  EXPECT_FALSE(headers.empty());
  EXPECT_TRUE(HttpHeaders().empty());
}

TEST(HttpBodyTest, IsAStringToOthers) {
  HttpResponse response;
  response.body = "a";
  response.body += "b";
  response.body = std::string("c") + response.body;
  const std::string& seen = response.body;
  EXPECT_EQ(seen, "cab");
  const std::string taken = std::move(response.body);
  EXPECT_EQ(taken, "cab");
}

TEST(HttpStatusTextTest, NamesTheRegisteredCodes) {
  EXPECT_EQ(internal::HttpStatusText(401), "Unauthorized");
  EXPECT_EQ(internal::HttpStatusText(418), "I'm a teapot");
  EXPECT_EQ(internal::HttpStatusText(299), "");
}

}  // namespace
}  // namespace azure::identity
