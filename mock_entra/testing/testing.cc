#include "mock_entra/testing/testing.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/rsa_keygen.h"
#include "mock_common/tls/x509.h"
#include "nlohmann/json.hpp"

namespace mock::entra {

namespace {

struct Certified {
  PkeyPtr root_key = *jwt::GenerateRsaKey();
  PkeyPtr key = *jwt::GenerateRsaKey();
  X509Ptr root = Make("Test Root", root_key.get(), nullptr, "critical,CA:TRUE");
  X509Ptr certificate = Make("agent.contoso.example", key.get(), root.get(), "critical,CA:FALSE");

  X509Ptr Make(const std::string& name, EVP_PKEY* subject, X509* issuer,
               const std::string& constraints) const {
    CertificateSpec spec;
    spec.common_name = name;
    spec.not_before = TestNow() - absl::Hours(1);
    spec.not_after = TestNow() + absl::Hours(1);
    spec.extensions = {{NID_basic_constraints, constraints}};
    return *MakeCertificate(spec, subject, issuer, root_key.get());
  }
};

const Certified& TestCertified() {
  static const auto* const kCertified = new Certified();
  return *kCertified;
}

std::string Signature(EVP_PKEY* key, bool pss, const std::string& data) {
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key);
  if (pss) {
    EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST);
  }
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)), '\0');
  std::size_t size = signature.size();
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(data.data()), data.size());
  return signature;
}

}  // namespace

std::string TestCertificatePem() { return CertificateToPem(TestCertified().certificate.get()); }

std::string TestKeyPem() { return PrivateKeyToPem(TestCertified().key.get()); }

std::string TestRootPem() { return CertificateToPem(TestCertified().root.get()); }

std::string TestThumbprint(const EVP_MD* digest) {
  const std::string der = CertificateToDer(TestCertified().certificate.get());
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(der.data(), der.size(), bytes, &size, digest, nullptr);
  return absl::Base64Escape(absl::string_view(reinterpret_cast<char*>(bytes), size));
}

std::string TestCertificateBase64() {
  return absl::Base64Escape(CertificateToDer(TestCertified().certificate.get()));
}

std::string SignAssertion(const nlohmann::ordered_json& header,
                          const nlohmann::ordered_json& claims) {
  const std::string input =
      absl::StrCat(jwt::Base64UrlEncode(header.dump()), ".", jwt::Base64UrlEncode(claims.dump()));
  return absl::StrCat(
      input, ".",
      jwt::Base64UrlEncode(Signature(TestCertified().key.get(), header["alg"] == "PS256", input)));
}

absl::Time TestNow() { return absl::FromUnixSeconds(1768478400); }

scenario::EntraDirectory TestDirectory() {
  scenario::EntraDirectory directory;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        tenants {
          id: "7e570000-0000-4000-8000-000000000001"
          domains: "contoso.onmicrosoft.com"
          display_name: "Contoso"
          applications {
            app_id: "7e570000-0000-4000-8000-000000000002"
            display_name: "Backup"
            secrets { value: "right~secret" }
            secrets { value: "old" not_after: "2026-01-01T00:00:00Z" }
            secrets { value: "future" not_before: "2026-02-01T00:00:00Z" }
          }
          applications {
            app_id: "disabled"
            display_name: "Off"
            disabled: true
            secrets { value: "s" }
          }
          applications { app_id: "public" public_client: true }
          resources {
            uri: "https://api.contoso.example"
            app_id: "7e570000-0000-4000-8000-0000000000aa"
            token_version: 2
            roles: "Things.Read"
            roles: "Things.Write"
            token_lifetime_seconds: 600
          }
        }
      )pb",
      &directory));
  return directory;
}

scenario::Setting TestSetting() {
  scenario::Setting setting;
  setting.set_trace_id("11111111-1111-4111-8111-111111111100");
  setting.set_correlation_id("22222222-2222-4222-8222-222222222222");
  return setting;
}

std::shared_ptr<const jwt::SigningKey> TestKey() {
  static const auto* const kKey =
      new std::shared_ptr<const jwt::SigningKey>(jwt::SigningKey::Generate(TestNow()));
  // Joins the thread that makes it: nobody else may, and the key is never destroyed.
  (void)(*kKey)->status();
  return *kKey;
}

http::Request Get(absl::string_view target) {
  http::Request request;
  request.method = "GET";
  request.target = std::string(target);
  const std::size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != absl::string_view::npos) request.query = std::string(target.substr(question + 1));
  request.host = "login.microsoftonline.com";
  request.headers.Set("Host", request.host);
  request.tls = true;
  return request;
}

http::Request Post(absl::string_view path, absl::string_view form) {
  http::Request request = Get(path);
  request.method = "POST";
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  request.body = std::string(form);
  return request;
}

std::string GoodForm() {
  return absl::StrCat("client_id=", kClient, "&client_secret=", kSecret,
                      "&grant_type=client_credentials&scope=https%3A%2F%2Fvault.azure.net%2F"
                      ".default+openid+offline_access+profile");
}

nlohmann::ordered_json ParseBody(const http::Response& response) {
  auto body = nlohmann::ordered_json::parse(response.body, nullptr, false);
  EXPECT_FALSE(body.is_discarded()) << response.body;
  return body;
}

}  // namespace mock::entra
