#include "mock_entra/endpoints/openid_configuration.h"

#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/pages.h"
#include "mock_entra/exchange/form_fields.h"
#include "mock_entra/exchange/issuer.h"
#include "mock_entra/exchange/json_strings.h"
#include "mock_entra/exchange/magic.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

// Of personal accounts, behind the alias "consumers".
constexpr absl::string_view kConsumersTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

constexpr absl::string_view kTokenPath = "/oauth2/v2.0/token";
constexpr absl::string_view kV1TokenPath = "/oauth2/token";

struct Subject {
  std::string path;       // the tenant in endpoints
  std::string issuer_id;  // the tenant in the issuer
  bool alias = false;
};

Subject SubjectOf(absl::string_view name) {
  Subject subject;
  subject.path = absl::AsciiStrToLower(name);
  subject.alias = IsTenantAlias(name);
  subject.issuer_id = subject.path;
  if (subject.alias) {
    // Literally so in Entra's document, which stands for all tenants.
    subject.issuer_id = subject.path == "consumers" ? std::string(kConsumersTenant) : "{tenantid}";
  }
  return subject;
}

// Mutual TLS has a host of its own (RFC 8705, section 5), and so has the user's profile.
std::string AtHost(const Authority& authority, absl::string_view host) {
  return authority.foreign ? authority.base : absl::StrCat("https://", host);
}

// The keys of one application, if it is named: those of claims mapping are its own.
std::string KeysUrl(const Exchange& exchange, std::string url) {
  const auto query = http::ParseForm(exchange.request.query);
  if (!query) return url;
  const absl::string_view app_id = FieldOf(*query, "appid");
  return app_id.empty() ? url : WithQuery(url, "?", {{"appid", std::string(app_id)}});
}

void AddCloud(const Exchange& exchange, const Subject& subject, absl::string_view token_path,
              Json& document) {
  const Cloud& cloud = *exchange.authority.cloud;
  document["kerberos_endpoint"] =
      absl::StrCat(exchange.authority.base, "/", subject.path, "/kerberos");
  document["mtls_endpoint_aliases"]["token_endpoint"] =
      absl::StrCat(AtHost(exchange.authority, cloud.mtls_host), "/", subject.path, token_path);
  document["tls_client_certificate_bound_access_tokens"] = true;
  document["tenant_region_scope"] = subject.alias ? Json() : Json("NA");
  document["cloud_instance_name"] = std::string(cloud.instance_name);
  document["cloud_graph_host_name"] = std::string(cloud.graph_host);
  document["msgraph_host"] = std::string(cloud.msgraph_host);
  document["rbac_url"] = std::string(cloud.rbac_url);
}

Json AuthMethods() {
  return Strings({"client_secret_post", "private_key_jwt", "client_secret_basic",
                  "self_signed_tls_client_auth"});
}

Json V2Document(const Exchange& exchange, const Subject& subject) {
  const std::string tenant = absl::StrCat(exchange.authority.base, "/", subject.path);
  Json document;
  document["token_endpoint"] = absl::StrCat(tenant, kTokenPath);
  document["token_endpoint_auth_methods_supported"] = AuthMethods();
  document["jwks_uri"] = KeysUrl(exchange, tenant + "/discovery/v2.0/keys");
  document["response_modes_supported"] = Strings({"query", "fragment", "form_post"});
  document["subject_types_supported"] = Strings({"pairwise"});
  document["id_token_signing_alg_values_supported"] = Strings({"RS256"});
  document["response_types_supported"] =
      Strings({"code", "id_token", "code id_token", "id_token token"});
  document["scopes_supported"] = Strings({"openid", "profile", "email", "offline_access"});
  document["issuer"] = Issuer(exchange.authority, subject.issuer_id, Version::kV2);
  document["request_uri_parameter_supported"] = false;
  document["userinfo_endpoint"] =
      AtHost(exchange.authority, exchange.authority.cloud->msgraph_host) + "/oidc/userinfo";
  document["authorization_endpoint"] = tenant + "/oauth2/v2.0/authorize";
  document["device_authorization_endpoint"] = tenant + "/oauth2/v2.0/devicecode";
  document["http_logout_supported"] = true;
  document["frontchannel_logout_supported"] = true;
  document["end_session_endpoint"] = tenant + "/oauth2/v2.0/logout";
  document["claims_supported"] =
      Strings({"sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
               "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time", "acr",
               "nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"});
  AddCloud(exchange, subject, kTokenPath, document);
  return document;
}

Json V1Document(const Exchange& exchange, const Subject& subject) {
  const std::string tenant = absl::StrCat(exchange.authority.base, "/", subject.path);
  Json document;
  document["token_endpoint"] = absl::StrCat(tenant, kV1TokenPath);
  document["token_endpoint_auth_methods_supported"] = AuthMethods();
  document["jwks_uri"] = KeysUrl(exchange, exchange.authority.base + "/common/discovery/keys");
  document["response_modes_supported"] = Strings({"query", "fragment", "form_post"});
  document["subject_types_supported"] = Strings({"pairwise"});
  document["id_token_signing_alg_values_supported"] = Strings({"RS256"});
  document["response_types_supported"] =
      Strings({"code", "id_token", "code id_token", "token id_token", "token"});
  document["scopes_supported"] = Strings({"openid"});
  document["issuer"] = Issuer(exchange.authority, subject.issuer_id, Version::kV1);
  document["microsoft_multi_refresh_token"] = true;
  document["authorization_endpoint"] = tenant + "/oauth2/authorize";
  document["device_authorization_endpoint"] = tenant + "/oauth2/devicecode";
  document["http_logout_supported"] = true;
  document["frontchannel_logout_supported"] = true;
  document["end_session_endpoint"] = tenant + "/oauth2/logout";
  document["claims_supported"] =
      Strings({"sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
               "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time", "acr",
               "amr", "nonce", "email", "given_name", "family_name", "nickname"});
  document["check_session_iframe"] = tenant + "/oauth2/checksession";
  document["userinfo_endpoint"] = tenant + "/openid/userinfo";
  AddCloud(exchange, subject, kV1TokenPath, document);
  return document;
}

// The tenant as documents name it, or why there is none.
std::variant<Subject, Refusal> Resolve(Directory& directory, absl::string_view name) {
  if (IsTenantAlias(name)) return SubjectOf(name);
  if (const std::optional<Magic> magic = ParseMagicName(name)) {
    if (!IsTenantError(magic->code)) return SubjectOf(name);
    return Refusal{magic->code,
                   {{"tenant", std::string(name)}},
                   magic->variant.empty() ? "metadata" : magic->variant,
                   kReservedValue};
  }
  auto found = LookUpTenant(directory, name, TenantUse::kMetadata);
  if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  return SubjectOf(std::get<std::shared_ptr<const Tenant>>(found)->id);
}

// Readable from any origin, as the document is, but not to be kept.
http::Response Refuse(const Exchange& exchange, const Refusal& refusal) {
  http::Response refused = RefusalResponse(exchange, refusal);
  http::Response response = MetadataResponse(exchange, std::move(refused.body));
  response.status = refused.status;
  response.headers.Set("Cache-Control", "private");
  response.remarks = std::move(refused.remarks);
  return response;
}

}  // namespace

http::Response HandleOpenIdConfiguration(const Exchange& exchange, Directory& directory,
                                         absl::string_view tenant, Version version) {
  auto resolved = Resolve(directory, tenant);
  if (auto* const refusal = std::get_if<Refusal>(&resolved)) {
    return Refuse(exchange, *refusal);
  }
  const Subject& subject = std::get<Subject>(resolved);
  const Json document =
      version == Version::kV2 ? V2Document(exchange, subject) : V1Document(exchange, subject);
  return MetadataResponse(exchange, scenario::JsonText(document));
}

}  // namespace mock::entra
