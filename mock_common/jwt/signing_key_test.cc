#include "mock_common/jwt/signing_key.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/public_key.h"
#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

std::string RsaPem(int bits) {
  const PkeyPtr key(EVP_RSA_gen(bits));
  return PrivateKeyToPem(key.get());
}

TEST(SigningKey, ItsSignaturesVerifyWithItsCertificateAndItsNumbers) {
  const auto key = SigningKey::Generate(kNow);
  ASSERT_TRUE(key->status().ok()) << key->status();
  const auto signature = key->SignRs256("data");
  ASSERT_TRUE(signature.ok());
  EXPECT_EQ(signature->size(), 256u);

  const auto certificate = PublicKey::FromCertificateDer(key->certificate_der());
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_TRUE(certificate->Verifies(Algorithm::kRs256, "data", *signature));
  const auto numbers =
      PublicKey::FromNumbers(*Base64UrlDecode(key->modulus()), *Base64UrlDecode(key->exponent()));
  ASSERT_TRUE(numbers.ok()) << numbers.status();
  EXPECT_TRUE(numbers->Verifies(Algorithm::kRs256, "data", *signature));
}

TEST(SigningKey, NamesItselfByTheCertificatesSha1) {
  const auto key = SigningKey::Generate(kNow);
  unsigned char digest[20];
  const std::string& der = key->certificate_der();
  EVP_Digest(der.data(), der.size(), digest, nullptr, EVP_sha1(), nullptr);
  EXPECT_EQ(key->kid(), Base64UrlEncode({reinterpret_cast<char*>(digest), sizeof digest}));
  EXPECT_EQ(key->exponent(), "AQAB");
}

TEST(SigningKey, IsTheSameFromTheSamePem) {
  const std::string pem = RsaPem(2048);
  const auto one = SigningKey::FromPem(pem, kNow);
  const auto two = SigningKey::FromPem(pem, kNow);
  ASSERT_TRUE(one.ok()) << one.status();
  EXPECT_EQ((*one)->kid(), (*two)->kid());
  EXPECT_EQ((*one)->certificate_der(), (*two)->certificate_der());
  EXPECT_EQ(*(*one)->SignRs256("data"), *(*two)->SignRs256("data"));
  EXPECT_NE(SigningKey::Generate(kNow)->kid(), (*one)->kid());
}

TEST(SigningKey, RefusesOtherKeysAndOtherText) {
  EXPECT_EQ(SigningKey::FromPem("secret", kNow).status().message(),
            "no unencrypted PEM private key found");
  const char* kWrongKey = "a signing key must be RSA of at least 2048 bits";
  EXPECT_EQ(SigningKey::FromPem(RsaPem(1024), kNow).status().message(), kWrongKey);
  EXPECT_EQ(SigningKey::FromPem(PrivateKeyToPem(GenerateP256Key()->get()), kNow).status().message(),
            kWrongKey);
}

TEST(SigningKey, ManyThreadsMayWaitForItAndSign) {
  const auto key = SigningKey::Generate(kNow);
  std::vector<std::string> signatures(4);
  std::vector<std::thread> threads;
  for (std::string& signature : signatures) {
    threads.emplace_back([&] { signature = *key->SignRs256("data"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(signatures, testing::Each(*key->SignRs256("data")));
}

TEST(SigningKey, MayBeDroppedBeforeItIsReady) { SigningKey::Generate(kNow); }

}  // namespace
}  // namespace mock::jwt
