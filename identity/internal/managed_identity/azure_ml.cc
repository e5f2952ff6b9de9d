#include "identity/internal/managed_identity/azure_ml.h"

#include <string>
#include <utility>

#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

AzureMl::AzureMl(std::optional<ManagedIdentityId> id, std::shared_ptr<Environment> environment)
    : id_(std::move(id)), environment_(std::move(environment)) {}

absl::StatusOr<HttpRequest> AzureMl::TokenRequest(absl::string_view resource) const {
  absl::StatusOr<Url> endpoint = ParseUrl(environment_->GetOrEmpty("MSI_ENDPOINT"));
  if (!endpoint.ok()) return endpoint.status();
  absl::StatusOr<HttpRequest> request = GetRequest(
      *std::move(endpoint),
      {{"api-version", "2017-09-01"},
       // Sent even if it is empty.
       {"clientid",
        id_.has_value() ? id_->value() : environment_->GetOrEmpty("DEFAULT_IDENTITY_CLIENT_ID")},
       {"resource", std::string(resource)}});
  if (!request.ok()) return request;
  request->headers.Set("Secret", SecretString(environment_->GetOrEmpty("MSI_SECRET")));
  return request;
}

}  // namespace azure::identity::internal
