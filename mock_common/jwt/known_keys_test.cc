#include "mock_common/jwt/known_keys.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "mock_common/jwt/public_key.h"

namespace mock::jwt {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1700000000);  // 2023-11-14T22:13:20Z

TEST(KnownKeysTest, EachIsSoundAndSignsWhatItsCertificateVerifies) {
  std::set<std::string> kids;
  for (std::size_t number = 0; number <= kKnownKeys; ++number) {
    const auto key = number == kKnownKeys ? StrangersKey(kNow) : KnownKey(number, kNow);
    ASSERT_TRUE(key->status().ok()) << number << ": " << key->status();
    const auto signature = key->SignRs256("data");
    ASSERT_TRUE(signature.ok()) << number << ": " << signature.status();
    const auto certificate = PublicKey::FromCertificateDer(key->certificate_der());
    ASSERT_TRUE(certificate.ok()) << number << ": " << certificate.status();
    EXPECT_TRUE(certificate->Verifies(Algorithm::kRs256, "data", *signature)) << number;
    EXPECT_EQ(signature->size(), 256u) << number;
    kids.insert(key->kid());
  }
  EXPECT_EQ(kids.size(), kKnownKeys + 1);
}

TEST(KnownKeysTest, IsTheSameAllDayAndNumbersGoRound) {
  const std::string kid = KnownKey(3, kNow)->kid();
  EXPECT_EQ(KnownKey(3 + kKnownKeys, kNow)->kid(), kid);
  EXPECT_EQ(KnownKey(3, kNow - absl::Hours(22))->kid(), kid);
  EXPECT_NE(KnownKey(3, kNow + absl::Hours(2))->kid(), kid);
}

}  // namespace
}  // namespace mock::jwt
