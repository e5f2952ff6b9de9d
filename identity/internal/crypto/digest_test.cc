#include "identity/internal/crypto/digest.h"

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

// FIPS 180-4's examples.
TEST(DigestTest, IsTheStandards) {
  EXPECT_EQ(absl::BytesToHexString(Digest("SHA256", "abc").value()),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(Digest("SHA1", "abc").value()),
            "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Digest("SHA256", "")->size(), 32u);
}

TEST(DigestTest, SaysWhatIsMissing) {
  EXPECT_THAT(Digest("SHA-0", "abc"),
              StatusIs(absl::StatusCode::kInternal, ::testing::StartsWith("SHA-0: ")));
}

}  // namespace
}  // namespace azure::identity::internal
