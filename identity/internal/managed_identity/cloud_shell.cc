#include "identity/internal/managed_identity/cloud_shell.h"

#include <string>
#include <utility>

#include "identity/internal/errors/request_target.h"

namespace azure::identity::internal {

CloudShell::CloudShell(std::shared_ptr<Environment> environment)
    : environment_(std::move(environment)) {}

absl::StatusOr<HttpRequest> CloudShell::TokenRequest(absl::string_view resource) const {
  const absl::StatusOr<Url> endpoint = ParseEndpoint(environment_->GetOrEmpty("MSI_ENDPOINT"));
  if (!endpoint.ok()) return endpoint.status();
  if (absl::Status status = CheckTarget(*endpoint); !status.ok()) return status;
  HttpRequest request{
      "POST", RequestUrl(*endpoint), {}, EncodeForm({{"resource", std::string(resource)}})};
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.Set("Metadata", "true");
  return request;
}

}  // namespace azure::identity::internal
