// The token endpoint of Azure Cloud Shell, which stands for its user.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_CLOUD_SHELL_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_CLOUD_SHELL_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// MSI_ENDPOINT, alone.
class CloudShell final : public ManagedIdentityHost {
 public:
  explicit CloudShell(std::shared_ptr<Environment> environment);

  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

 private:
  const std::shared_ptr<Environment> environment_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_CLOUD_SHELL_H_
