#include "mock_imds/handlers/pod_identity.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/token_body.h"

namespace mock::imds {
namespace {

http::Response Refuse(int status, std::string message, std::string reason) {
  // As Go's http.Error writes it.
  http::Response response =
      TextResponse(status, "text/plain; charset=utf-8", absl::StrCat(message, "\n"));
  response.headers.Add("X-Content-Type-Options", "nosniff");
  return http::Because(std::move(reason), std::move(response));
}

}  // namespace

http::Response HandlePodIdentity(const HostExchange& exchange) {
  if (!exchange.HasHeader("Metadata", "true")) {
    return Refuse(400, "metadata header missing or invalid", kNoMetadataHeader);
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty()) return Refuse(400, "parameter resource cannot be empty", kNoResource);
  const std::string client_id = exchange.Query("client_id");
  const std::string resource_id = exchange.Query("msi_res_id");
  const auto found = FindAssigned(exchange, {client_id, exchange.Query("object_id"), resource_id});
  if (const auto* principal = std::get_if<Principal>(&found)) {
    return TokenResponse(exchange, *principal, resource, TokenBody::kPodIdentity);
  }
  if (!client_id.empty() || !resource_id.empty()) {
    return Refuse(404, absl::StrCat("no azure identity found for request clientID ", client_id),
                  ReasonOf(std::get<NotAssigned>(found)));
  }
  return Refuse(500, "pod list is empty", ReasonOf(std::get<NotAssigned>(found)));
}

}  // namespace mock::imds
