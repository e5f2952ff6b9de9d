#include "mock_entra/endpoints/signed_in.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/tokens/refresh_token.h"
#include "mock_entra/tokens/token_order.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

constexpr char kPublicCloud[] = "login.microsoftonline.com";

std::string Escaped(const std::string& text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string escaped;
  for (const unsigned char c : text) {
    escaped += {'%', kHex[c >> 4], kHex[c & 0xF]};
  }
  return escaped;
}

http::Request TokenRequestOf(const SignedInOrder& order, const std::string& refresh_token) {
  http::Request request;
  request.method = "POST";
  request.host = kPublicCloud;
  request.headers.Set("Host", kPublicCloud);
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
  request.tls = true;
  request.path = absl::StrCat("/", order.tenant, "/oauth2/v2.0/token");
  request.body =
      absl::StrCat("grant_type=refresh_token&client_id=", Escaped(order.client_id),
                   "&refresh_token=", Escaped(refresh_token), "&scope=", Escaped(order.scope));
  if (!order.claims.empty()) absl::StrAppend(&request.body, "&claims=", Escaped(order.claims));
  return request;
}

SignedInRefusal RefusalOf(const http::Response& response) {
  const auto body = scenario::ParseJson(response.body);
  if (!body.is_object()) return {"server_error", response.body, response.remarks};
  return {body.value("error", ""), body.value("error_description", ""), response.remarks};
}

std::variant<SignedInToken, SignedInRefusal> AnswerOf(const http::Response& response,
                                                      absl::Time now) {
  if (response.status != 200) return RefusalOf(response);
  const auto body = scenario::ParseJson(response.body);
  if (!body.is_object()) return SignedInRefusal{"server_error", response.body};
  return SignedInToken{body.value("access_token", ""),
                       now + absl::Seconds(body.value("expires_in", 0))};
}

// The application's own token, or why not.
std::variant<SignedInToken, Refusal> IssueToApplication(const SignedInOrder& order,
                                                        const TokenEndpoint& endpoint,
                                                        absl::Time now) {
  const FoundTenant found = LookUpTenant(endpoint.directory, order.tenant, TenantUse::kToken);
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  const Application* const application = tenant.FindApplication(order.account);
  if (application == nullptr) {
    return Refusal{700016,
                   {{"appId", order.account}, {"tenantDisplayName", tenant.display_name}},
                   "",
                   "the tenant has no application of this client ID"};
  }
  if (application->disabled)
    return Refusal{
        7000112, {{"appName", application->display_name}}, "", "the application is disabled"};
  const std::string resource(absl::StripSuffix(order.scope, "/.default"));
  const Resource* const known = tenant.FindResource(resource);
  if (known == nullptr) {
    return Refusal{500011,
                   {{"resource", resource}, {"tenant", tenant.display_name}},
                   "",
                   "the tenant has no resource of this name"};
  }
  auto token = FillOrder({tenant.id, order.account, resource}, endpoint.directory,
                         *endpoint.keys.front(), now, endpoint.random);
  if (!token.ok()) return Refusal{50000, {}, "", "the token could not be made"};
  return SignedInToken{*std::move(token), now + known->token_lifetime};
}

}  // namespace

std::variant<SignedInToken, SignedInRefusal> IssueToSignedIn(const SignedInOrder& order,
                                                             const TokenEndpoint& endpoint,
                                                             absl::Time now) {
  const auto home = endpoint.directory.FindTenant(order.home_tenant);
  const Application* const client =
      home == nullptr ? nullptr : home->FindApplication(order.client_id);
  const bool is_application = home != nullptr && home->FindApplication(order.account) != nullptr;
  std::string refresh_token = "gone";  // with the tenant that gave it
  if (client != nullptr && !is_application) {
    TokenSubject subject;
    subject.sign_in.user_name = order.account;
    subject.sign_in.at = order.signed_in;
    auto issued =
        IssueRefreshToken(*home, *client, subject, order.scope, order.signed_in, endpoint.random);
    if (issued.ok()) refresh_token = *std::move(issued);
  }
  const http::Request request = TokenRequestOf(order, refresh_token);
  const scenario::Setting setting;
  const Exchange exchange = MakeExchange(request, setting, now, endpoint.random);
  if (!is_application) {
    const http::Response response =
        HandleToken(exchange, endpoint, order.tenant, Version::kV2).response;
    if (home != nullptr) home->promises().RemoveRefreshToken(refresh_token);
    return AnswerOf(response, now);
  }
  auto issued = IssueToApplication(order, endpoint, now);
  if (const auto* const refusal = std::get_if<Refusal>(&issued)) {
    return RefusalOf(RefusalResponse(exchange, *refusal));
  }
  return std::get<SignedInToken>(std::move(issued));
}

}  // namespace mock::entra
