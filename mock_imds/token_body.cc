#include "mock_imds/token_body.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

std::string Seconds(absl::Time time) { return absl::StrCat(absl::ToUnixSeconds(time)); }

// "01/31/2026 00:00:00 +00:00".
std::string Date(absl::Time time) {
  return absl::FormatTime("%m/%d/%Y %H:%M:%S +00:00", time, absl::UTCTimeZone());
}

ordered_json LikeImds(const Token& token, const Principal& principal, const std::string& resource) {
  const std::string lifetime = absl::StrCat(absl::ToInt64Seconds(token.lifetime));
  return {{"access_token", token.access_token},
          {"client_id", principal.client_id},
          {"expires_in", lifetime},
          {"expires_on", Seconds(token.expires_on)},
          {"ext_expires_in", lifetime},
          {"not_before", Seconds(token.not_before)},
          {"resource", resource},
          {"token_type", "Bearer"}};
}

ordered_json Body(TokenBody body, const Token& token, const Principal& principal,
                  const std::string& resource, const IdentityName& name) {
  switch (body) {
    case TokenBody::kImds:
      return LikeImds(token, principal, resource);
    case TokenBody::kPodIdentity: {
      ordered_json json = LikeImds(token, principal, resource);
      json["refresh_token"] = "";
      return json;
    }
    case TokenBody::kAzureArc: {
      ordered_json json = LikeImds(token, principal, resource);
      json.erase("client_id");
      if (!name.client_id.empty()) json["client_id"] = principal.client_id;
      if (!name.object_id.empty()) json["object_id"] = principal.object_id;
      if (!name.resource_id.empty()) json["msi_res_id"] = principal.resource_id;
      return json;
    }
    case TokenBody::kAppService2019:
      return {{"access_token", token.access_token},
              {"expires_on", Seconds(token.expires_on)},
              {"resource", resource},
              {"token_type", "Bearer"},
              {"client_id", principal.client_id}};
    case TokenBody::kAppService2017:
      return {{"access_token", token.access_token},
              {"expires_on", Date(token.expires_on)},
              {"resource", resource},
              {"token_type", "Bearer"},
              {"client_id", principal.client_id}};
    case TokenBody::kAzureMl:
      return {{"access_token", token.access_token},
              {"expires_on", Seconds(token.expires_on)},
              {"resource", resource},
              {"token_type", "Bearer"}};
    case TokenBody::kServiceFabric:
      return {{"token_type", "Bearer"},
              {"access_token", token.access_token},
              {"expires_on", absl::ToUnixSeconds(token.expires_on)},
              {"resource", resource}};
  }
  return {};
}

}  // namespace

http::Response TokenResponse(const HostExchange& exchange, const Principal& principal,
                             absl::string_view resource, TokenBody body, const IdentityName& name) {
  auto issued = exchange.identities.issue(exchange.host.tenant_id(), principal, resource,
                                          exchange.request, exchange.setting);
  if (auto* refusal = std::get_if<TokenError>(&issued)) {
    http::Response response = JsonResponse(refusal->status, std::move(refusal->body));
    response.remarks = std::move(refusal->remarks);
    return response;
  }
  return JsonResponse(200, scenario::JsonText(Body(body, std::get<Token>(issued), principal,
                                                   std::string(resource), name)));
}

}  // namespace mock::imds
