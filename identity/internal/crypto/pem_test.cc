#include "identity/internal/crypto/pem.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kTwo[] =
    "-----BEGIN A-----\n"
    "aGVs\nbG8=\n"
    "-----END A-----\n"
    "-----BEGIN B C-----\n"
    "d29ybGQ=\n"
    "-----END B C-----\n";

auto Block(const char* type, const std::string& bytes) {
  return AllOf(Field(&PemBlock::type, type), Field(&PemBlock::bytes, bytes));
}

TEST(ReadPemTest, ReadsBlocksInOrder) {
  const PemText pem = ReadPem(kTwo);
  EXPECT_THAT(pem.blocks, ElementsAre(Block("A", "hello"), Block("B C", "world")));
  EXPECT_THAT(pem.malformed, IsEmpty());
}

TEST(ReadPemTest, TakesWindowsLineEndings) {
  EXPECT_THAT(ReadPem(absl::StrReplaceAll(kTwo, {{"\n", "\r\n"}})).blocks,
              ElementsAre(Block("A", "hello"), Block("B C", "world")));
}

TEST(ReadPemTest, TakesAFileThatDoesNotEndWithANewline) {
  EXPECT_THAT(ReadPem("-----BEGIN A-----\naGVsbG8=\n-----END A-----").blocks,
              ElementsAre(Block("A", "hello")));
}

TEST(ReadPemTest, TakesOneLongLineAndIndentedOnes) {
  const std::string bytes(3000, 'x');
  std::string line;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&line, "eHh4");
  EXPECT_THAT(ReadPem(absl::StrCat("-----BEGIN A-----\n", line, "\n-----END A-----\n")).blocks,
              ElementsAre(Block("A", bytes)));
  EXPECT_THAT(ReadPem("-----BEGIN A-----\n  aGVs \n\tbG8=\n-----END A-----\n").blocks,
              ElementsAre(Block("A", "hello")));
}

TEST(ReadPemTest, TakesTextAroundBlocksForComments) {
  EXPECT_THAT(
      ReadPem(absl::StrCat("Bag Attributes\n    localKeyID: 01\n", kTwo, "----\nend")).blocks,
      SizeIs(2));
}

TEST(ReadPemTest, ReadsHeaders) {
  const PemText pem = ReadPem(
      "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nDEK-Info:DES-CBC,01\n\naGVsbG8=\n"
      "-----END A-----\n");
  ASSERT_THAT(pem.blocks, ElementsAre(Block("A", "hello")));
  EXPECT_THAT(pem.blocks[0].headers,
              ElementsAre(Pair("DEK-Info", "DES-CBC,01"), Pair("Proc-Type", "4,ENCRYPTED")));
}

TEST(ReadPemTest, ReadsAnEmptyBlock) {
  EXPECT_THAT(ReadPem("-----BEGIN A-----\n-----END A-----\n").blocks, ElementsAre(Block("A", "")));
}

TEST(ReadPemTest, NamesBlocksItSkips) {
  for (const char* bad : {
           "-----BEGIN A-----\naGVsbG8=\n",                     // no end
           "-----BEGIN A-----\naGVsbG8=\n-----END B-----\n",    // another's end
           "-----BEGIN A-----\naGVsbG8\n-----END A-----\n",     // no padding
           "-----BEGIN A-----\naGVsbG8.\n-----END A-----\n",    // no base64
           "-----BEGIN A-----\naGVs?G8=\n-----END A-----\n",    // no base64
           "-----BEGIN A-----\naGVsbG8=-----END A-----\n",      // end within a line
           "-----BEGIN A-----\nName: value\n-----BEGIN B-----"  // cut in the headers
       }) {
    const PemText pem = ReadPem(absl::StrCat(bad, kTwo));
    EXPECT_THAT(pem.blocks.back(), Block("B C", "world")) << bad;
    EXPECT_EQ(pem.malformed.front(), "A") << bad;
  }
}

TEST(ReadPemTest, FindsNothingInOtherText) {
  for (const char* text :
       {"", "\n", "hello", "-----", "-----BEGIN A", "-----BEGIN A-----x\naGVsbG8=\n-----END A-----",
        "x-----BEGIN A-----\naGVsbG8=\n-----END A-----\n", "-----END A-----\n"}) {
    EXPECT_THAT(ReadPem(text).blocks, IsEmpty()) << text;
    EXPECT_THAT(ReadPem(text).malformed, IsEmpty()) << text;
  }
}

// A reader that looked for the end of each block anew would take minutes.
TEST(ReadPemTest, TakesLinearTime) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "-----BEGIN A-----\n";
  EXPECT_THAT(ReadPem(text).malformed, SizeIs(200'000));
}

}  // namespace
}  // namespace azure::identity::internal
