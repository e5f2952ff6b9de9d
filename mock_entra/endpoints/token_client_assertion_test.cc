// Client assertions, from the form to the answer.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/endpoints/token.h"
#include "mock_entra/issuers/forge.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

constexpr std::int64_t kNow = 1768478400;  // TestNow()
constexpr char kAudience[] =
    "https://login.microsoftonline.com/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/token";
constexpr char kIssuer[] = "https://token.actions.example";
constexpr char kReview[] =
    "Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/"
    "active-directory-certificate-credentials . Trace ID: ";

class ClientAssertionTest : public ::testing::Test {
 protected:
  ClientAssertionTest() {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Application& application = *directory.mutable_tenants(0)->mutable_applications(0);
    application.add_certificates(TestCertificatePem());
    Merge(directory);
  }

  void Merge(const scenario::EntraDirectory& directory) {
    const absl::Status merged = directory_.Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  // An application of its own in the tenant, asked for from now on.
  void UseApplication(const std::string& text) {
    scenario::EntraDirectory directory;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        absl::StrCat("tenants { id: '", kTenant, "' applications { app_id: 'app' ",
                     "display_name: 'App' ", text, " } } issuers { url: '", kIssuer, "' }"),
        &directory));
    Merge(directory);
    client_ = "app";
    claims_["iss"] = "app";
    claims_["sub"] = "app";
  }

  http::Response AskForm(absl::string_view more, Version version = Version::kV2) {
    const std::string form =
        absl::StrCat("grant_type=client_credentials&client_id=", client_,
                     version == Version::kV2 ? "&scope=https://vault.azure.net/.default"
                                             : "&resource=https://vault.azure.net",
                     more);
    http::Request request = Post(kTokenPath, form);
    if (!host_.empty()) {
      request.host = "localhost";
      request.headers.Set("Host", host_);
    }
    const TokenEndpoint endpoint{directory_, keys_, *random_};
    return HandleToken(MakeExchange(request, setting_, now_, *random_), endpoint, kTenant, version)
        .response;
  }

  http::Response Ask(absl::string_view assertion, Version version = Version::kV2) {
    return AskForm(absl::StrCat("&client_assertion_type=urn:ietf:params:oauth:client-assertion-"
                                "type:jwt-bearer&client_assertion=",
                                absl::StrReplaceAll(assertion, {{"+", "%2B"}})),
                   version);
  }

  http::Response AskSigned() { return Ask(SignAssertion(header_, claims_)); }

  // What is left of the description after "AADSTS".
  static std::string Description(const http::Response& response) {
    const Json body = ParseBody(response);
    if (!body.contains("error_description")) return absl::StrCat("granted: ", response.body);
    return body["error_description"].get<std::string>().substr(6);
  }

  std::string MintFederated(const std::string& subject, const std::string& audience = "",
                            const std::string& expires = "",
                            scenario::Assertion::Flaw flaw = scenario::Assertion::NONE) {
    scenario::Minted spec;
    spec.set_issuer(kIssuer);
    spec.set_subject(subject);
    spec.set_audience(audience);
    spec.set_expires(expires);
    spec.set_flaw(flaw);
    return *directory_.issuers().Mint(spec, TestNow(), *random_);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  const SigningKeys keys_ = {TestKey()};
  const scenario::Setting setting_ = TestSetting();
  absl::Time now_ = TestNow();
  Directory directory_;
  std::string client_ = kClient;
  std::string host_;  // the Host field; "" for Entra's own
  Json header_ = {{"alg", "PS256"}, {"typ", "JWT"}, {"x5t#S256", TestThumbprint(EVP_sha256())}};
  Json claims_ = {{"aud", kAudience}, {"exp", kNow + 600}, {"iss", kClient},
                  {"jti", "j"},       {"nbf", kNow},       {"sub", kClient}};
};

// ---- Certificates ----

TEST_F(ClientAssertionTest, GrantsATokenForPs256AndSaysSoInIt) {
  const http::Response response = AskSigned();
  ASSERT_EQ(response.status, 200) << response.body;
  const auto token = jwt::ParseJwt(ParseBody(response)["access_token"].get<std::string>());
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->claims["appidacr"], "2");
}

TEST_F(ClientAssertionTest, TakesRs256WithTheOlderThumbprint) {
  header_ = {{"alg", "RS256"}, {"typ", "JWT"}, {"x5t", TestThumbprint(EVP_sha1())}};
  EXPECT_EQ(AskSigned().status, 200);
  EXPECT_EQ(Ask(SignAssertion(header_, claims_), Version::kV1).status, 200);
}

TEST_F(ClientAssertionTest, TakesThumbprintsInEitherAlphabet) {
  for (const char* name : {"x5t", "x5t#S256"}) {
    std::string digest;
    const EVP_MD* const type = name == std::string("x5t") ? EVP_sha1() : EVP_sha256();
    ASSERT_TRUE(absl::Base64Unescape(TestThumbprint(type), &digest));
    header_ = {{"alg", "PS256"}, {name, absl::WebSafeBase64Escape(digest)}};
    EXPECT_EQ(AskSigned().status, 200) << name;
  }
  header_ = {{"alg", "PS256"}, {"kid", ""}};
  std::string sha1;
  ASSERT_TRUE(absl::Base64Unescape(TestThumbprint(EVP_sha1()), &sha1));
  header_["kid"] = absl::AsciiStrToUpper(absl::BytesToHexString(sha1));
  EXPECT_EQ(AskSigned().status, 200);
}

TEST_F(ClientAssertionTest, TakesTheAudienceInEveryFormThatEntraTakes) {
  const std::string host = "https://login.microsoftonline.com/";
  for (const std::string& audience :
       {absl::StrCat(host, kTenant, "/v2.0"), absl::StrCat(host, kTenant),
        absl::StrCat(host, kTenant, "/oauth2/token"),
        absl::StrCat(host, "contoso.onmicrosoft.com/oauth2/V2.0/token"),
        absl::StrCat(host, kTenant, "/")}) {
    claims_["aud"] = audience;
    EXPECT_EQ(AskSigned().status, 200) << audience;
  }
  for (const std::string& audience :
       {std::string("https://login.microsoftonline.us/") + kTenant + "/v2.0",
        absl::StrCat(host, "common/v2.0"), absl::StrCat(host, kTenant, "x/v2.0"),
        std::string("api://AzureADTokenExchange")}) {
    claims_["aud"] = audience;
    const http::Response response = AskSigned();
    EXPECT_EQ(response.status, 401);
    EXPECT_THAT(Description(response),
                StartsWith(absl::StrCat("700023: Client assertion audience claim does not match "
                                        "Realm issuer. ",
                                        kReview)))
        << audience;
  }
}

TEST_F(ClientAssertionTest, AClientMayLeaveThePortOutOfTheHostField) {
  claims_["aud"] = absl::StrCat("https://localhost:8443/", kTenant, "/oauth2/v2.0/token");
  for (const char* host : {"localhost:8443", "localhost"}) {
    host_ = host;
    EXPECT_EQ(AskSigned().status, 200) << host;
  }
  host_ = "localhost:443";
  claims_["aud"] = absl::StrCat("https://localhost/", kTenant, "/oauth2/v2.0/token");
  EXPECT_EQ(AskSigned().status, 200);
  host_ = "localhost:8443";
  claims_["aud"] = absl::StrCat("https://localhost:9443/", kTenant, "/oauth2/v2.0/token");
  EXPECT_THAT(Description(AskSigned()), StartsWith("700023: "));
}

TEST_F(ClientAssertionTest, RefusesOneThatCameBeforeIfTheApplicationWantsThat) {
  UseApplication(absl::StrCat("refuse_replayed_assertions: true certificates: '",
                              absl::CEscape(TestCertificatePem()), "' federated_credentials { ",
                              "issuer: '", kIssuer, "' subject: 's' }"));
  EXPECT_EQ(AskSigned().status, 200);
  EXPECT_THAT(Description(AskSigned()), StartsWith("50027: "));
  claims_["jti"] = "another";
  EXPECT_EQ(AskSigned().status, 200);
  claims_.erase("jti");
  EXPECT_EQ(AskSigned().status, 200);
  EXPECT_THAT(Description(AskSigned()), StartsWith("50027: "));
  const std::string federated = MintFederated("s");
  EXPECT_EQ(Ask(federated).status, 200);
  EXPECT_THAT(Description(Ask(federated)), StartsWith("50027: "));
}

TEST_F(ClientAssertionTest, ARefusedAssertionHasNotBeenUsed) {
  UseApplication(absl::StrCat("refuse_replayed_assertions: true certificates: '",
                              absl::CEscape(TestCertificatePem()), "'"));
  claims_["aud"] = "https://elsewhere.example";
  EXPECT_THAT(Description(AskSigned()), StartsWith("700023: "));
  claims_["aud"] = kAudience;
  EXPECT_EQ(AskSigned().status, 200);
}

TEST_F(ClientAssertionTest, WantsTheTypeOfTheAssertion) {
  const std::string assertion = SignAssertion(header_, claims_);
  EXPECT_THAT(Description(AskForm("&client_assertion=" + assertion)),
              StartsWith("900144: The request body must contain the following parameter: "
                         "'client_assertion_type'."));
  EXPECT_THAT(Description(AskForm("&client_assertion_type=x&client_assertion=" + assertion)),
              StartsWith("9002313: "));
  EXPECT_THAT(Description(Ask("")), StartsWith("7000216: "));
}

TEST_F(ClientAssertionTest, RefusesWhatIsNoJwt) {
  for (const char* assertion : {"not-a-token", "a.b.c", "..", "e30.e30.e30.e30.e30"}) {
    const http::Response response = Ask(assertion);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(ParseBody(response)["error"], "invalid_request");
    EXPECT_THAT(Description(response),
                StartsWith("50027: JWT token is invalid or malformed. Trace ID: "));
  }
  claims_["aud"] = Json::array({kAudience});
  EXPECT_THAT(Description(AskSigned()), StartsWith("50027: "));
  claims_["aud"] = {kAudience, "another"};
  EXPECT_THAT(Description(AskSigned()),
              StartsWith("5002741: Number of audience values in the provided client credential "
                         "exceed maximum allowed. 2 audience values provided, maximum allowed "
                         "is 1. Trace ID: "));
  claims_["aud"] = kAudience;
  claims_["exp"] = "tomorrow";
  EXPECT_THAT(Description(AskSigned()), StartsWith("50027: "));
}

TEST_F(ClientAssertionTest, RefusesOtherAlgorithms) {
  for (const char* algorithm : {"HS256", "none", "ES256"}) {
    header_["alg"] = algorithm;
    EXPECT_THAT(Description(AskSigned()),
                StartsWith(absl::StrCat("5002738: Invalid JWT token. '", algorithm,
                                        "' is not a supported signature algorithm.")));
  }
}

TEST_F(ClientAssertionTest, NamesTheClaimThatIsMissing) {
  for (const char* name : {"iss", "sub", "aud"}) {
    Json claims = claims_;
    claims.erase(name);
    EXPECT_THAT(Description(Ask(SignAssertion(header_, claims))),
                StartsWith(absl::StrCat("90014: The required field '", name, "' is missing")));
  }
}

TEST_F(ClientAssertionTest, RefusesAKeyThatIsNotNamedOrNotRegistered) {
  header_ = {{"alg", "PS256"}};
  EXPECT_THAT(Description(AskSigned()), StartsWith("5002723: Invalid JWT token. No certificate"));
  header_["x5t"] = "AQIDBAUGBwgJCgsMDQ4PEBESExQ=";
  const http::Response response = AskSigned();
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(Description(response),
              AllOf(StartsWith("700027: Client assertion contains an invalid signature. [Reason - "
                               "The key was not found., Thumbprint of key used by client: "
                               "'0102030405060708090A0B0C0D0E0F1011121314', Please visit"),
                    HasSubstr(absl::StrCat("applications/", kClient, "']"))));
}

TEST_F(ClientAssertionTest, RefusesAWrongSignatureAndShowsTheKeysValidity) {
  std::string assertion = SignAssertion(header_, claims_);
  claims_["jti"] = "other";
  const std::string other = SignAssertion(header_, claims_);
  assertion = assertion.substr(0, assertion.rfind('.')) + other.substr(other.rfind('.'));
  EXPECT_THAT(Description(Ask(assertion)),
              AllOf(StartsWith("700027: Client assertion contains an invalid signature. [Reason - "
                               "Key was found, but use of the key to verify the signature failed."),
                    HasSubstr("Found key 'Start=01/15/2026 11:00:00, End=01/15/2026 13:00:00']")));
}

TEST_F(ClientAssertionTest, RefusesAnExpiredCertificate) {
  now_ = TestNow() + absl::Hours(1);
  EXPECT_THAT(Description(AskSigned()),
              StartsWith("700027: Client assertion contains an invalid signature. [Reason - The "
                         "key used is expired."));
}

TEST_F(ClientAssertionTest, RefusesAnotherSubjectOrIssuer) {
  claims_["sub"] = "someone";
  EXPECT_THAT(Description(AskSigned()),
              StartsWith("50048: Subject must match the issuer claim in the client assertion."));
  claims_["iss"] = "someone";
  EXPECT_THAT(Description(AskSigned()),
              StartsWith(absl::StrCat("700021: Client assertion application identifier doesn't "
                                      "match 'client_id' parameter. ",
                                      kReview)));
}

TEST_F(ClientAssertionTest, ForgivesFiveMinutesOfSkewAndNoMore) {
  claims_["nbf"] = kNow + 300;
  EXPECT_EQ(AskSigned().status, 200);
  claims_["nbf"] = kNow + 301;
  EXPECT_THAT(Description(AskSigned()),
              StartsWith("700024: Client assertion is not within its valid time range. Current "
                         "time: 2026-01-15T12:00:00.0000000Z, assertion valid from "
                         "2026-01-15T12:05:01.0000000Z, expiry time of assertion "
                         "2026-01-15T12:10:00.0000000Z. Review"));
  claims_["nbf"] = kNow - 900;
  claims_["exp"] = kNow - 299;
  EXPECT_EQ(AskSigned().status, 200);
  claims_["exp"] = kNow - 300;
  EXPECT_THAT(Description(AskSigned()), StartsWith("700024: "));
  claims_.erase("exp");
  claims_.erase("nbf");
  EXPECT_THAT(Description(AskSigned()),
              HasSubstr("valid from 1970-01-01T00:00:00.0000000Z, expiry time of assertion "
                        "1970-01-01T00:00:00.0000000Z."));
}

TEST_F(ClientAssertionTest, TakesAnAssertionTwiceAsEntraDoes) {
  const std::string assertion = SignAssertion(header_, claims_);
  EXPECT_EQ(Ask(assertion).status, 200);
  EXPECT_EQ(Ask(assertion).status, 200);
}

TEST_F(ClientAssertionTest, AnAssertionWinsOverASecret) {
  EXPECT_THAT(Description(Ask("x&client_secret=right~secret")), StartsWith("50027: "));
}

TEST_F(ClientAssertionTest, ReservedTextsSelectAnAnswer) {
  EXPECT_THAT(Description(Ask("aadsts-700024")), StartsWith("700024: "));
  EXPECT_EQ(Ask("http-503").status, 503);
}

// ---- Subject name and issuer ----

std::string Trust(absl::string_view name) {
  return absl::StrCat("trusted_subject_names: '", name, "' trusted_roots: '",
                      absl::CEscape(TestRootPem()), "'");
}

TEST_F(ClientAssertionTest, TrustsAChainToTheRootForTheRightName) {
  UseApplication(Trust("Agent.contoso.example"));
  EXPECT_THAT(Description(AskSigned()), StartsWith("700027: ")) << "without x5c";
  header_["x5c"] = {TestCertificateBase64()};
  EXPECT_EQ(AskSigned().status, 200);
}

TEST_F(ClientAssertionTest, RefusesAnotherNameOfATrustedChain) {
  UseApplication(Trust("other.contoso.example"));
  header_["x5c"] = {TestCertificateBase64()};
  const http::Response response = AskSigned();
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(Description(response),
              StartsWith("700030: Invalid certificate - subject name in certificate isn't "
                         "authorized. SubjectNames/SubjectAlternativeNames (up to 10) in token "
                         "certificate are: agent.contoso.example."));
}

TEST_F(ClientAssertionTest, RefusesAnUntrustedChain) {
  UseApplication("trusted_subject_names: 'agent.contoso.example' trusted_roots: '" +
                 absl::CEscape(TestCertificatePem()) + "'");
  header_["x5c"] = {"bm8gY2VydGlmaWNhdGU="};
  EXPECT_THAT(Description(AskSigned()), StartsWith("700027: "));
}

// ---- Federated credentials ----

constexpr char kTrust[] =
    "federated_credentials { issuer: 'https://token.actions.example' subject: 'repo:Contoso/Shop' }"
    "federated_credentials { issuer: 'https://token.actions.example' subject: 'audience' "
    "audience: 'api://Own' }";

TEST_F(ClientAssertionTest, TrustsTheIssuerForTheSubjectAndAudience) {
  UseApplication(kTrust);
  EXPECT_EQ(Ask(MintFederated("repo:Contoso/Shop")).status, 200);
  EXPECT_EQ(Ask(MintFederated("audience", "api://Own")).status, 200);
  EXPECT_EQ(Ask(MintFederated("repo:Contoso/Shop"), Version::kV1).status, 200);
}

TEST_F(ClientAssertionTest, SaysWhatDoesNotMatch) {
  UseApplication(kTrust);
  EXPECT_THAT(Description(Ask(MintFederated("repo:Contoso/Other"))),
              StartsWith("700213: No matching federated identity record found for presented "
                         "assertion subject 'repo:Contoso/Other'. Please note that the matching is "
                         "done using a case-sensitive comparison."));
  EXPECT_THAT(Description(Ask(MintFederated("repo:contoso/shop"))),
              StartsWith("7002138: No matching federated identity record found for presented "
                         "assertion subject 'repo:contoso/shop'."));
  EXPECT_THAT(Description(Ask(MintFederated("repo:Contoso/Shop", "api://AKSIdentityBinding"))),
              StartsWith("700212: No matching federated identity record found for presented "
                         "assertion audience 'api://AKSIdentityBinding'."));
  UseApplication("federated_credentials { issuer: 'https://other.example' subject: 's' }");
  EXPECT_THAT(Description(Ask(MintFederated("s"))),
              StartsWith("700211: No matching federated identity record found for presented "
                         "assertion issuer 'https://token.actions.example'."));
  UseApplication("");
  EXPECT_THAT(Description(Ask(MintFederated("s"))),
              StartsWith("70025: The client 'app'(App) has no configured federated identity "
                         "credentials. Trace ID: "));
}

TEST_F(ClientAssertionTest, VerifiesFederatedSignaturesAndTimes) {
  UseApplication(kTrust);
  const auto flawed = [&](scenario::Assertion::Flaw flaw) {
    return Description(Ask(MintFederated("repo:Contoso/Shop", "", "", flaw)));
  };
  EXPECT_THAT(flawed(scenario::Assertion::TAMPERED), StartsWith("700027: "));
  EXPECT_THAT(flawed(scenario::Assertion::UNKNOWN_KEY), StartsWith("700027: "));
  EXPECT_THAT(flawed(scenario::Assertion::ALG_NONE), StartsWith("5002738: "));
  EXPECT_THAT(Description(Ask(MintFederated("repo:Contoso/Shop", "", "-6m"))),
              StartsWith("700024: "));
}

TEST_F(ClientAssertionTest, AnUnreachableOrUnknownIssuerGets90061) {
  UseApplication(kTrust);
  const std::string assertion = MintFederated("repo:Contoso/Shop");
  scenario::EntraDirectory directory;
  directory.add_issuers()->set_url(kIssuer);
  directory.mutable_issuers(0)->set_unreachable(true);
  Merge(directory);
  const http::Response response = Ask(assertion);
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(Description(response),
              StartsWith("90061: Request to External OIDC endpoint failed."));
}

TEST_F(ClientAssertionTest, OfEntrasOwnTokensThoseOfApplicationsAreTrusted) {
  const std::string issuer = absl::StrCat("https://login.microsoftonline.com/", kTenant, "/v2.0");
  UseApplication(absl::StrCat("federated_credentials { issuer: '", issuer, "' subject: 's' }"));
  Json claims = {{"iss", issuer}, {"sub", "s"},       {"aud", "api://AzureADTokenExchange"},
                 {"nbf", kNow},   {"exp", kNow + 60}, {"idtyp", "app"}};
  const auto sign = [&] {
    return *SignWithFlaw(claims, scenario::Assertion::NONE, *TestKey(), TestNow());
  };
  EXPECT_EQ(Ask(sign()).status, 200);
  claims["idtyp"] = "user";
  claims["scp"] = "x";
  EXPECT_THAT(Description(Ask(sign())),
              StartsWith("700229: Only app-only tokens can be used as Federated Identity"));
}

}  // namespace
}  // namespace mock::entra
