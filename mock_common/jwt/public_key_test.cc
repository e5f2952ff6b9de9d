#include "mock_common/jwt/public_key.h"

#include <openssl/rsa.h>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

struct Pair {
  PkeyPtr key;
  X509Ptr certificate;
};

Pair MakePair(PkeyPtr key) {
  CertificateSpec spec;
  spec.common_name = "test";
  spec.not_after = absl::FromUnixSeconds(2000000000);
  spec.not_before = absl::UnixEpoch();
  X509Ptr certificate = *MakeCertificate(spec, key.get(), nullptr, key.get());
  return {std::move(key), std::move(certificate)};
}

std::string SignPs256(EVP_PKEY* key, const std::string& data, int salt_length) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key);
  EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
  EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, salt_length);
  std::string signature(256, '\0');
  std::size_t size = signature.size();
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(data.data()), data.size());
  return signature;
}

TEST(PublicKey, VerifiesRs256OfTheExactDataOnly) {
  const auto signer = SigningKey::Generate(absl::UnixEpoch());
  const PublicKey key = *PublicKey::FromCertificateDer(signer->certificate_der());
  std::string signature = *signer->SignRs256("data");

  EXPECT_TRUE(key.Verifies(Algorithm::kRs256, "data", signature));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "Data", signature));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "", signature));
  EXPECT_FALSE(key.Verifies(Algorithm::kPs256, "data", signature));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "data", ""));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "data", signature + '\0'));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "data", signature.substr(1)));
  signature[255] ^= 1;
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "data", signature));
}

TEST(PublicKey, VerifiesPs256WithASaltAsLongAsTheDigest) {
  const Pair pair = MakePair(PkeyPtr(EVP_RSA_gen(2048)));
  const PublicKey key = *PublicKey::FromCertificatePem(CertificateToPem(pair.certificate.get()));
  EXPECT_TRUE(key.Verifies(Algorithm::kPs256, "data", SignPs256(pair.key.get(), "data", 32)));
  EXPECT_FALSE(key.Verifies(Algorithm::kPs256, "data", SignPs256(pair.key.get(), "data", 20)));
  EXPECT_FALSE(key.Verifies(Algorithm::kPs256, "other", SignPs256(pair.key.get(), "data", 32)));
  EXPECT_FALSE(key.Verifies(Algorithm::kRs256, "data", SignPs256(pair.key.get(), "data", 32)));
}

TEST(PublicKey, RefusesKeysThatAreNotRsaOrTooShort) {
  const char* kMessage = "not an RSA key of at least 2048 bits";
  const Pair short_rsa = MakePair(PkeyPtr(EVP_RSA_gen(1024)));
  EXPECT_EQ(PublicKey::FromCertificateDer(CertificateToDer(short_rsa.certificate.get()))
                .status()
                .message(),
            kMessage);
  const Pair ec = MakePair(*GenerateP256Key());
  EXPECT_EQ(
      PublicKey::FromCertificatePem(CertificateToPem(ec.certificate.get())).status().message(),
      kMessage);
}

TEST(PublicKey, RefusesImpossibleNumbers) {
  const std::string modulus = *Base64UrlDecode(SigningKey::Generate(absl::UnixEpoch())->modulus());
  const std::string even = modulus.substr(0, 255) + '\x02';
  EXPECT_TRUE(PublicKey::FromNumbers(modulus, "\x03").ok());
  EXPECT_FALSE(PublicKey::FromNumbers("", "").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus, "").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus, "\x01").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus, "\x02").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(even, "\x03").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus.substr(0, 100), "\x03").ok());
  EXPECT_FALSE(PublicKey::FromNumbers(std::string(100000, '\xff'), "\x03").ok());
  EXPECT_TRUE(PublicKey::FromNumbers(modulus, std::string(7, '\0') + '\x03').ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus, std::string(8, '\0') + '\x03').ok());
  EXPECT_FALSE(PublicKey::FromNumbers(modulus, std::string(9, '\x03')).ok());
}

TEST(PublicKey, RefusesWhatIsNoCertificate) {
  const Pair pair = MakePair(PkeyPtr(EVP_RSA_gen(2048)));
  const std::string der = CertificateToDer(pair.certificate.get());
  EXPECT_TRUE(PublicKey::FromCertificateDer(der).ok());
  EXPECT_EQ(PublicKey::FromCertificateDer("").status().message(), "not a certificate in DER");
  EXPECT_FALSE(PublicKey::FromCertificateDer(der + "x").ok());
  EXPECT_FALSE(PublicKey::FromCertificateDer(der.substr(0, der.size() - 1)).ok());
  EXPECT_FALSE(PublicKey::FromCertificatePem(der).ok());
}

}  // namespace
}  // namespace mock::jwt
