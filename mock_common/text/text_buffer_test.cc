#include "mock_common/text/text_buffer.h"

#include <cstddef>
#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace mock {
namespace {

TEST(TextBufferTest, HoldsWhatWasAppendedInItsOrder) {
  TextBuffer buffer;
  EXPECT_EQ(buffer.view(), "");
  buffer.Append("a", std::string("bc"), absl::string_view());
  EXPECT_EQ(buffer.view(), "abc");
  buffer.Append(absl::string_view("d\0e", 3));
  EXPECT_EQ(buffer.size(), 6u);
  EXPECT_EQ(buffer.view(), absl::string_view("abcd\0e", 6));
}

TEST(TextBufferTest, GrowsByWhatItNeeds) {
  for (const std::size_t step : {1, 7, 1000, 2047, 2048, 2049, 9000}) {
    TextBuffer buffer;
    std::string expected;
    for (std::size_t i = 0; expected.size() < 20'000; ++i) {
      const std::string text(step, static_cast<char>('a' + i % 26));
      buffer.Append(text, "|");
      expected += text + "|";
      ASSERT_EQ(buffer.view(), expected) << "by " << step;
    }
  }
}

TEST(TextBufferTest, IsMovedWithItsText) {
  for (const std::size_t size : {0, 10, 2048, 5000}) {
    const std::string text(size, 'x');
    TextBuffer buffer;
    buffer.Append(text);
    TextBuffer moved = std::move(buffer);
    EXPECT_EQ(moved.view(), text);
    moved.Append("y");
    EXPECT_EQ(moved.view(), text + "y");
  }
}

}  // namespace
}  // namespace mock
