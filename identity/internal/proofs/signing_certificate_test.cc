#include "identity/internal/proofs/signing_certificate.h"

#include <openssl/rsa.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::SizeIs;

CertificatesAndKey Parse(const std::vector<std::string>& names) {
  std::string pem;
  for (const std::string& name : names) {
    std::ifstream file("identity/testdata/certificates/" + name);
    pem.append(std::istreambuf_iterator<char>(file), {});
  }
  auto parsed = ParseCertificates(pem);
  EXPECT_THAT(parsed, IsOk());
  return parsed.ok() ? *parsed : CertificatesAndKey{};
}

absl::StatusOr<SigningCertificate> Create(const CertificatesAndKey& parsed) {
  return SigningCertificate::Create(parsed.certificates, parsed.key);
}

std::string Base64(const Certificate& certificate) { return absl::Base64Escape(certificate.der()); }

// Whether the public key of `certificate` verifies `signature`.
bool Verifies(const Certificate& certificate, SignatureAlgorithm algorithm, const std::string& data,
              const std::string& signature) {
  const auto* der = reinterpret_cast<const unsigned char*>(certificate.der().data());
  const X509Ptr parsed(d2i_X509(nullptr, &der, static_cast<long>(certificate.der().size())));
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  EXPECT_EQ(EVP_DigestVerifyInit(context.get(), &key_context, EVP_sha256(), nullptr,
                                 X509_get0_pubkey(parsed.get())),
            1);
  if (algorithm == SignatureAlgorithm::kPs256) {
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, 32), 1);  // RFC 7518, section 3.5
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_mgf1_md(key_context, EVP_sha256()), 1);
  }
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                          signature.size(), reinterpret_cast<const unsigned char*>(data.data()),
                          data.size()) == 1;
}

TEST(SigningCertificateTest, PutsTheCertificateOfTheKeyFirst) {
  const CertificatesAndKey leaf = Parse({"leaf.pem", "key_pkcs8.pem"});
  std::vector<std::string> order = {"intermediate.pem", "leaf.pem", "root.pem"};
  do {
    const CertificatesAndKey parsed = Parse({order[0], order[1], order[2], "key_pkcs8.pem"});
    const auto signer = Create(parsed);
    ASSERT_THAT(signer, IsOk());
    EXPECT_EQ(signer->certificate().der(), leaf.certificates[0]->der());
    std::vector<std::string> expected = {Base64(*leaf.certificates[0])};
    for (const auto& certificate : parsed.certificates) {
      if (Base64(*certificate) != expected[0]) expected.push_back(Base64(*certificate));
    }
    EXPECT_THAT(signer->x5c(), ElementsAreArray(expected));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(SigningCertificateTest, PassesOverNullCertificates) {
  CertificatesAndKey parsed = Parse({"leaf.pem", "key_pkcs8.pem"});
  parsed.certificates.insert(parsed.certificates.begin(), nullptr);
  const auto signer = Create(parsed);
  ASSERT_THAT(signer, IsOk());
  EXPECT_THAT(signer->x5c(), ElementsAre(Base64(*parsed.certificates[1])));
}

TEST(SigningCertificateTest, RepeatsACertificateThatIsGivenTwice) {
  const auto signer = Create(Parse({"leaf.pem", "leaf.pem", "key_pkcs8.pem"}));
  ASSERT_THAT(signer, IsOk());
  EXPECT_THAT(signer->x5c(), SizeIs(2));
}

TEST(SigningCertificateTest, RefusesAKeyThatIsNotRsa) {
  EXPECT_THAT(Create(Parse({"ec.pem", "ec_key.pem"})),
              StatusIs(absl::StatusCode::kInvalidArgument, "key must be an RSA key"));
  EXPECT_THAT(
      SigningCertificate::Create(Parse({"leaf.pem", "key_pkcs8.pem"}).certificates, nullptr),
      StatusIs(absl::StatusCode::kInvalidArgument, "key must be an RSA key"));
}

TEST(SigningCertificateTest, RefusesAKeyWithoutItsCertificate) {
  for (const auto& parsed :
       {Parse({"leaf.pem", "root.pem", "other_key.pem"}), Parse({"ec.pem", "key_pkcs8.pem"})}) {
    EXPECT_THAT(Create(parsed),
                StatusIs(absl::StatusCode::kInvalidArgument, "key doesn't match any certificate"));
  }
  EXPECT_THAT(SigningCertificate::Create({nullptr}, Parse({"leaf.pem", "key_pkcs8.pem"}).key),
              StatusIs(absl::StatusCode::kInvalidArgument, "key doesn't match any certificate"));
}

TEST(SigningCertificateTest, MakesSignaturesThatVerify) {
  const auto signer = Create(Parse({"leaf.pem", "key_pkcs8.pem"}));
  ASSERT_THAT(signer, IsOk());
  for (const auto algorithm : {SignatureAlgorithm::kPs256, SignatureAlgorithm::kRs256}) {
    const auto signature = signer->Sign(algorithm, "data");
    ASSERT_THAT(signature, IsOk());
    EXPECT_TRUE(Verifies(signer->certificate(), algorithm, "data", *signature));
    EXPECT_FALSE(Verifies(signer->certificate(), algorithm, "Data", *signature));
    const auto other = algorithm == SignatureAlgorithm::kPs256 ? SignatureAlgorithm::kRs256
                                                               : SignatureAlgorithm::kPs256;
    EXPECT_FALSE(Verifies(signer->certificate(), other, "data", *signature));
  }
}

TEST(SigningCertificateTest, SignsOnManyThreadsAtOnce) {
  const auto signer = Create(Parse({"leaf.pem", "key_pkcs8.pem"}));
  ASSERT_THAT(signer, IsOk());
  const std::string expected = signer->Sign(SignatureAlgorithm::kRs256, "data").value();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&signer, &expected] {
      for (int j = 0; j < 20; ++j) {
        EXPECT_THAT(signer->Sign(SignatureAlgorithm::kRs256, "data"), IsOkAndHolds(expected));
        EXPECT_THAT(signer->Sign(SignatureAlgorithm::kPs256, "data"), IsOk());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(SigningCertificateTest, RefusesToSignWithASmallKey) {
  const auto signer = Create(Parse({"small.pem", "small_key.pem"}));
  ASSERT_THAT(signer, IsOk());
  EXPECT_THAT(signer->Sign(SignatureAlgorithm::kRs256, "data"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "unable to sign JWT token: crypto/rsa: 512-bit keys are insecure (see "
                       "https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)"));
}

}  // namespace
}  // namespace azure::identity::internal
