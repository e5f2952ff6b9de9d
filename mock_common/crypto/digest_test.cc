#include "mock_common/crypto/digest.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"

namespace mock {
namespace {

// FIPS 180-4's example "abc".
TEST(DigestTest, IsThatOfTheStandard) {
  EXPECT_EQ(absl::BytesToHexString(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(DigestTest, TakesNothingToo) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace mock
