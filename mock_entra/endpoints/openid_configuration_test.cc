#include "mock_entra/endpoints/openid_configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

class OpenIdConfigurationTest : public ::testing::Test {
 protected:
  OpenIdConfigurationTest() { EXPECT_TRUE(directory_.Merge(TestDirectory()).ok()); }

  http::Response Ask(absl::string_view tenant, Version version = Version::kV2,
                     const char* host = "login.microsoftonline.com", const char* query = "") {
    http::Request request = Get("/");
    request.query = query;
    request.host = host;
    request.headers.Set("Host", host);
    const scenario::Setting setting = TestSetting();
    return HandleOpenIdConfiguration(MakeExchange(request, setting, TestNow(), *random_),
                                     directory_, tenant, version);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Directory directory_;
};

TEST_F(OpenIdConfigurationTest, IsThatOfTheRealServiceByteForByte) {
  EXPECT_EQ(
      Ask(kTenant).body,
      absl::StrReplaceAll(
          R"({"token_endpoint":"https://login.microsoftonline.com/$T/oauth2/v2.0/token",)"
          R"("token_endpoint_auth_methods_supported":["client_secret_post","private_key_jwt",)"
          R"("client_secret_basic","self_signed_tls_client_auth"],)"
          R"("jwks_uri":"https://login.microsoftonline.com/$T/discovery/v2.0/keys",)"
          R"("response_modes_supported":["query","fragment","form_post"],)"
          R"("subject_types_supported":["pairwise"],)"
          R"("id_token_signing_alg_values_supported":["RS256"],)"
          R"("response_types_supported":["code","id_token","code id_token","id_token token"],)"
          R"("scopes_supported":["openid","profile","email","offline_access"],)"
          R"("issuer":"https://login.microsoftonline.com/$T/v2.0",)"
          R"("request_uri_parameter_supported":false,)"
          R"("userinfo_endpoint":"https://graph.microsoft.com/oidc/userinfo",)"
          R"("authorization_endpoint":"https://login.microsoftonline.com/$T/oauth2/v2.0/authorize",)"
          R"("device_authorization_endpoint":)"
          R"("https://login.microsoftonline.com/$T/oauth2/v2.0/devicecode",)"
          R"("http_logout_supported":true,"frontchannel_logout_supported":true,)"
          R"("end_session_endpoint":"https://login.microsoftonline.com/$T/oauth2/v2.0/logout",)"
          R"("claims_supported":["sub","iss","cloud_instance_name","cloud_instance_host_name",)"
          R"("cloud_graph_host_name","msgraph_host","aud","exp","iat","auth_time","acr","nonce",)"
          R"("preferred_username","name","tid","ver","at_hash","c_hash","email"],)"
          R"("kerberos_endpoint":"https://login.microsoftonline.com/$T/kerberos",)"
          R"("mtls_endpoint_aliases":)"
          R"({"token_endpoint":"https://mtlsauth.microsoft.com/$T/oauth2/v2.0/token"},)"
          R"("tls_client_certificate_bound_access_tokens":true,)"
          R"("tenant_region_scope":"NA","cloud_instance_name":"microsoftonline.com",)"
          R"("cloud_graph_host_name":"graph.windows.net","msgraph_host":"graph.microsoft.com",)"
          R"("rbac_url":"https://pas.windows.net"})",
          {{"$T", kTenant}}));
}

TEST_F(OpenIdConfigurationTest, NamesTheTenantById) {
  EXPECT_EQ(Ask("Contoso.OnMicrosoft.com").body, Ask(kTenant).body);
}

TEST_F(OpenIdConfigurationTest, LeavesTheIssuerOpenForAliases) {
  const auto common = ParseBody(Ask("common"));
  EXPECT_EQ(common["issuer"], "https://login.microsoftonline.com/{tenantid}/v2.0");
  EXPECT_EQ(common["token_endpoint"], "https://login.microsoftonline.com/common/oauth2/v2.0/token");
  EXPECT_TRUE(common["tenant_region_scope"].is_null());
  EXPECT_EQ(ParseBody(Ask("organizations"))["issuer"],
            "https://login.microsoftonline.com/{tenantid}/v2.0");
  EXPECT_EQ(ParseBody(Ask("consumers"))["issuer"],
            "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
}

TEST_F(OpenIdConfigurationTest, HasAV1Form) {
  const auto document = ParseBody(Ask(kTenant, Version::kV1));
  EXPECT_EQ(document["issuer"], std::string("https://sts.windows.net/") + kTenant + "/");
  EXPECT_EQ(document["token_endpoint"],
            std::string("https://login.microsoftonline.com/") + kTenant + "/oauth2/token");
  EXPECT_EQ(document["jwks_uri"], "https://login.microsoftonline.com/common/discovery/keys");
  EXPECT_EQ(document["mtls_endpoint_aliases"]["token_endpoint"],
            std::string("https://mtlsauth.microsoft.com/") + kTenant + "/oauth2/token");
  EXPECT_EQ(document["claims_supported"].dump(),
            R"(["sub","iss","cloud_instance_name","cloud_instance_host_name",)"
            R"("cloud_graph_host_name","msgraph_host","aud","exp","iat","auth_time","acr","amr",)"
            R"("nonce","email","given_name","family_name","nickname"])");
  EXPECT_EQ(document["response_types_supported"].dump(),
            R"(["code","id_token","code id_token","token id_token","token"])");
}

TEST_F(OpenIdConfigurationTest, NamesTheKeysOfAnApplication) {
  const auto keys = [&](Version version, const char* query) {
    return ParseBody(Ask(kTenant, version, "login.microsoftonline.com", query))["jwks_uri"];
  };
  EXPECT_EQ(keys(Version::kV2, "appid=6731de76-14a6-49ae-97bc-6eba6914391e"),
            absl::StrCat("https://login.microsoftonline.com/", kTenant,
                         "/discovery/v2.0/keys?appid=6731de76-14a6-49ae-97bc-6eba6914391e"));
  EXPECT_EQ(keys(Version::kV1, "appid=a%20b"),
            "https://login.microsoftonline.com/common/discovery/keys?appid=a%20b");
  EXPECT_EQ(keys(Version::kV2, "appid="), keys(Version::kV2, ""));
}

TEST_F(OpenIdConfigurationTest, NamesNoHostThatIsNotTheFakes) {
  const auto document = ParseBody(Ask(kTenant, Version::kV2, "localhost:8443"));
  EXPECT_EQ(document["userinfo_endpoint"], "https://localhost:8443/oidc/userinfo");
  EXPECT_EQ(document["mtls_endpoint_aliases"]["token_endpoint"], document["token_endpoint"]);
}

TEST_F(OpenIdConfigurationTest, SpeaksOfTheCloudThatWasAsked) {
  const auto government = ParseBody(Ask(kTenant, Version::kV2, "login.microsoftonline.us"));
  EXPECT_EQ(government["issuer"],
            std::string("https://login.microsoftonline.us/") + kTenant + "/v2.0");
  EXPECT_EQ(government["cloud_instance_name"], "microsoftonline.us");
  EXPECT_EQ(government["userinfo_endpoint"], "https://graph.microsoft.us/oidc/userinfo");
  EXPECT_EQ(government["mtls_endpoint_aliases"]["token_endpoint"],
            std::string("https://mtlsauth.microsoftonline.us/") + kTenant + "/oauth2/v2.0/token");
  const auto china = ParseBody(Ask(kTenant, Version::kV2, "login.chinacloudapi.cn"));
  EXPECT_EQ(china["issuer"],
            std::string("https://login.partner.microsoftonline.cn/") + kTenant + "/v2.0");
  EXPECT_EQ(china["token_endpoint"],
            std::string("https://login.chinacloudapi.cn/") + kTenant + "/oauth2/v2.0/token");
}

TEST_F(OpenIdConfigurationTest, CallsAnUnknownTenantInvalid) {
  const http::Response response = Ask("dead0000-0000-4000-8000-000000000001");
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body,
              ::testing::StartsWith(
                  R"({"error":"invalid_tenant","error_description":"AADSTS90002: Tenant )"
                  R"('dead0000-0000-4000-8000-000000000001' not found. Check to make sure you )"
                  R"(have the correct tenant ID and are signing into the correct cloud. Check )"
                  R"(with your subscription administrator, this may happen if there are no )"
                  R"(active subscriptions for the tenant. Trace ID: )"));
  EXPECT_EQ(response.headers.Get("Cache-Control"), "private");
  EXPECT_EQ(response.headers.Get("Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(response.remarks.oauth_error, "invalid_tenant");
  // Seen: a single label counts as a name here, unlike at the token endpoint.
  EXPECT_THAT(Ask("secrets").body, HasSubstr("AADSTS90002: Tenant 'secrets' not found."));
}

TEST_F(OpenIdConfigurationTest, TellsMalformedTenantsApart) {
  EXPECT_THAT(Ask("contoso..example").body,
              HasSubstr("AADSTS900023: Specified tenant identifier 'contoso..example' is neither "
                        "a valid DNS name, nor a valid external domain."));
  EXPECT_THAT(Ask("some tenant ID").body, HasSubstr("AADSTS900023: "));
  EXPECT_THAT(Ask("00000000-0000-0000-0000-000000000000").body,
              HasSubstr(R"({"error":"invalid_tenant","error_description":"AADSTS900021: Requested )"
                        R"(tenant identifier '00000000-0000-0000-0000-000000000000' is not )"
                        R"(valid. Tenant identifiers may not be an empty GUID. )"));
}

TEST_F(OpenIdConfigurationTest, ServesReservedTenantsUnlessTheyStandForATenantError) {
  EXPECT_EQ(ParseBody(Ask("aadsts-7000215.example"))["token_endpoint"],
            "https://login.microsoftonline.com/aadsts-7000215.example/oauth2/v2.0/token");
  const http::Response refused = Ask("aadsts-90002.example");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(ParseBody(refused)["error"], "invalid_tenant");
}

}  // namespace
}  // namespace mock::entra
