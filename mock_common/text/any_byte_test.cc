#include "mock_common/text/any_byte.h"

#include <cstddef>
#include <string>

#include "gtest/gtest.h"

namespace mock {
namespace {

TEST(AnyByteTest, FindsItWhereverItStands) {
  const auto is_high = [](char c) { return c > '~' || c < ' '; };
  for (std::size_t size = 0; size < 100; ++size) {
    std::string text(size, 'x');
    EXPECT_FALSE(AnyByte(text, is_high)) << size;
    for (std::size_t at = 0; at < size; ++at) {
      text[at] = '\xff';
      EXPECT_TRUE(AnyByte(text, is_high)) << at << " of " << size;
      text[at] = 'x';
    }
  }
}

}  // namespace
}  // namespace mock
