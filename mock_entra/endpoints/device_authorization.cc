#include "mock_entra/endpoints/device_authorization.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/magic_answer.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {
namespace {

constexpr std::size_t kDeviceCodeBytes = 96;

// Where users of the cloud enter their codes.
std::string VerificationUri(const Authority& authority) {
  if (authority.issuer_base == authority.base &&
      !absl::EndsWith(authority.base, authority.cloud->issuer_host)) {
    return absl::StrCat(authority.base, "/common/oauth2/deviceauth");  // a host of its own
  }
  if (authority.cloud->instance_name == "microsoftonline.us") {
    return "https://microsoft.com/deviceloginus";
  }
  if (authority.cloud->instance_name == "partner.microsoftonline.cn") {
    return "https://microsoft.com/deviceloginchina";
  }
  return "https://microsoft.com/devicelogin";
}

Refusal About(const TokenRequest& request, Refusal refusal, const Tenant* tenant) {
  refusal.values.merge(ValuesOf(request));
  if (tenant != nullptr) refusal.values["tenantDisplayName"] = tenant->display_name;
  return refusal;
}

// The application, whose tenant `owner` keeps, or why not.
std::optional<Refusal> FindClient(Directory& directory, const TokenRequest& request,
                                  std::shared_ptr<const Tenant>& owner,
                                  const Application*& application) {
  if (IsTenantAlias(request.tenant)) {
    owner = directory.FindTenantOfApplication(request.client_id);
  } else {
    auto found = LookUpTenant(directory, request.tenant, TenantUse::kToken);
    if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    owner = std::get<std::shared_ptr<const Tenant>>(found);
  }
  if (request.client_id.empty()) return Refusal{900144, {{"name", "client_id"}}, ""};
  if (IsNilGuid(request.client_id))
    return About(request, {700038, {}, "", "the client ID is the all-zero GUID"}, owner.get());
  application = owner == nullptr ? nullptr : owner->FindApplication(request.client_id);
  if (application == nullptr)
    return About(request, {700016, {}, "", "the tenant has no application of this client ID"},
                 owner.get());
  if (!application->disabled) return std::nullopt;
  Refusal refusal = About(request, {7000112, {}, "", "the application is disabled"}, owner.get());
  refusal.values["appName"] = application->display_name;
  return refusal;
}

std::string Body(const DeviceCode& code, const std::string& device_code, absl::Duration interval,
                 const std::string& uri, Version version) {
  const bool v1 = version == Version::kV1;
  const std::int64_t lifetime = absl::ToInt64Seconds(code.lifetime);
  JsonObject body;
  body.Add("user_code", code.user_code);
  body.Add("device_code", device_code);
  body.Add(v1 ? "verification_url" : "verification_uri", uri);
  if (v1) {
    body.Add("expires_in", absl::StrCat(lifetime));
    body.Add("interval", absl::StrCat(absl::ToInt64Seconds(interval)));
  } else {
    body.Add("expires_in", lifetime);
    body.Add("interval", absl::ToInt64Seconds(interval));
  }
  body.Add("message", absl::StrCat("To sign in, use a web browser to open the page ", uri,
                                   " and enter the code ", code.user_code, " to authenticate."));
  return std::move(body).Finish();
}

http::Response Answer(const Exchange& exchange, Directory& directory, Random& random,
                      const TokenRequest& request) {
  if (request.malformed) {
    return RefusalResponse(exchange, {9002313, {}, "", "the body is no form"});
  }
  std::shared_ptr<const Tenant> owner;
  const Application* application = nullptr;
  if (auto refusal = FindClient(directory, request, owner, application))
    return RefusalResponse(exchange, *refusal);
  const bool alias = IsTenantAlias(request.tenant);
  if (!alias) {
    auto scopes = FindDelegatedScopes(*owner, request);
    if (auto* const refusal = std::get_if<Refusal>(&scopes)) {
      refusal->values["appName"] = application->display_name;
      return RefusalResponse(exchange, *refusal);
    }
  }
  const DeviceLogin login = alias ? DeviceLogin() : owner->device_login();
  DeviceCode code;
  code.tenant = alias ? absl::AsciiStrToLower(request.tenant) : owner->id;
  code.owner = alias ? directory.OwnerOfApplication(application->app_id) : owner->id;
  code.app_id = application->app_id;
  code.app_name = application->display_name;
  code.scope = std::string(request.Get("scope"));
  code.resource = std::string(request.Get("resource"));
  code.user_code = NewUserCode(random);
  code.issued = exchange.now;
  code.lifetime = login.lifetime;
  const std::string device_code =
      absl::StrCat("GAQABIQEAAAD", jwt::Base64UrlEncode(random.Bytes(kDeviceCodeBytes)));
  std::string body =
      Body(code, device_code, login.interval, VerificationUri(exchange.authority), request.version);
  const absl::Status added = directory.device_codes().Add(device_code, std::move(code));
  if (!added.ok())
    return RefusalResponse(exchange, {kLimitOfTheFake, {}, "", std::string(added.message())});
  return TokenEndpointResponse(exchange, 200, std::move(body));
}

}  // namespace

http::Reply HandleDeviceAuthorization(const Exchange& exchange, Directory& directory,
                                      Random& random, absl::string_view tenant, Version version) {
  http::Reply reply;
  if (exchange.request.method != "POST") {
    reply.response =
        ErrorResponse(exchange, 900561, {{"allowed", "POST"}, {"method", exchange.request.method}},
                      "", "the endpoint does not take this method");
    return reply;
  }
  const TokenRequest request = ParseTokenRequest(exchange.request, tenant, version);
  auto magic = ParseMagicName(request.tenant);
  if (!magic) magic = ParseMagicName(request.client_id);
  if (magic && magic->token_flaw == TokenFlaw::kNone) {
    return AnswerMagic(exchange, *magic, ValuesOf(request));
  }
  reply.response = Answer(exchange, directory, random, request);
  return reply;
}

}  // namespace mock::entra
