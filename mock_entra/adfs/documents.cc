#include "mock_entra/adfs/documents.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/http/http_date.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/exchange/json_strings.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

void AddCapabilities(Json& document) {
  document["token_endpoint_auth_methods_supported"] =
      Strings({"client_secret_post", "client_secret_basic", "private_key_jwt",
               "windows_client_authentication"});
  document["response_types_supported"] = Strings(
      {"code", "id_token", "code id_token", "id_token token", "code token", "code id_token token"});
  document["response_modes_supported"] = Strings({"query", "fragment", "form_post"});
  document["grant_types_supported"] =
      Strings({"authorization_code", "refresh_token", "client_credentials",
               "urn:ietf:params:oauth:grant-type:jwt-bearer", "implicit", "password",
               "srv_challenge", "urn:ietf:params:oauth:grant-type:device_code", "device_code"});
  document["subject_types_supported"] = Strings({"pairwise"});
  document["scopes_supported"] =
      Strings({"winhello_cert", "aza", "logon_cert", "allatclaims", "openid", "user_impersonation",
               "profile", "vpn_cert", "email"});
  document["id_token_signing_alg_values_supported"] = Strings({"RS256"});
  document["token_endpoint_auth_signing_alg_values_supported"] = Strings({"RS256"});
}

}  // namespace

std::string AdfsTokenIssuer(const Exchange& exchange) {
  return absl::StrCat("http://", exchange.request.host, "/adfs/services/trust");
}

http::Response AdfsResponse(const Exchange& exchange, int status, std::string body) {
  http::Response response;
  response.status = status;
  response.headers = {
      {"Cache-Control", "no-store"},
      {"Pragma", "no-cache"},
      {"Content-Type", "application/json;charset=UTF-8"},
      {"Server", "Microsoft-HTTPAPI/2.0"},
      {"P3P", "ADFS doesn't have P3P policy, please contact your site's admin for more details"},
      {"Date", http::HttpDate(exchange.now)},
  };
  if (body.empty()) response.headers.Remove("Content-Type");
  response.body = std::move(body);
  AddRemarks(exchange, "", &response);
  return response;
}

http::Response HandleAdfsConfiguration(const Exchange& exchange) {
  const std::string farm = exchange.authority.base + "/adfs";
  Json document;
  document["issuer"] = farm;
  document["authorization_endpoint"] = farm + "/oauth2/authorize/";
  document["token_endpoint"] = farm + "/oauth2/token/";
  document["jwks_uri"] = farm + "/discovery/keys";
  AddCapabilities(document);
  document["access_token_issuer"] = AdfsTokenIssuer(exchange);
  document["claims_supported"] =
      Strings({"aud", "iss", "iat", "exp", "auth_time", "nonce", "at_hash", "c_hash", "sub", "upn",
               "unique_name", "pwd_url", "pwd_exp", "mfa_auth_time", "sid", "nbf"});
  document["microsoft_multi_refresh_token"] = true;
  document["userinfo_endpoint"] = farm + "/userinfo";
  document["capabilities"] = Json::array();
  document["end_session_endpoint"] = farm + "/oauth2/logout";
  for (const char* binding : {"as_access_token", "as_refresh_token", "resource_access_token",
                              "op_id_token", "rp_id_token"}) {
    document[absl::StrCat(binding, "_token_binding_supported")] = true;
  }
  document["frontchannel_logout_supported"] = true;
  document["frontchannel_logout_session_supported"] = true;
  document["device_authorization_endpoint"] = farm + "/oauth2/devicecode";
  // .NET's serializer escapes slashes.
  const std::string text = scenario::JsonText(document);
  http::Response response = AdfsResponse(exchange, 200, absl::StrReplaceAll(text, {{"/", "\\/"}}));
  response.headers.Add("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace mock::entra
