#include "mock_entra/tokens/signing_key_ring.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;

TEST(SigningKeyRingTest, PublishesAReplacedKeyForAWhile) {
  const auto first = TestKey();
  const auto second = jwt::SigningKey::Generate(TestNow());
  SigningKeyRing ring({first});
  EXPECT_THAT(ring.At(TestNow()), ElementsAre(first));
  ring.Rotate(second, TestNow(), absl::Hours(1));
  EXPECT_THAT(ring.At(TestNow()), ElementsAre(second, first));
  EXPECT_THAT(ring.At(TestNow() + absl::Minutes(59)), ElementsAre(second, first));
  EXPECT_THAT(ring.At(TestNow() + absl::Hours(1)), ElementsAre(second));
}

TEST(SigningKeyRingTest, ASecondRotationDoesNotProlongTheFirst) {
  const auto first = TestKey();
  const auto second = jwt::SigningKey::Generate(TestNow());
  const auto third = jwt::SigningKey::Generate(TestNow());
  SigningKeyRing ring({first});
  ring.Rotate(second, TestNow(), absl::Hours(1));
  ring.Rotate(third, TestNow() + absl::Minutes(30), absl::Hours(1));
  EXPECT_THAT(ring.At(TestNow() + absl::Minutes(59)), ElementsAre(third, second, first));
  EXPECT_THAT(ring.At(TestNow() + absl::Minutes(60)), ElementsAre(third, second));
  ring.Rotate(first, TestNow() + absl::Hours(2), absl::ZeroDuration());
  EXPECT_THAT(ring.At(TestNow() + absl::Hours(2)), ElementsAre(first));
}

}  // namespace
}  // namespace mock::entra
