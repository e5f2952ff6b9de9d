#include "mock_common/jwt/base64url.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock::jwt {
namespace {

using testing::Optional;

TEST(Base64Url, KnownValues) {
  // RFC 4648, section 10, without the padding; and the two characters of its own.
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"},
  };
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(Base64UrlEncode(bytes), text);
    EXPECT_THAT(Base64UrlDecode(text), Optional(bytes));
  }
}

TEST(Base64Url, RoundTripsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes.push_back(static_cast<char>(i));
    EXPECT_THAT(Base64UrlDecode(Base64UrlEncode(bytes)), Optional(bytes));
  }
}

TEST(Base64Url, RefusesEverySpellingButOne) {
  for (const std::string text : {"Zg==", "Zg=", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "+_8", "-/8", "Zh",
                                 "Zm9", "Zm9.", "\xc3\xa9zz"}) {
    EXPECT_EQ(Base64UrlDecode(text), std::nullopt) << text;
  }
  EXPECT_EQ(Base64UrlDecode(absl::string_view("Zm\0v", 4)), std::nullopt);
}

}  // namespace
}  // namespace mock::jwt
