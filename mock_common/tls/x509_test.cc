#include "mock_common/tls/x509.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <string>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/openssl.h"

namespace mock {
namespace {

// The key of a certificate, as it is written.
std::string Written(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  std::string written(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return written;
}

std::string AsOpensslWritesIt(EVP_PKEY* key) {
  const X509Ptr certificate(X509_new());
  X509_set_pubkey(certificate.get(), key);
  return Written(certificate.get());
}

class SignCertificateTest : public testing::TestWithParam<const char*> {
 protected:
  static PkeyPtr Key() {
    const std::string group = GetParam();
    return PkeyPtr(group.empty() ? EVP_RSA_gen(2048) : EVP_EC_gen(group.c_str()));
  }

  static CertificateSpec Spec() {
    CertificateSpec spec;
    spec.common_name = "test";
    spec.not_before = absl::FromUnixSeconds(1700000000);
    spec.not_after = spec.not_before + absl::Hours(1);
    spec.extensions = {{NID_subject_key_identifier, "hash"}};
    return spec;
  }
};

TEST_P(SignCertificateTest, WritesTheKeyAsOpensslDoes) {
  const PkeyPtr key = Key();
  const auto certificate = SignCertificate(Spec(), key.get(), nullptr, key.get());
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_EQ(Written(certificate->get()), AsOpensslWritesIt(key.get()));
}

TEST_P(SignCertificateTest, WhatIsReadAgainIsWhole) {
  const PkeyPtr key = Key();
  const auto certificate = MakeCertificate(Spec(), key.get(), nullptr, key.get());
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_EQ(EVP_PKEY_eq(X509_get0_pubkey(certificate->get()), key.get()), 1);
  EXPECT_EQ(X509_verify(certificate->get(), key.get()), 1);
  EXPECT_NE(X509_get0_subject_key_id(certificate->get()), nullptr);
}

INSTANTIATE_TEST_SUITE_P(, SignCertificateTest, testing::Values("P-256", "P-384", "secp256k1", ""));

TEST(MakeCertificateTest, SaysWhatItCannotMake) {
  const PkeyPtr key = *GenerateP256Key();
  CertificateSpec spec;
  spec.common_name = "test";
  spec.extensions = {{NID_key_usage, "no usage"}};
  const auto certificate = MakeCertificate(spec, key.get(), nullptr, key.get());
  EXPECT_THAT(std::string(certificate.status().message()),
              testing::StartsWith("cannot add an extension to a certificate"));
}

}  // namespace
}  // namespace mock
