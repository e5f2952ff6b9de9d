#include "mock_common/tls/self_signed.h"

#include <openssl/x509v3.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

TEST(SelfSignedTest, SignsItselfForItsNames) {
  const auto made = MakeSelfSigned({"localhost", "127.0.0.1"}, absl::Now());
  ASSERT_TRUE(made.ok()) << made.status();
  const auto certificate = CertificateFromPem(made->certificate_pem);
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_EQ(X509_verify(certificate->get(), made->parsed.private_key.get()), 1);
  ASSERT_EQ(made->parsed.chain.size(), 1u);
  EXPECT_EQ(X509_cmp(made->parsed.chain[0].get(), certificate->get()), 0);
  EXPECT_EQ(X509_check_host(certificate->get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate->get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_host(certificate->get(), "elsewhere", 0, 0, nullptr), 0);
  EXPECT_THAT(made->thumbprint, testing::MatchesRegex("[0-9A-F]{40}"));
}

TEST(SelfSignedTest, EveryOneIsAnother) {
  EXPECT_NE(MakeSelfSigned({"localhost"}, absl::Now())->thumbprint,
            MakeSelfSigned({"localhost"}, absl::Now())->thumbprint);
}

TEST(SelfSignedTest, NeedsNames) {
  EXPECT_EQ(MakeSelfSigned({}, absl::Now()).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MakeSelfSigned({"no name"}, absl::Now()).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace mock
