// Every error that the fake computes, provoked by a request that deserves it.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_entra/entra.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/errors/catalogue_table.h"
#include "mock_entra/issuers/forge.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::ElementsAreArray;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

constexpr std::int64_t kNow = 1768478400;  // TestNow()
constexpr char kIssuer[] = "https://issuer.example";
constexpr char kDown[] = "https://down.example";
constexpr char kOwnIssuer[] =
    "https://login.microsoftonline.com/7e570000-0000-4000-8000-000000000001/v2.0";

class ComputedErrorsTest : public ::testing::Test {
 protected:
  using Key = std::pair<std::int64_t, std::string>;
  using Provoke = std::function<http::Request()>;

  ComputedErrorsTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Tenant& tenant = *directory.mutable_tenants(0);
    tenant.mutable_applications(0)->add_certificates(TestCertificatePem());
    scenario::Application& named = *tenant.add_applications();
    named.set_app_id("named");
    named.add_trusted_subject_names("other.contoso.example");
    named.add_trusted_roots(TestRootPem());
    scenario::Application& federated = *tenant.add_applications();
    federated.set_app_id("federated");
    for (const char* issuer : {kIssuer, kDown, kOwnIssuer}) {
      scenario::FederatedCredential& trust = *federated.add_federated_credentials();
      trust.set_issuer(issuer);
      trust.set_subject("Subject");
      if (issuer != kOwnIssuer) directory.add_issuers()->set_url(issuer);
    }
    directory.mutable_issuers(1)->set_unreachable(true);
    directory.add_issuers()->set_url("https://stranger.example");
    const absl::Status merged = entra_.directory().Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  static Provoke Form(const std::string& form, absl::string_view tenant = kTenant) {
    const std::string path = absl::StrCat("/", tenant, "/oauth2/v2.0/token");
    return [path, form] { return Post(path, absl::StrReplaceAll(form, {{" ", "%20"}})); };
  }

  static Provoke With(absl::string_view from, absl::string_view to) {
    return Form(absl::StrReplaceAll(GoodForm(), {{from, to}}));
  }

  static Provoke Metadata(absl::string_view tenant) {
    const std::string path = absl::StrCat("/", tenant, "/v2.0/.well-known/openid-configuration");
    return [path] { return Get(path); };
  }

  static Provoke Assertion(const std::string& assertion, const std::string& client = kClient) {
    return Form(absl::StrCat(
        "grant_type=client_credentials&scope=https://vault.azure.net/.default&client_id=", client,
        "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_"
        "assertion=",
        absl::StrReplaceAll(assertion, {{"+", "%2B"}})));
  }

  // A sound assertion, changed.
  static Provoke Signed(const Json& header_changes, const Json& claim_changes,
                        const std::string& client = kClient) {
    Json header = {{"alg", "PS256"}, {"x5t#S256", TestThumbprint(EVP_sha256())}};
    Json claims = {
        {"aud", kOwnIssuer}, {"exp", kNow + 600}, {"iss", client}, {"nbf", kNow}, {"sub", client}};
    // {} is null to nlohmann::json, and would replace all.
    if (header_changes.is_object()) header.merge_patch(header_changes);
    if (claim_changes.is_object()) claims.merge_patch(claim_changes);
    return Assertion(SignAssertion(header, claims), client);
  }

  Provoke Federated(const std::string& subject, const std::string& issuer = kIssuer,
                    const std::string& audience = "", const std::string& client = "federated",
                    const std::string& expires = "") {
    scenario::Assertion assertion;
    assertion.mutable_minted()->set_issuer(issuer);
    assertion.mutable_minted()->set_subject(subject);
    assertion.mutable_minted()->set_audience(audience);
    assertion.mutable_minted()->set_expires(expires);
    return Assertion(*entra_.Mint(assertion), client);
  }

  Provoke OnBehalfOf(const std::string& changes) {
    scenario::Assertion assertion;
    scenario::UserToken& token = *assertion.mutable_user_token();
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(changes, &token));
    token.set_tenant_id(kTenant);
    if (token.audience().empty()) token.set_audience(kClient);
    return Form(absl::StrCat("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_id=",
                             kClient, "&client_secret=", kSecret,
                             "&requested_token_use=on_behalf_of&scope=https://vault.azure.net/"
                             ".default&assertion=",
                             *entra_.Mint(assertion)));
  }

  std::map<Key, Provoke> Requests();
  void AddTenantAndRequestErrors(std::map<Key, Provoke>& requests);
  void AddSecretAndScopeErrors(std::map<Key, Provoke>& requests);
  void AddAssertionErrors(std::map<Key, Provoke>& requests);

  VirtualClock clock_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

void ComputedErrorsTest::AddTenantAndRequestErrors(std::map<Key, Provoke>& requests) {
  constexpr char kNil[] = "00000000-0000-0000-0000-000000000000";
  requests[{50049, ""}] = [] {
    return Get(
        "/common/discovery/instance?api-version=1.1&authorization_endpoint=https%3A%2F%2F"
        "nobody.example%2Ft%2Foauth2%2Fv2.0%2Fauthorize");
  };
  requests[{50059, ""}] = Form(GoodForm(), "common");
  requests[{90002, ""}] = Form(GoodForm(), "nobody.example");
  requests[{90002, "metadata"}] = Metadata("nobody.example");
  requests[{900021, ""}] = Form(GoodForm(), kNil);
  requests[{900021, "metadata"}] = Metadata(kNil);
  requests[{900023, ""}] = Form(GoodForm(), "undefined");
  requests[{900023, "metadata"}] = Metadata("not_a_name");
  requests[{90019, ""}] = Form(GoodForm(), "");
  requests[{9002313, ""}] = Form("grant_type=%zz");
  requests[{900144, ""}] = Form("x=y");
  requests[{900561, ""}] = [] { return Get(kTokenPath); };
  requests[{70003, ""}] = With("client_credentials", "magic");
}

void ComputedErrorsTest::AddSecretAndScopeErrors(std::map<Key, Provoke>& requests) {
  const std::string secret = absl::StrCat("&client_secret=", kSecret);
  requests[{700016, ""}] = With(kClient, "stranger");
  requests[{700038, ""}] = With(kClient, "00000000-0000-0000-0000-000000000000");
  requests[{7000112, ""}] = With(kClient, "disabled");
  requests[{7000215, ""}] = With(kSecret, "wrong");
  requests[{7000216, ""}] = With(secret, "");
  requests[{7000218, ""}] =
      Form(absl::StrCat("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=x&client_"
                        "id=",
                        kClient));
  requests[{7000222, ""}] = With(kSecret, "old");
  requests[{700025, ""}] = With(kClient, "public");
  const auto scope = [](absl::string_view text) {
    return With("https%3A%2F%2Fvault.azure.net%2F.default", text);
  };
  requests[{1002012, ""}] = scope("https://vault.azure.net/x");
  requests[{500011, ""}] = scope("https://nobody.example/.default");
  requests[{70011, "live"}] = scope("https://vault.azure.net/.default https://vault.azure.net/x");
  requests[{700022, ""}] =
      scope("https://vault.azure.net/.default https://storage.azure.com/.default");
  requests[{901002, ""}] = Form(GoodForm() + "&resource=x");
}

void ComputedErrorsTest::AddAssertionErrors(std::map<Key, Provoke>& requests) {
  requests[{50027, ""}] = Assertion("not-a-token");
  requests[{50048, ""}] = Signed({}, {{"sub", "other"}});
  requests[{5002723, ""}] = Signed({{"x5t#S256", nullptr}}, {});
  requests[{5002741, ""}] = Signed({}, {{"aud", Json::array({kOwnIssuer, "another"})}});
  requests[{5002738, ""}] = Signed({{"alg", "HS256"}}, {});
  requests[{700021, "review"}] = Signed({}, {{"sub", "other"}, {"iss", "other"}});
  requests[{700023, "review"}] = Signed({}, {{"aud", "https://nobody.example"}});
  requests[{700024, ""}] = Signed({}, {{"exp", kNow - 600}});
  requests[{700027, ""}] = Signed({{"x5t#S256", "AAAA"}}, {});
  requests[{700027, "key-found"}] = [] {
    http::Request request = Signed({}, {})();
    request.body.replace(request.body.rfind('.') + 1, 4, "AAAA");
    return request;
  };
  requests[{700027, "expired"}] = [this] {
    clock_.Advance(absl::Hours(1));  // the last one of all: time does not go back
    return Signed({}, {})();
  };
  requests[{700030, ""}] = Signed({{"x5c", {TestCertificateBase64()}}}, {}, "named");
  requests[{90014, ""}] = Signed({}, {{"aud", nullptr}});

  requests[{70025, ""}] = Federated("Subject", kIssuer, "", kClient);
  requests[{700211, ""}] = Federated("Subject", "https://stranger.example");
  requests[{700212, ""}] = Federated("Subject", kIssuer, "api://else");
  requests[{700213, "2025"}] = Federated("Other");
  requests[{7002138, ""}] = Federated("subject");
  requests[{70023, ""}] = Federated("Subject", kIssuer, "", "federated", "26h");
  requests[{90061, ""}] = Federated("Subject", kDown);
  const Json user_token = {{"iss", kOwnIssuer}, {"sub", "Subject"},
                           {"scp", "x"},        {"nbf", kNow},
                           {"exp", kNow + 600}, {"aud", "api://AzureADTokenExchange"}};
  requests[{700229, ""}] = Assertion(
      *SignWithFlaw(user_token, scenario::Assertion::NONE, *TestKey(), TestNow()), "federated");

  requests[{50013, ""}] = OnBehalfOf("flaw: TAMPERED");
  requests[{50013, "key-not-found"}] = OnBehalfOf("flaw: UNKNOWN_KEY");
  requests[{500131, ""}] = OnBehalfOf("audience: 'federated'");
  requests[{500133, ""}] = OnBehalfOf("expires: '-1s'");
  requests[{7000114, "live"}] = OnBehalfOf("app_only: true");
}

std::map<ComputedErrorsTest::Key, ComputedErrorsTest::Provoke> ComputedErrorsTest::Requests() {
  std::map<Key, Provoke> requests;
  AddTenantAndRequestErrors(requests);
  AddSecretAndScopeErrors(requests);
  AddAssertionErrors(requests);
  return requests;
}

// How a row's description begins, up to its first placeholder.
std::string Beginning(const AadstsRow& row) {
  return absl::StrCat("AADSTS", row.code, ": ",
                      row.description.substr(0, row.description.find('{')));
}

TEST_F(ComputedErrorsTest, EachIsTheAnswerToARequestThatDeservesIt) {
  const std::map<Key, Provoke> requests = Requests();
  EXPECT_EQ(requests.size(), ComputedErrors().size());
  std::vector<ComputedError> errors = ComputedErrors();
  std::stable_partition(errors.begin(), errors.end(),
                        [](const ComputedError& error) { return error.variant != "expired"; });
  for (const ComputedError& error : errors) {
    SCOPED_TRACE(absl::StrCat(error.code, " ", error.variant));
    const auto request = requests.find({error.code, std::string(error.variant)});
    ASSERT_NE(request, requests.end());
    const http::Response response = entra_.Handle(request->second(), scenario::Setting()).response;
    const AadstsRow& row = *Catalogue::BuiltIn().Find(error.code, error.variant);
    EXPECT_EQ(response.status, row.status) << response.body;
    EXPECT_EQ(response.remarks.aadsts, row.error_codes);
    EXPECT_EQ(response.remarks.oauth_error, row.error);
    EXPECT_NE(response.remarks.reason, "") << response.body;
    EXPECT_NE(response.remarks.reason, row.trigger) << "which check failed?";
    const Json body = ParseBody(response);
    EXPECT_EQ(body["error"], row.error);
    EXPECT_THAT(body["error_codes"], ElementsAreArray(row.error_codes));
    EXPECT_THAT(body["error_description"].get<std::string>(), StartsWith(Beginning(row)));
  }
}

}  // namespace
}  // namespace mock::entra
