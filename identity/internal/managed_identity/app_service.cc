#include "identity/internal/managed_identity/app_service.h"

#include <map>
#include <string>
#include <utility>

#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {
AppService::AppService(std::optional<ManagedIdentityId> id,
                       std::shared_ptr<Environment> environment)
    : id_(std::move(id)), environment_(std::move(environment)) {}

absl::StatusOr<HttpRequest> AppService::TokenRequest(absl::string_view resource) const {
  absl::StatusOr<Url> endpoint = ParseUrl(environment_->GetOrEmpty("IDENTITY_ENDPOINT"));
  if (!endpoint.ok()) return endpoint.status();
  std::map<std::string, std::string> parameters = {{"api-version", "2019-08-01"},
                                                   {"resource", std::string(resource)}};
  if (id_.has_value()) parameters[IdParameter(id_->kind(), "mi_res_id")] = id_->value();
  absl::StatusOr<HttpRequest> request = GetRequest(*std::move(endpoint), parameters);
  if (!request.ok()) return request;
  request->headers.Set("X-Identity-Header",
                       SecretString(environment_->GetOrEmpty("IDENTITY_HEADER")));
  return request;
}

}  // namespace azure::identity::internal
