#include "mock_common/tls/certificate_request.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/request_maker.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const RequestSpec& Whole() {
  static const auto* const kSpec =
      new RequestSpec{"client", "tenant", {{"1.3.6.1.4.1.311.90.2.10", R"({"vmId":"vm"})"}}};
  return *kSpec;
}

TEST(CertificateRequestTest, ReadsWhatMsalSends) {
  const auto read = ReadCertificateRequest(MakeRequest(Whole(), TestRsaKey()));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->common_name, "client");
  EXPECT_EQ(read->domain_component, "tenant");
  EXPECT_TRUE(read->signature_is_valid);
  EXPECT_EQ(read->rsa_bits, 2048);
  EXPECT_THAT(read->texts, ElementsAre(Pair("1.3.6.1.4.1.311.90.2.10", R"({"vmId":"vm"})")));
  EXPECT_FALSE(read->public_key.empty());
}

TEST(CertificateRequestTest, ReadsAnotherSignatureAndAnotherKey) {
  RequestSpec spec = Whole();
  spec.pss = false;
  EXPECT_TRUE(ReadCertificateRequest(MakeRequest(spec, TestRsaKey()))->signature_is_valid);
  const PkeyPtr key = *GenerateP256Key();
  const auto of_curve = ReadCertificateRequest(MakeRequest(spec, key.get()));
  ASSERT_TRUE(of_curve.ok());
  EXPECT_TRUE(of_curve->signature_is_valid);
  EXPECT_EQ(of_curve->rsa_bits, 0);
}

TEST(CertificateRequestTest, WhatIsNotThereIsEmpty) {
  const auto read = ReadCertificateRequest(MakeRequest({"", "", {}}, TestRsaKey()));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->common_name, "");
  EXPECT_EQ(read->domain_component, "");
  EXPECT_THAT(read->texts, IsEmpty());
}

TEST(CertificateRequestTest, NoticesThatAnythingWasChanged) {
  const std::string der = MakeRequest(Whole(), TestRsaKey());
  std::string renamed = der;
  renamed.replace(renamed.find("client"), 6, "cliemt");
  EXPECT_FALSE(ReadCertificateRequest(renamed)->signature_is_valid);
  std::string signature = der;
  signature.back() = static_cast<char>(signature.back() ^ 1);
  EXPECT_FALSE(ReadCertificateRequest(signature)->signature_is_valid);
}

TEST(CertificateRequestTest, RefusesAllElse) {
  const std::string der = MakeRequest(Whole(), TestRsaKey());
  for (const std::string& other :
       {std::string(), std::string("secret"), der + "x", der.substr(0, der.size() / 2)}) {
    const auto read = ReadCertificateRequest(other);
    EXPECT_EQ(read.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(read.status().message(), "not a certificate request in DER");
  }
}

}  // namespace
}  // namespace mock
