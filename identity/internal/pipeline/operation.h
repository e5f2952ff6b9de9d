// How the retry policy hands each try of an operation on.
#ifndef IDENTITY_INTERNAL_PIPELINE_OPERATION_H_
#define IDENTITY_INTERNAL_PIPELINE_OPERATION_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// One call of a pipeline, whose thread alone uses it.
struct Operation {
  absl::Time start;
  // How often its request went out: once a try, unless a policy sent it again.
  int sends = 0;
};

// An HttpTransport that also knows for which operation it sends. Safe for use by many
// threads at once.
class OperationSender {
 public:
  virtual ~OperationSender() = default;

  virtual absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                            Operation& operation) = 0;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_OPERATION_H_
