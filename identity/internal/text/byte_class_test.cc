#include "identity/internal/text/byte_class.h"

#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(AsciiPrefixTest, EndsAtAnyOtherByteWhereverItStands) {
  for (std::size_t size = 0; size < 20; ++size) {
    const std::string ascii(size, '\x7f');
    EXPECT_EQ(AsciiPrefix(ascii), size);
    for (std::size_t at = 0; at < size; ++at) {
      for (const char other : {'\x80', '\xc3', '\xff'}) {
        std::string text = ascii;
        text[at] = other;
        EXPECT_EQ(AsciiPrefix(text), at) << size;
      }
    }
  }
}

TEST(SkipPlainWordsTest, SkipsWholeWordsOnly) {
  const auto all = [](std::uint64_t) { return true; };
  EXPECT_EQ(SkipPlainWords("", all), 0u);
  EXPECT_EQ(SkipPlainWords("1234567", all), 0u);
  EXPECT_EQ(SkipPlainWords("12345678", all), 8u);
  EXPECT_EQ(SkipPlainWords("1234567812345678123", all), 16u);
  EXPECT_EQ(
      SkipPlainWords("aaaaaaaabbbbbbbb", [](std::uint64_t word) { return word == EachByte('a'); }),
      8u);
}

}  // namespace
}  // namespace azure::identity::internal
