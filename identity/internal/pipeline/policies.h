// Puts policies into a pipeline.
#ifndef IDENTITY_INTERNAL_PIPELINE_POLICIES_H_
#define IDENTITY_INTERNAL_PIPELINE_POLICIES_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/internal/pipeline/operation.h"
#include "identity/transport/http_policy.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

using HttpPolicies = std::vector<std::shared_ptr<HttpPolicy>>;

// Those of a whole call, the first one outermost. Safe for use by many threads at once.
class CallPolicies final : public HttpTransport {
 public:
  CallPolicies(HttpPolicies policies, std::shared_ptr<HttpTransport> next);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

 private:
  const HttpPolicies policies_;
  const std::shared_ptr<HttpTransport> next_;
};

// Those of each try, likewise.
class TryPolicies final : public OperationSender {
 public:
  TryPolicies(HttpPolicies policies, std::shared_ptr<OperationSender> next);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    Operation& operation) override;

 private:
  const HttpPolicies policies_;
  const std::shared_ptr<OperationSender> next_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_POLICIES_H_
