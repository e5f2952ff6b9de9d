#include "mock_common/jwt/certificate.h"

#include <openssl/x509v3.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/rsa_keygen.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

using testing::ElementsAre;

constexpr absl::Time kNow = absl::FromUnixSeconds(1768478400);

// Made with OpenSSL: an authority, and what it issued.
class CertificateTest : public testing::Test {
 protected:
  static X509Ptr Make(const std::string& name, EVP_PKEY* key, X509* issuer, EVP_PKEY* issuer_key,
                      std::vector<std::pair<int, std::string>> extensions) {
    CertificateSpec spec;
    spec.common_name = name;
    spec.not_before = kNow - absl::Hours(1);
    spec.not_after = kNow + absl::Hours(1);
    spec.extensions = std::move(extensions);
    return *MakeCertificate(spec, key, issuer, issuer_key);
  }

  static Certificate Wrap(const X509Ptr& certificate) {
    return *Certificate::FromDer(CertificateToDer(certificate.get()));
  }

  const PkeyPtr root_key_ = *GenerateRsaKey();
  const PkeyPtr leaf_key_ = *GenerateRsaKey();
  const X509Ptr root_ = Make("Root", root_key_.get(), nullptr, root_key_.get(),
                             {{NID_basic_constraints, "critical,CA:TRUE"}});
  const X509Ptr intermediate_ = Make("Intermediate", leaf_key_.get(), root_.get(), root_key_.get(),
                                     {{NID_basic_constraints, "critical,CA:TRUE"}});
  const X509Ptr leaf_ =
      Make("agent.contoso.example", leaf_key_.get(), intermediate_.get(), leaf_key_.get(),
           {{NID_subject_alt_name, "DNS:other.contoso.example,email:a@b"}});
};

TEST_F(CertificateTest, TellsWhoseItIs) {
  const Certificate leaf = Wrap(leaf_);
  EXPECT_EQ(leaf.subject(), "CN=agent.contoso.example");
  EXPECT_THAT(leaf.names(), ElementsAre("agent.contoso.example", "other.contoso.example"));
  EXPECT_EQ(leaf.not_before(), kNow - absl::Hours(1));
  EXPECT_EQ(leaf.not_after(), kNow + absl::Hours(1));
  EXPECT_EQ(leaf.sha1().size(), 20u);
  EXPECT_EQ(leaf.sha256().size(), 32u);
}

TEST_F(CertificateTest, ReadsPemBesideAKey) {
  const auto leaf = Certificate::FromPem(
      absl::StrCat(PrivateKeyToPem(leaf_key_.get()), CertificateToPem(leaf_.get())));
  ASSERT_TRUE(leaf.ok()) << leaf.status();
  EXPECT_EQ(leaf->der(), CertificateToDer(leaf_.get()));
}

TEST_F(CertificateTest, ItsThumbprintIsTheKidOfASigningKey) {
  const auto key = SigningKey::Generate(kNow);
  EXPECT_EQ(Base64UrlEncode(Certificate::FromDer(key->certificate_der())->sha1()), key->kid());
}

TEST_F(CertificateTest, ChainsToItsRootThroughTheIntermediateAlone) {
  const Certificate leaf = Wrap(leaf_);
  EXPECT_TRUE(leaf.ChainsTo({Wrap(root_)}, {Wrap(intermediate_)}));
  EXPECT_TRUE(leaf.ChainsTo({Wrap(intermediate_)}, {}));
  EXPECT_FALSE(leaf.ChainsTo({Wrap(root_)}, {}));
  EXPECT_FALSE(leaf.ChainsTo({}, {Wrap(intermediate_), Wrap(root_)}));
}

TEST_F(CertificateTest, AnotherAuthorityOfTheSameNameIsNotTheRoot) {
  const X509Ptr impostor = Make("Root", leaf_key_.get(), nullptr, leaf_key_.get(),
                                {{NID_basic_constraints, "critical,CA:TRUE"}});
  EXPECT_FALSE(Wrap(leaf_).ChainsTo({Wrap(impostor)}, {Wrap(intermediate_)}));
}

TEST_F(CertificateTest, RefusesWhatIsNone) {
  EXPECT_FALSE(Certificate::FromDer("").ok());
  EXPECT_FALSE(Certificate::FromDer(CertificateToDer(leaf_.get()) + "x").ok());
  EXPECT_FALSE(Certificate::FromPem("leaf.pem").ok());
}

}  // namespace
}  // namespace mock::jwt
