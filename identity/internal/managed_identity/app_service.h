// The token endpoint of App Service, Functions and Container Apps.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_APP_SERVICE_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_APP_SERVICE_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/managed_identity_id.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// IDENTITY_ENDPOINT and IDENTITY_HEADER, by the API of 2019-08-01:
// https://learn.microsoft.com/azure/app-service/overview-managed-identity
class AppService final : public ManagedIdentityHost {
 public:
  AppService(std::optional<ManagedIdentityId> id, std::shared_ptr<Environment> environment);

  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

 private:
  const std::optional<ManagedIdentityId> id_;
  const std::shared_ptr<Environment> environment_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_APP_SERVICE_H_
