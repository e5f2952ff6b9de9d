// The instance metadata service of virtual machines, scale sets and AKS nodes.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_IMDS_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_IMDS_H_

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/managed_identity_id.h"
#include "identity/seams/random.h"

namespace azure::identity::internal {

// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
class Imds final : public ManagedIdentityHost {
 public:
  Imds(std::optional<ManagedIdentityId> id, std::shared_ptr<Random> random);

  // 7 tries at 2 s × (2^n - 1), at most 25 s apart and 60 s each; 404, 410 and 429
  // are retried, and every 5xx but 509.
  RetryOptions Retry(RetryOptions given) const override;
  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

  // Beside the usual: 400 means that there is no such identity, which a chain may
  // ignore if none was named; 403 with "unreachable" comes from Docker Desktop's
  // proxy, not from a metadata service.
  absl::Status Refusal(const HttpResponse& response) const override;

  // In a chain such a response comes from something else at the same address.
  absl::Status Unreadable(absl::string_view why, bool chained) const override;

  // A request that the service refuses, without side effects: whatever answers
  // shows that something is there.
  static HttpRequest Probe();

 private:
  const std::optional<ManagedIdentityId> id_;
  const std::shared_ptr<Random> random_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_IMDS_H_
