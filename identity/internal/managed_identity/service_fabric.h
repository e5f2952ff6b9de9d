// The token endpoint of a Service Fabric cluster.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/internal/text/url.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// IDENTITY_ENDPOINT, which must be https, IDENTITY_HEADER, and
// IDENTITY_SERVER_THUMBPRINT, the SHA-1 digest of the endpoint's certificate:
// nobody but the cluster has signed that, so the digest stands in for the usual
// verification.
// https://learn.microsoft.com/azure/service-fabric/how-to-managed-identity-service-fabric-app-code
class ServiceFabric final : public ManagedIdentityHost {
 public:
  // Errors, all kInvalidArgument and without payload:
  //   parse "://x": missing protocol scheme, and the like
  //   managed identity endpoint for Service Fabric must use HTTPS
  //   IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint
  static absl::StatusOr<std::unique_ptr<ServiceFabric>> Create(
      std::shared_ptr<Environment> environment);

  // A request whose answer Send refuses with one of these:
  //   TLS certificate thumbprint from Service Fabric did not match IDENTITY_SERVER_THUMBPRINT
  //   redirects are not permitted for managed identity on Service Fabric
  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

 private:
  ServiceFabric(Url endpoint, std::string thumbprint, std::shared_ptr<Environment> environment);

  const Url endpoint_;
  const std::string thumbprint_;
  const std::shared_ptr<Environment> environment_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_SERVICE_FABRIC_H_
