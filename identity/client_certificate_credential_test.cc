#include "identity/client_certificate_credential.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"
#include "nlohmann/json.hpp"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kConfiguration;
using internal::kToken;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kAfterTheAssertion[] =
    "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
    "&client_id=00000000-0000-0000-0000-00000000000a&client_info=1&grant_type=client_credentials"
    "&scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+offline_access+profile";

std::string File(const std::string& name) {
  std::ifstream file("identity/testdata/certificates/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

CertificatesAndKey Parse(const std::vector<std::string>& names) {
  std::string pem;
  for (const std::string& name : names) pem += File(name);
  return ParseCertificates(pem).value();
}

class ClientCertificateCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<ClientCertificateCredential>;

  ClientCertificateCredentialTest() {
    options_.client = authority_.Options();
    options_.client.seams.random =
        std::make_shared<FakeRandom>(FakeRandom::ForUuid("01234567-89ab-4cde-8f01-23456789abcd"));
  }

  absl::StatusOr<Credential> Create(const CertificatesAndKey& parsed,
                                    absl::string_view tenant = "t") {
    return ClientCertificateCredential::Create(tenant, "00000000-0000-0000-0000-00000000000a",
                                               parsed.certificates, parsed.key, options_);
  }
  static absl::StatusOr<AccessToken> GetToken(const Credential& credential,
                                              absl::string_view claims = "") {
    TokenRequestOptions options;
    options.scopes = {"https://vault.azure.net/.default"};
    options.claims = std::string(claims);
    return credential->GetToken(Context::Background(), options);
  }
  // The assertion of the last request, which is checked for the rest.
  std::vector<std::string> LastAssertion() const {
    const std::string sent = authority_.transport->requests().back().body;
    absl::string_view body = sent;
    EXPECT_TRUE(absl::ConsumePrefix(&body, "client_assertion=")) << body;
    EXPECT_TRUE(absl::ConsumeSuffix(&body, kAfterTheAssertion)) << body;
    return absl::StrSplit(body, '.');
  }
  static nlohmann::json Decode(absl::string_view segment) {
    std::string json;
    EXPECT_TRUE(absl::WebSafeBase64Unescape(segment, &json));
    return nlohmann::json::parse(json);
  }

  FakeAuthority authority_;
  ClientCertificateCredentialOptions options_;
};

TEST_F(ClientCertificateCredentialTest, ChecksItsArgumentsInOrder) {
  const auto refuses = [](const char* text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(text));
  };
  authority_.environment->Set("AZURE_AUTHORITY_HOST", "http://insecure");
  const CertificatesAndKey good = Parse({"leaf.pem", "key_pkcs8.pem"});
  EXPECT_THAT(Create({{}, nullptr}, "a b"), refuses("at least one certificate is required"));
  EXPECT_THAT(Create({good.certificates, nullptr}, "a b"), refuses("key must be an RSA key"));
  EXPECT_THAT(Create(Parse({"ec.pem", "ec_key.pem"}), "a b"), refuses("key must be an RSA key"));
  EXPECT_THAT(Create(Parse({"leaf.pem", "other_key.pem"}), "a b"),
              refuses("key doesn't match any certificate"));
  EXPECT_THAT(Create({{nullptr}, good.key}, "a b"), refuses("key doesn't match any certificate"));
  EXPECT_THAT(Create(good, "a b"), refuses("invalid tenantID. You can locate your tenantID by"));
  EXPECT_THAT(Create(good), refuses("cannot use an authority host without https"));
}

TEST_F(ClientCertificateCredentialTest, CreationSendsNothing) {
  EXPECT_THAT(Create(Parse({"leaf.pem", "key_pkcs8.pem"})), IsOk());
  EXPECT_THAT(authority_.transport->requests(), SizeIs(0));
}

TEST_F(ClientCertificateCredentialTest, SendsAnAssertionToEntra) {
  const auto credential = Create(Parse({"root.pem", "leaf.pem", "key_pkcs8.pem"})).value();
  const auto token = GetToken(credential);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok1");

  const auto segments = LastAssertion();
  ASSERT_THAT(segments, SizeIs(3));
  const nlohmann::json header = Decode(segments[0]);
  EXPECT_EQ(header.at("alg"), "PS256");
  EXPECT_TRUE(header.contains("x5t#S256"));
  EXPECT_FALSE(header.contains("x5c"));
  const std::int64_t now = absl::ToUnixSeconds(authority_.clock->Now());
  EXPECT_EQ(Decode(segments[1]),
            nlohmann::json({{"aud", "https://login.microsoftonline.com/t/oauth2/v2.0/token"},
                            {"exp", now + 600},
                            {"iss", "00000000-0000-0000-0000-00000000000a"},
                            {"jti", "01234567-89ab-4cde-8f01-23456789abcd"},
                            {"nbf", now},
                            {"sub", "00000000-0000-0000-0000-00000000000a"}}));
  EXPECT_THAT(authority_.log,
              ElementsAre("ClientCertificateCredential.GetToken() acquired a token for scope "
                          "\"https://vault.azure.net/.default\""));
}

TEST_F(ClientCertificateCredentialTest, SendsTheChainOnRequest) {
  options_.send_certificate_chain = true;
  const auto credential = Create(Parse({"root.pem", "leaf.pem", "key_pkcs8.pem"})).value();
  ASSERT_THAT(GetToken(credential), IsOk());
  const CertificatesAndKey ordered = Parse({"leaf.pem", "root.pem", "key_pkcs8.pem"});
  EXPECT_THAT(Decode(LastAssertion()[0]).at("x5c"),
              ElementsAre(absl::Base64Escape(ordered.certificates[0]->der()),
                          absl::Base64Escape(ordered.certificates[1]->der())));
}

// The whole body: its assertion has been signed by the openssl command.
TEST_F(ClientCertificateCredentialTest, SendsToAdfsWhatOpensslSigns) {
  options_.client.cloud.authority_host = "https://adfs.contoso.com";
  authority_.transport->Expect(
      Respond(200, R"({"token_endpoint":"https://adfs.contoso.com/adfs/oauth2/token",)"
                   R"("authorization_endpoint":"https://adfs.contoso.com/adfs/oauth2/authorize",)"
                   R"("issuer":"https://adfs.contoso.com/adfs"})"),
      UrlContains(kConfiguration));
  authority_.transport->Expect(Respond(200, internal::TokenBody()),
                               UrlContains("https://adfs.contoso.com/adfs/oauth2/token"));
  const auto credential = Create(Parse({"leaf.pem", "key_pkcs8.pem"}), "adfs").value();
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.transport->requests().back().body,
            absl::StrCat("client_assertion=", File("assertion_rs256.txt"), kAfterTheAssertion));
}

TEST_F(ClientCertificateCredentialTest, MakesANewAssertionForEachRequest) {
  options_.client.seams.random = RealRandom();
  const auto credential = Create(Parse({"leaf.pem", "key_pkcs8.pem"})).value();
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.Count(kToken), 1);  // the second token came from the cache

  const auto first = Decode(LastAssertion()[1]);
  authority_.clock->Advance(absl::Hours(2));
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.Count(kToken), 2);
  const auto second = Decode(LastAssertion()[1]);
  EXPECT_NE(first.at("jti"), second.at("jti"));
  EXPECT_EQ(second.at("nbf").get<std::int64_t>() - first.at("nbf").get<std::int64_t>(), 7200);
}

TEST_F(ClientCertificateCredentialTest, SaysWhyItCannotSign) {
  const auto credential = Create(Parse({"small.pem", "small_key.pem"})).value();
  const auto token = GetToken(credential);
  EXPECT_THAT(
      token,
      StatusIs(absl::StatusCode::kInvalidArgument,
               "ClientCertificateCredential: unable to sign JWT token: crypto/rsa: 512-bit keys "
               "are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size). To "
               "troubleshoot, visit "
               "https://aka.ms/azsdk/go/identity/troubleshoot#client-cert"));
  EXPECT_EQ(authority_.Count(kToken), 0);
  const auto details = GetErrorDetails(token.status());
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->kind, ErrorKind::kAuthenticationFailed);
}

TEST_F(ClientCertificateCredentialTest, PrintsWhatTheAuthorityRefusedButNoAssertion) {
  authority_.transport->Expect(
      Respond(401, R"({"error":"invalid_client","error_description":"AADSTS700027: …"})"),
      UrlContains(kToken));
  const auto credential = Create(Parse({"leaf.pem", "key_pkcs8.pem"})).value();
  const auto token = GetToken(credential);
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              StartsWith("ClientCertificateCredential authentication failed. \n"
                                         "POST https://login.microsoftonline.com/t/oauth2/v2.0/"
                                         "token\n")));
  EXPECT_THAT(std::string(token.status().message()), HasSubstr("AADSTS700027"));
  EXPECT_THAT(token.status().ToString(), Not(HasSubstr(LastAssertion()[2])));
}

}  // namespace
}  // namespace azure::identity
