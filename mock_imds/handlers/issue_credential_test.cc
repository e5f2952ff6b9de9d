#include "mock_imds/handlers/issue_credential.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/request_maker.h"
#include "mock_common/tls/x509.h"
#include "mock_imds/testing.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

constexpr char kHost[] = "kind: IMDS tenant_id: 'the-tenant' imds_v2 { state: AVAILABLE }";
constexpr char kPath[] = "/metadata/identity/issuecredential?cred-api-version=2.0";
constexpr char kOid[] = "1.3.6.1.4.1.311.90.2.10";
constexpr char kUnit[] = R"({"vmId":"a11ce000-0000-4000-8000-000000000006"})";

RequestSpec Sound() { return {"own-client", "the-tenant", {{kOid, kUnit}}}; }

std::string Csr(const RequestSpec& spec, EVP_PKEY* key = TestRsaKey()) {
  return absl::Base64Escape(MakeRequest(spec, key));
}

std::string Ask(TestHost& host, const std::string& body, const std::string& more = "") {
  http::Request request = Get(kPath + more);
  request.method = "POST";
  request.body = body;
  return Told(HandleIssueCredential(host.Receive(request)));
}

std::string AskFor(TestHost& host, const RequestSpec& spec, const std::string& more = "") {
  return Ask(host, json{{"csr", Csr(spec)}}.dump(), more);
}

std::string Refusal(const std::string& description) {
  return "400 " + json{{"error", "invalid_request"}, {"error_description", description}}.dump();
}

std::string CertificateOf(const std::string& told) {
  std::string der;
  absl::Base64Unescape(json::parse(told.substr(4))["certificate"].get<std::string>(), &der);
  return der;
}

TEST(IssueCredentialTest, GivesACertificateOfTheHostsOwnIdentity) {
  TestHost host(kHost);
  const std::string told = AskFor(host, Sound());
  EXPECT_EQ(told,
            R"(200 {"client_id":"own-client","tenant_id":"the-tenant","certificate":")" +
                absl::Base64Escape("certificate of own for 14 days, tokens for 7") +
                R"(","identity_type":"SystemAssigned",)"
                R"("mtls_authentication_endpoint":"https://westus2.mtlsauth.microsoft.com"})");
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(TestRsaKey(), &der);
  EXPECT_EQ(host.certified_key,
            std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size)));
  OPENSSL_free(der);
}

TEST(IssueCredentialTest, GivesOneOfTheIdentityThatIsNamed) {
  TestHost host(kHost);
  RequestSpec spec = Sound();
  spec.common_name = "SECOND-client";
  for (const char* id : {"&client_id=second-client", "&object_id=second-object",
                         "&msi_res_id=/subscriptions/second"}) {
    const std::string told = AskFor(host, spec, id);
    EXPECT_THAT(told, HasSubstr(R"("identity_type":"UserAssigned")"));
    EXPECT_THAT(CertificateOf(told), HasSubstr("certificate of second "));
  }
}

TEST(IssueCredentialTest, TheDirectorySaysHowLongItLivesAndWhereItGoes) {
  TestHost host(
      "kind: IMDS tenant_id: 'the-tenant' instance { location: 'eastus' vm_id: 'v' vmss_id: 's' } "
      "imds_v2 { certificate_lifetime: '48h' tokens_for: '24h' }");
  RequestSpec spec = Sound();
  spec.attributes = {{kOid, R"({"vmssId":"S","vmId":"V"})"}};
  const std::string told = AskFor(host, spec);
  EXPECT_EQ(CertificateOf(told), "certificate of own for 2 days, tokens for 1");
  EXPECT_THAT(told, HasSubstr("https://eastus.mtlsauth.microsoft.com"));
  TestHost elsewhere(
      "kind: IMDS tenant_id: 'the-tenant' "
      "imds_v2 { mtls_authentication_endpoint: 'https://mtls.example' }");
  EXPECT_THAT(AskFor(elsewhere, Sound()), HasSubstr(R"("https://mtls.example"})"));
}

TEST(IssueCredentialTest, RefusesWhoIsNotAssigned) {
  TestHost host(kHost);
  for (const char* id : {"&client_id=other", "&object_id=other", "&msi_res_id=/other"}) {
    EXPECT_EQ(AskFor(host, Sound(), id), Refusal("Identity not found"));
  }
  EXPECT_EQ(AskFor(host, Sound(), "&client_id=second-client"),
            Refusal("The subject of the csr is not CN=second-client, DC=the-tenant"));
}

TEST(IssueCredentialTest, RefusesABodyThatIsNoRequest) {
  TestHost host(kHost);
  const std::string no_object = Refusal("The request body is not a JSON object with a csr");
  for (const char* body : {"", ".", "[]", "{}", R"({"csr":""})", R"({"csr":1})"}) {
    EXPECT_EQ(Ask(host, body), no_object) << body;
  }
  EXPECT_EQ(Ask(host, std::string(100000, '[')), no_object);
  EXPECT_EQ(Ask(host, R"({"csr":"*"})"), Refusal("The csr is not valid base64"));
  EXPECT_EQ(Ask(host, R"({"csr":"AAAA"})"),
            Refusal("The csr is not a PKCS#10 certificate request"));
}

TEST(IssueCredentialTest, RefusesAWrongSignature) {
  TestHost host(kHost);
  std::string der = MakeRequest(Sound(), TestRsaKey());
  der.back() = static_cast<char>(der.back() ^ 1);
  EXPECT_EQ(Ask(host, json{{"csr", absl::Base64Escape(der)}}.dump()),
            Refusal("The signature of the csr is not valid"));
}

TEST(IssueCredentialTest, RefusesOtherKeys) {
  TestHost host(kHost);
  const std::string refusal = Refusal("The key of the csr is not an RSA key of at least 2048 bits");
  const PkeyPtr of_curve = *GenerateP256Key();
  EXPECT_EQ(Ask(host, json{{"csr", Csr(Sound(), of_curve.get())}}.dump()), refusal);
  const PkeyPtr small(EVP_RSA_gen(1024));
  EXPECT_EQ(Ask(host, json{{"csr", Csr(Sound(), small.get())}}.dump()), refusal);
}

TEST(IssueCredentialTest, RefusesAnotherSubjectOrComputeUnit) {
  TestHost host(kHost);
  const std::string subject = Refusal("The subject of the csr is not CN=own-client, DC=the-tenant");
  EXPECT_EQ(AskFor(host, {"second-client", "the-tenant", {{kOid, kUnit}}}), subject);
  EXPECT_EQ(AskFor(host, {"own-client", "other", {{kOid, kUnit}}}), subject);
  EXPECT_EQ(AskFor(host, {"", "", {{kOid, kUnit}}}), subject);
  const std::string unit =
      Refusal(std::string("The attribute ") + kOid + " of the csr is not " + kUnit);
  EXPECT_EQ(AskFor(host, {"own-client", "the-tenant", {}}), unit);
  for (const char* other : {"x", "[]", R"({"vmId":"other"})",
                            R"({"vmId":"a11ce000-0000-4000-8000-000000000006","vmssId":"s"})"}) {
    EXPECT_EQ(AskFor(host, {"own-client", "the-tenant", {{kOid, other}}}), unit) << other;
  }
}

TEST(IssueCredentialTest, WantsAnAttestationTokenIfTheDirectorySaysSo) {
  TestHost host("kind: IMDS tenant_id: 'the-tenant' imds_v2 { attestation_required: true }");
  const std::string refusal =
      Refusal("Attestation Token is missing / empty in the issue credential request");
  EXPECT_EQ(AskFor(host, Sound()), refusal);
  EXPECT_EQ(Ask(host, json{{"csr", Csr(Sound())}, {"attestation_token", ""}}.dump()), refusal);
  EXPECT_THAT(Ask(host, json{{"csr", Csr(Sound())}, {"attestation_token", "a.b.c"}}.dump()),
              HasSubstr("200 "));
}

TEST(IssueCredentialTest, SaysThatNobodyCertifies) {
  TestHost host(kHost);
  host.can_certify = false;
  EXPECT_EQ(AskFor(host, Sound()),
            R"(500 {"error":"server_error","error_description":"Failed to issue a certificate"})");
}

}  // namespace
}  // namespace mock::imds
