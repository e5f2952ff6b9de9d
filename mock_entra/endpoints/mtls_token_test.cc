#include "mock_entra/endpoints/mtls_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <functional>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/tls/certificate_request.h"
#include "mock_common/tls/request_maker.h"
#include "mock_common/tls/x509.h"
#include "mock_entra/errors/catalogue_table.h"
#include "mock_entra/testing/testing.h"
#include "mock_entra/tokens/managed_identity_certificate.h"

namespace mock::entra {
namespace {

using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr char kIdentity[] = "7e570000-0000-4000-8000-0000000000f1";
constexpr char kOther[] = "7e570000-0000-4000-8000-0000000000f2";
constexpr char kForm[] =
    "grant_type=client_credentials&client_id=7e570000-0000-4000-8000-0000000000f1"
    "&token_type=mtls_pop&scope=https://vault.azure.net/.default";

class MtlsTokenTest : public ::testing::Test {
 protected:
  MtlsTokenTest() {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Tenant& tenant = *directory.mutable_tenants(0);
    for (const char* id : {kIdentity, kOther}) {
      scenario::Identity& identity = *tenant.add_managed_identities();
      identity.set_name(id);
      identity.set_client_id(id);
    }
    scenario::Resource& bearer_only = *tenant.add_resources();
    bearer_only.set_uri("https://bearer.example");
    bearer_only.set_no_bound_tokens(true);
    const absl::Status merged = directory_.Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
    certificate_ = Certify(authority_);
  }

  // What an identity's host would be given now.
  std::string Certify(const ClientAuthority& authority, const char* identity = kIdentity) {
    const auto tenant = directory_.FindTenant(kTenant);
    const auto request = ReadCertificateRequest(MakeRequest({"", "", {}}, TestRsaKey()));
    return *IssueManagedIdentityCertificate(
        *tenant, *tenant->FindManagedIdentityOfClient(identity),
        {request->public_key, absl::Hours(14 * 24), absl::Hours(7 * 24)}, authority, TestNow(),
        *random_);
  }

  http::Request Request(const std::string& form, const std::string& certificate) {
    http::Request request = Post(kTokenPath, form);
    request.host = "westus2.mtlsauth.microsoft.com";
    request.headers.Set("Host", request.host);
    request.client_certificate = certificate;
    return request;
  }

  http::Response Ask(const http::Request& request, absl::Duration later = absl::ZeroDuration(),
                     absl::string_view tenant = kTenant) {
    const MtlsTokenEndpoint endpoint{directory_, *TestKey(), *random_, &authority_};
    return HandleMtlsToken(MakeExchange(request, setting_, TestNow() + later, *random_), endpoint,
                           tenant, Version::kV2)
        .response;
  }

  std::int64_t CodeOf(const http::Response& response) {
    const auto body = ParseBody(response);
    EXPECT_TRUE(body.contains("error_codes")) << response.body;
    return body.contains("error_codes") ? body["error_codes"][0].get<std::int64_t>() : 0;
  }

  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  const scenario::Setting setting_ = TestSetting();
  const ClientAuthority authority_ = *ClientAuthority::Generate(kManagedIdentityIssuer);
  Directory directory_;
  std::string certificate_;
};

TEST_F(MtlsTokenTest, GivesATokenThatIsBoundToTheCertificate) {
  const http::Response response = Ask(Request(kForm, certificate_));
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              MatchesRegex(R"(\{"token_type":"mtls_pop","expires_in":86399,"ext_expires_in":86399,)"
                           R"("access_token":"[-_A-Za-z0-9.]+"\})"));
  const std::string token = ParseBody(response)["access_token"];
  const auto jwt = jwt::ParseJwt(token);
  ASSERT_TRUE(jwt.ok());
  EXPECT_EQ(jwt->claims["cnf"]["x5t#S256"], jwt::Base64UrlEncode(Sha256(certificate_)));
  EXPECT_EQ(jwt->claims["appid"], kIdentity);
  EXPECT_EQ(jwt->claims["appidacr"], "2");
  EXPECT_EQ(jwt->claims["iss"], absl::StrCat("https://sts.windows.net/", kTenant, "/"));
  const auto keys = jwt::KeySet::Parse(jwt::JwksDocument({TestKey()}, ""));
  ASSERT_TRUE(keys.ok());
  EXPECT_TRUE(jwt::VerifyRs256(token, *keys).ok());
}

TEST_F(MtlsTokenTest, GivesABearerTokenToWhoAsksForOneOrForNothing) {
  for (const char* type : {"&token_type=bearer", "&token_type=Bearer", ""}) {
    const auto form = absl::StrReplaceAll(kForm, {{"&token_type=mtls_pop", type}});
    const auto body = ParseBody(Ask(Request(form, certificate_)));
    EXPECT_EQ(body["token_type"], "Bearer");
    EXPECT_FALSE(jwt::ParseJwt(body["access_token"].get<std::string>())->claims.contains("cnf"));
  }
}

TEST_F(MtlsTokenTest, CasesOfIdsDoNotMatter) {
  const auto form = absl::StrReplaceAll(kForm, {{"7e570000", "7E570000"}});
  EXPECT_EQ(Ask(Request(form, certificate_)).status, 200);
}

TEST_F(MtlsTokenTest, ACertificatesSerialHasSixteenBytes) {
  const auto certificate = CertificateFromDer(certificate_);
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  EXPECT_EQ(X509_get0_serialNumber(certificate->get())->length, 16);
}

TEST_F(MtlsTokenTest, ChecksTheCertificate) {
  const ClientAuthority other = *ClientAuthority::Generate(kManagedIdentityIssuer);
  EXPECT_EQ(CodeOf(Ask(Request(kForm, ""))), 392200);
  EXPECT_EQ(CodeOf(Ask(Request(kForm, Certify(other)))), 700027);
  EXPECT_EQ(CodeOf(Ask(Request(kForm, "no certificate"))), 700027);
  EXPECT_EQ(CodeOf(Ask(Request(kForm, Certify(authority_, kOther)))), 700030);
  const auto at = [&](absl::Duration later) { return Ask(Request(kForm, certificate_), later); };
  EXPECT_EQ(CodeOf(at(-absl::Hours(1))), 1000502);
  EXPECT_EQ(at(absl::Hours(7 * 24) - absl::Seconds(1)).status, 200);
  EXPECT_EQ(CodeOf(at(absl::Hours(7 * 24))), 1000901);
  EXPECT_EQ(CodeOf(at(absl::Hours(14 * 24))), 392204);
}

TEST_F(MtlsTokenTest, SaysWhoIsNoManagedIdentityThere) {
  const auto as = [&](absl::string_view client) {
    return CodeOf(Ask(Request(absl::StrReplaceAll(kForm, {{kIdentity, client}}), certificate_)));
  };
  EXPECT_EQ(as(kClient), 51000);
  EXPECT_EQ(as("stranger"), 700016);
  EXPECT_EQ(as("00000000-0000-0000-0000-000000000000"), 700038);
  EXPECT_EQ(as(""), 900144);
}

TEST_F(MtlsTokenTest, RefusesAsTheTokenEndpointDoes) {
  const auto with = [&](const char* from, const char* to) {
    return CodeOf(Ask(Request(absl::StrReplaceAll(kForm, {{from, to}}), certificate_)));
  };
  EXPECT_EQ(with("grant_type=", "grant="), 900144);
  EXPECT_EQ(with("client_credentials", "refresh_token"), 70003);
  EXPECT_EQ(with("mtls_pop", "pop"), 9002313);
  EXPECT_EQ(with("vault.azure.net", "nobody.example"), 500011);
  EXPECT_EQ(with("/.default", "/x"), 1002012);
  EXPECT_EQ(with("&scope=", "&s="), 900144);
  EXPECT_EQ(with("client_credentials", "%zz"), 9002313);
  EXPECT_EQ(with("vault.azure.net", "bearer.example"), 392196);
  EXPECT_EQ(CodeOf(Ask(Request(kForm, certificate_), absl::ZeroDuration(), "nobody.example")),
            90002);
  http::Request get = Request(kForm, certificate_);
  get.method = "GET";
  EXPECT_EQ(CodeOf(Ask(get)), 900561);
}

TEST_F(MtlsTokenTest, AResourceWithoutBoundTokensHasBearerTokens) {
  const auto form =
      absl::StrReplaceAll(kForm, {{"vault.azure.net", "bearer.example"}, {"mtls_pop", "bearer"}});
  EXPECT_EQ(Ask(Request(form, certificate_)).status, 200);
}

TEST_F(MtlsTokenTest, ReservedValuesWin) {
  const auto form = absl::StrReplaceAll(kForm, {{kIdentity, "aadsts-1000613"}});
  const http::Response response = Ask(Request(form, ""));
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(CodeOf(response), 1000613);
}

TEST_F(MtlsTokenTest, ItsErrorsAreThoseOfTheCatalogue) {
  const std::map<std::int64_t, std::function<http::Response()>> requests = {
      {392200, [&] { return Ask(Request(kForm, "")); }},
      {392204, [&] { return Ask(Request(kForm, certificate_), absl::Hours(15 * 24)); }},
      {1000502, [&] { return Ask(Request(kForm, certificate_), -absl::Hours(1)); }},
      {1000901, [&] { return Ask(Request(kForm, certificate_), absl::Hours(8 * 24)); }},
      {392196,
       [&] {
         return Ask(Request(absl::StrReplaceAll(kForm, {{"vault.azure.net", "bearer.example"}}),
                            certificate_));
       }},
      {51000,
       [&] {
         return Ask(Request(absl::StrReplaceAll(kForm, {{kIdentity, kClient}}), certificate_));
       }},
  };
  EXPECT_EQ(requests.size(), ComputedMtlsErrors().size());
  for (const ComputedError& error : ComputedMtlsErrors()) {
    const auto request = requests.find(error.code);
    ASSERT_NE(request, requests.end()) << error.code;
    const http::Response response = request->second();
    const AadstsRow& row = *Catalogue::BuiltIn().Find(error.code, error.variant);
    EXPECT_EQ(response.status, row.status) << response.body;
    const auto body = ParseBody(response);
    EXPECT_EQ(body["error"], row.error);
    EXPECT_THAT(body["error_description"].get<std::string>(),
                StartsWith(absl::StrCat("AADSTS", error.code, ": ", row.description)));
    EXPECT_EQ(body["error_uri"],
              absl::StrCat("https://westus2.mtlsauth.microsoft.com/error?code=", error.code));
  }
}

}  // namespace
}  // namespace mock::entra
