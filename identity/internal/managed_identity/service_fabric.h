// The token endpoint of a Service Fabric cluster.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// IDENTITY_ENDPOINT, which must be https, IDENTITY_HEADER, and
// IDENTITY_SERVER_THUMBPRINT, the SHA-1 digest of the endpoint's certificate:
// nobody but the cluster has signed that, so the digest stands in for the usual
// verification.
// https://learn.microsoft.com/azure/service-fabric/how-to-managed-identity-service-fabric-app-code
class ServiceFabric final : public ManagedIdentityHost {
 public:
  explicit ServiceFabric(std::shared_ptr<Environment> environment);

  // Errors beside the usual ones:
  //   Service Fabric managed identity endpoint must use HTTPS
  //   IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint
  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

 private:
  const std::shared_ptr<Environment> environment_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_
