#include "mock_common/jwt/rsa_keygen.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace mock::jwt {
namespace {

BignumPtr Number(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  return BignumPtr(number);
}

TEST(GenerateRsaKey, OpensslFindsNothingWrongWithIt) {
  for (int i = 0; i < 5; ++i) {
    const auto key = GenerateRsaKey();
    ASSERT_TRUE(key.ok()) << key.status();
    EXPECT_EQ(EVP_PKEY_get_bits(key->get()), 2048);
    const PkeyCtxPtr context(EVP_PKEY_CTX_new(key->get(), nullptr));
    // Primality with OpenSSL's own 64 rounds, and all the arithmetic.
    EXPECT_EQ(EVP_PKEY_check(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_pairwise_check(context.get()), 1);
  }
}

TEST(GenerateRsaKey, HasTheUsualExponentAndTwoLongPrimes) {
  const auto key = GenerateRsaKey();
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_TRUE(BN_is_word(Number(key->get(), OSSL_PKEY_PARAM_RSA_E).get(), 65537));
  EXPECT_EQ(BN_num_bits(Number(key->get(), OSSL_PKEY_PARAM_RSA_FACTOR1).get()), 1024);
  EXPECT_EQ(BN_num_bits(Number(key->get(), OSSL_PKEY_PARAM_RSA_FACTOR2).get()), 1024);
}

TEST(GenerateRsaKey, NeverGivesTheSameKeyTwice) {
  const auto one = GenerateRsaKey();
  const auto two = GenerateRsaKey();
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_NE(BN_cmp(Number(one->get(), OSSL_PKEY_PARAM_RSA_N).get(),
                   Number(two->get(), OSSL_PKEY_PARAM_RSA_N).get()),
            0);
}

}  // namespace
}  // namespace mock::jwt
