#include "mock_server/server_keys.h"

#include <openssl/x509.h>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace azmock {
namespace {

using mock::jwt::SigningKey;

TEST(ServerKeysTest, OfTheSameNamesThereIsOneCertificate) {
  const auto keys = *ServerKeys::Make(SigningKey::Generate(absl::Now()));
  const auto first = keys->Issue({"login.microsoftonline.com", "localhost"});
  const auto again = keys->Issue({"login.microsoftonline.com", "localhost"});
  const auto other = keys->Issue({"localhost"});
  ASSERT_TRUE(first.ok() && again.ok() && other.ok());
  EXPECT_EQ(first->certificate_pem, again->certificate_pem);
  EXPECT_NE(first->certificate_pem, other->certificate_pem);
  EXPECT_FALSE(keys->Issue({}).ok()) << "an error is no certificate";
}

TEST(ServerKeysTest, EachPurposeHasACertificateThatNobodyVouchesFor) {
  const auto keys = *ServerKeys::Make(SigningKey::Generate(absl::Now()));
  const auto shown = keys->SelfSigned("shown", {"localhost"});
  const auto other = keys->SelfSigned("other", {"localhost"});
  ASSERT_TRUE(shown.ok() && other.ok());
  EXPECT_NE(shown->thumbprint, other->thumbprint);
  EXPECT_EQ(shown->thumbprint, keys->SelfSigned("shown", {"localhost"})->thumbprint);
}

TEST(ServerKeysTest, IssuersHaveKeysOfTheirOwn) {
  const auto keys = *ServerKeys::Make(SigningKey::Generate(absl::Now()));
  const auto second = keys->IssuerKey(1, absl::Now());
  EXPECT_EQ(second, keys->IssuerKey(1, absl::Now()));
  EXPECT_NE(second, keys->IssuerKey(0, absl::Now()));
}

TEST(ServerKeysTest, IssuesWithTheAuthorityThatItWasGiven) {
  const auto authority = *mock::CertificateAuthority::Generate(absl::Now());
  const auto keys = *ServerKeys::Make(SigningKey::Generate(absl::Now()), authority);
  EXPECT_EQ(keys->ca_pem(), authority.certificate_pem());
  const mock::X509Ptr issuer = *mock::CertificateFromPem(authority.certificate_pem());
  const auto leaf = keys->Issue({"localhost"});
  ASSERT_TRUE(leaf.ok()) << leaf.status();
  EXPECT_EQ(X509_verify(leaf->parsed.chain[0].get(), X509_get0_pubkey(issuer.get())), 1);
}

}  // namespace
}  // namespace azmock
