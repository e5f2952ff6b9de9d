#include "mock_common/tls/client_authority.h"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/certificate_request.h"
#include "mock_common/tls/client_certificate.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/request_maker.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, OpensslDeleter<X509_STORE_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, OpensslDeleter<X509_STORE_CTX_free>>;

// 2026-01-15T12:00:00Z.
const absl::Time kNow = absl::FromUnixSeconds(1768478400);

class ClientAuthorityTest : public testing::Test {
 protected:
  static ClientCertificateOrder Order() {
    return {ReadCertificateRequest(MakeRequest({"", "", {}}, TestRsaKey()))->public_key,
            "client",
            "tenant",
            "serial",
            kNow,
            kNow + absl::Hours(48),
            kNow + absl::Hours(24)};
  }

  const ClientAuthority authority_ = *ClientAuthority::Generate("issuer.example");
};

// OpenSSL's verdict on a TLS client's certificate: X509_V_OK or why not.
int Verify(const std::string& der, const std::string& ca_pem, absl::Time at) {
  const X509Ptr leaf = *CertificateFromDer(der);
  const X509Ptr ca = *CertificateFromPem(ca_pem);
  const StorePtr store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), ca.get());
  const StoreCtxPtr context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
  X509_VERIFY_PARAM* const param = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(param, absl::ToTimeT(at));
  X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_CLIENT);
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

TEST_F(ClientAuthorityTest, WhatItIssuesVerifiesByStrictRules) {
  const std::string der = *authority_.Issue(Order());
  EXPECT_EQ(Verify(der, authority_.certificate_pem(), kNow), X509_V_OK);
  EXPECT_EQ(Verify(der, authority_.certificate_pem(), kNow + absl::Hours(49)),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_TRUE(authority_.HasIssued(der));
}

TEST_F(ClientAuthorityTest, ItsCertificateSaysWhatWasOrdered) {
  const std::string der = *authority_.Issue(Order());
  const auto read = ReadClientCertificate(der);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->common_name, "client");
  EXPECT_EQ(read->domain_component, "tenant");
  EXPECT_EQ(read->not_before, kNow);
  EXPECT_EQ(read->not_after, kNow + absl::Hours(48));
  EXPECT_EQ(read->tokens_until, kNow + absl::Hours(24));
  const X509Ptr certificate = *CertificateFromDer(der);
  EXPECT_EQ(X509_check_private_key(certificate.get(), TestRsaKey()), 1);
  EXPECT_EQ(PartOfName(X509_get_issuer_name(certificate.get()), NID_commonName), "issuer.example");
}

TEST_F(ClientAuthorityTest, AnothersCertificateIsNotItsOwn) {
  const ClientAuthority other = *ClientAuthority::Generate("issuer.example");
  const std::string der = *other.Issue(Order());
  EXPECT_FALSE(authority_.HasIssued(der));
  EXPECT_FALSE(authority_.HasIssued(""));
  std::string changed = *authority_.Issue(Order());
  changed.replace(changed.find("client"), 6, "cliemt");
  EXPECT_FALSE(authority_.HasIssued(changed));
}

TEST_F(ClientAuthorityTest, IssuesForAKeyAlone) {
  ClientCertificateOrder order = Order();
  order.public_key = "secret";
  EXPECT_EQ(authority_.Issue(order).status(),
            absl::InvalidArgumentError("not a public key in DER"));
}

TEST(ClientCertificateTest, WithoutTheExtensionTokensComeUntilItsEnd) {
  const ClientAuthority authority = *ClientAuthority::Generate("issuer.example");
  const X509Ptr certificate = *CertificateFromPem(authority.certificate_pem());
  const auto read = ReadClientCertificate(CertificateToDer(certificate.get()));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->tokens_until, read->not_after);
  EXPECT_EQ(read->domain_component, "");
  EXPECT_EQ(ReadClientCertificate("secret").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace mock
