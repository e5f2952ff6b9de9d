#include "mock_common/text/text_buffer.h"

#include <cstddef>
#include <string>

#include "gtest/gtest.h"

namespace mock {
namespace {

TEST(TextBufferTest, HoldsWhatWasAppendedInItsOrder) {
  TextBuffer buffer(4);
  buffer.Append("a", std::string("bc"), absl::string_view());
  EXPECT_EQ(buffer.view(), "abc");
  buffer.Append(absl::string_view("d\0e", 3));
  EXPECT_EQ(buffer.size(), 6u);
  EXPECT_EQ(std::move(buffer).Take(), std::string("abcd\0e", 6));
}

TEST(TextBufferTest, GrowsByWhatItNeeds) {
  for (std::size_t room = 0; room < 20; ++room) {
    TextBuffer buffer(room);
    std::string expected;
    for (std::size_t size = 0; size < 50; ++size) {
      const std::string text(size, static_cast<char>('a' + size % 26));
      buffer.Append(text, "|");
      expected += text + "|";
      ASSERT_EQ(buffer.view(), expected) << "room for " << room << " at first";
    }
  }
}

TEST(TextBufferTest, OfNothingIsEmpty) {
  TextBuffer buffer(0);
  buffer.Append("", "");
  EXPECT_EQ(buffer.view(), "");
  EXPECT_EQ(std::move(buffer).Take(), "");
}

}  // namespace
}  // namespace mock
