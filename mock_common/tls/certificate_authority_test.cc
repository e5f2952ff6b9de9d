#include "mock_common/tls/certificate_authority.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, OpensslDeleter<X509_STORE_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, OpensslDeleter<X509_STORE_CTX_free>>;

X509Ptr Certificate(const std::string& pem) { return *CertificateFromPem(pem); }

// OpenSSL's verdict as of `at`: X509_V_OK or why not.
int Verify(const std::string& leaf_pem, const std::string& ca_pem, absl::Time at) {
  const X509Ptr leaf = Certificate(leaf_pem);
  const X509Ptr ca = Certificate(ca_pem);
  const StorePtr store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), ca.get());
  const StoreCtxPtr context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(param, absl::ToTimeT(at));
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

bool MatchesHost(const std::string& leaf_pem, const std::string& host) {
  return X509_check_host(Certificate(leaf_pem).get(), host.data(), host.size(), 0, nullptr) == 1;
}

class CertificateAuthorityTest : public testing::Test {
 protected:
  const absl::Time now_ = absl::Now();
  const CertificateAuthority authority_ = *CertificateAuthority::Generate(now_);
};

TEST_F(CertificateAuthorityTest, ItsLeafVerifiesByStrictRules) {
  const Leaf leaf = *authority_.Issue({"login.microsoftonline.com"}, now_);
  EXPECT_EQ(Verify(leaf.certificate_pem, authority_.certificate_pem(), now_), X509_V_OK);
}

TEST_F(CertificateAuthorityTest, ItsLeafDoesNotVerifyAgainstAnother) {
  const Leaf leaf = *authority_.Issue({"localhost"}, now_);
  const CertificateAuthority other = *CertificateAuthority::Generate(now_);
  EXPECT_NE(Verify(leaf.certificate_pem, other.certificate_pem(), now_), X509_V_OK);
}

TEST_F(CertificateAuthorityTest, IsMadeAgainOfWhatItWas) {
  const auto again = CertificateAuthority::FromPem(authority_.certificate_pem(),
                                                   authority_.private_key_pem(), now_);
  ASSERT_TRUE(again.ok()) << again.status();
  const Leaf leaf = *again->Issue({"localhost"}, now_);
  EXPECT_EQ(Verify(leaf.certificate_pem, authority_.certificate_pem(), now_), X509_V_OK);
}

TEST_F(CertificateAuthorityTest, IsNotMadeOfAnythingElse) {
  const auto made = [this](const std::string& certificate, const std::string& key,
                           absl::Duration later) {
    return std::string(
        CertificateAuthority::FromPem(certificate, key, now_ + later).status().message());
  };
  const std::string& certificate = authority_.certificate_pem();
  const std::string& key = authority_.private_key_pem();
  const Leaf leaf = *authority_.Issue({"localhost"}, now_);
  EXPECT_EQ(made(certificate, leaf.private_key_pem(), {}), "the key is not the certificate's");
  EXPECT_EQ(made(leaf.certificate_pem, leaf.private_key_pem(), {}),
            "the certificate is no authority's");
  EXPECT_EQ(made(certificate, key, absl::Hours(24 * 366)), "the certificate has ended");
  EXPECT_NE(made("no PEM", key, {}), "");
}

TEST_F(CertificateAuthorityTest, ValidFromADayAgoForAYear) {
  const Leaf leaf = *authority_.Issue({"localhost"}, now_);
  const auto at = [&](absl::Duration offset) {
    return Verify(leaf.certificate_pem, authority_.certificate_pem(), now_ + offset);
  };
  EXPECT_EQ(at(-absl::Hours(23)), X509_V_OK);
  EXPECT_EQ(at(absl::Hours(24 * 364)), X509_V_OK);
  EXPECT_EQ(at(-absl::Hours(25)), X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(at(absl::Hours(24 * 366)), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_F(CertificateAuthorityTest, MatchesNamesWildcardsAndAddresses) {
  const Leaf leaf = *authority_.Issue(
      {"login.microsoftonline.com", "*.login.microsoft.com", "127.0.0.1", "::1"}, now_);
  EXPECT_TRUE(MatchesHost(leaf.certificate_pem, "login.microsoftonline.com"));
  EXPECT_TRUE(MatchesHost(leaf.certificate_pem, "westus2.login.microsoft.com"));
  EXPECT_FALSE(MatchesHost(leaf.certificate_pem, "login.microsoft.com"));
  EXPECT_FALSE(MatchesHost(leaf.certificate_pem, "microsoftonline.com"));
  const X509Ptr certificate = Certificate(leaf.certificate_pem);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.2", 0), 0);
}

TEST_F(CertificateAuthorityTest, LongFirstNameIsStillIssued) {
  const std::string name = std::string(60, 'a') + ".example.test";
  const Leaf leaf = *authority_.Issue({name}, now_);
  EXPECT_TRUE(MatchesHost(leaf.certificate_pem, name));
}

TEST_F(CertificateAuthorityTest, LeafComesWithItsKeyAndWithoutTheRoot) {
  const Leaf leaf = *authority_.Issue({"localhost"}, now_);
  EXPECT_EQ(leaf.certificate_pem, CertificateToPem(Certificate(leaf.certificate_pem).get()));
  ASSERT_EQ(leaf.parsed.chain.size(), 1u);
  EXPECT_EQ(CertificateToPem(leaf.parsed.chain[0].get()), leaf.certificate_pem);
  const auto key = PrivateKeyFromPem(leaf.private_key_pem());
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(X509_check_private_key(Certificate(leaf.certificate_pem).get(), key->get()), 1);
}

TEST_F(CertificateAuthorityTest, LeafOfAnAuthorityThatIsNoRootComesWithIt) {
  const PkeyPtr root_key = *GenerateP256Key();
  const PkeyPtr key = *GenerateP256Key();
  CertificateSpec spec;
  spec.not_before = now_;
  spec.not_after = now_ + absl::Hours(24);
  spec.extensions = {{NID_basic_constraints, "critical,CA:TRUE"},
                     {NID_key_usage, "critical,keyCertSign"},
                     {NID_subject_key_identifier, "hash"}};
  spec.common_name = "root";
  const X509Ptr root = *MakeCertificate(spec, root_key.get(), nullptr, root_key.get());
  spec.common_name = "below it";
  const std::string pem =
      CertificateToPem(MakeCertificate(spec, key.get(), root.get(), root_key.get())->get());
  const auto authority = CertificateAuthority::FromPem(pem, PrivateKeyToPem(key.get()), now_);
  ASSERT_TRUE(authority.ok()) << authority.status();
  const Leaf leaf = *authority->Issue({"localhost"}, now_);
  EXPECT_TRUE(absl::EndsWith(leaf.certificate_pem, pem));
  ASSERT_EQ(leaf.parsed.chain.size(), 2u);
  EXPECT_EQ(CertificateToPem(leaf.parsed.chain[1].get()), pem);
}

TEST_F(CertificateAuthorityTest, EveryLeafHasItsOwnSerialAndKey) {
  const Leaf one = *authority_.Issue({"localhost"}, now_);
  const Leaf two = *authority_.Issue({"localhost"}, now_);
  EXPECT_NE(one.private_key_pem(), two.private_key_pem());
  EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(Certificate(one.certificate_pem).get()),
                             X509_get0_serialNumber(Certificate(two.certificate_pem).get())),
            0);
}

TEST_F(CertificateAuthorityTest, RefusesWhatIsNoName) {
  for (const std::string& name :
       {std::string(""), std::string("a b"), std::string("*"), std::string("*."),
        std::string("a.*.b"), std::string("a..b"), std::string("-a"), std::string("a,DNS:evil"),
        std::string("1.2.3.4/8"), std::string("a\nb"), std::string(254, 'a')}) {
    const auto leaf = authority_.Issue({"localhost", name}, now_);
    ASSERT_FALSE(leaf.ok()) << name;
    EXPECT_EQ(leaf.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(leaf.status().message(), "neither a DNS name nor an IP address: \"" + name + "\"");
  }
  EXPECT_EQ(authority_.Issue({}, now_).status().message(), "a certificate needs at least one name");
}

TEST(X509, ParsersRefuseOtherTextWithoutQuotingIt) {
  EXPECT_EQ(CertificateFromPem("secret").status().message(), "no PEM certificate found");
  EXPECT_EQ(PrivateKeyFromPem("secret").status().message(), "no unencrypted PEM private key found");
}

}  // namespace
}  // namespace mock
