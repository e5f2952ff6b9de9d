// The token endpoint of Azure Machine Learning's compute.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ML_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ML_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/managed_identity_id.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// MSI_ENDPOINT and MSI_SECRET, by the API of 2017-09-01.
class AzureMl final : public ManagedIdentityHost {
 public:
  // `id`, if any, is a client ID; without one DEFAULT_IDENTITY_CLIENT_ID counts.
  AzureMl(std::optional<ManagedIdentityId> id, std::shared_ptr<Environment> environment);

  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

 private:
  const std::optional<ManagedIdentityId> id_;
  const std::shared_ptr<Environment> environment_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ML_H_
