#include "mock_imds/handlers/imds_refusal.h"

#include <utility>

namespace mock::imds {

http::Response RefuseImds(absl::string_view description, std::string reason) {
  http::Response response = JsonResponse(400, OAuthError("invalid_request", description));
  response.remarks.oauth_error = "invalid_request";
  return http::Because(std::move(reason), std::move(response));
}

http::Response RefuseImds(NotAssigned why) {
  return RefuseImds(why == NotAssigned::kAmbiguous
                        ? "Multiple user assigned identities exist, please specify the clientId / "
                          "resourceId of the identity in the token request"
                        : "Identity not found",
                    ReasonOf(why));
}

// Reached through a forwarding proxy, which the header gives away, or by a request
// that some page was tricked into, which can't set Metadata.
std::optional<http::Response> RefuseForwarded(const HostExchange& exchange) {
  if (exchange.request.headers.Has("X-Forwarded-For")) {
    return RefuseImds("Requests with the X-Forwarded-For header are not allowed",
                      "the request came through a proxy (X-Forwarded-For)");
  }
  if (exchange.HasHeader("Metadata", "true")) return std::nullopt;
  if (exchange.host.kind() == ManagedIdentityHost::CONTAINER_INSTANCES) {
    return http::Because(kNoMetadataHeader,
                         TextResponse(400, "text/plain; charset=utf-8",
                                      "Required metadata header not specified or not correct"));
  }
  return RefuseImds("Required metadata header not specified", kNoMetadataHeader);
}

}  // namespace mock::imds
