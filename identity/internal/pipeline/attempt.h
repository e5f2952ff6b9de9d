// How the retry policy hands each try of an operation on.
#ifndef IDENTITY_INTERNAL_PIPELINE_ATTEMPT_H_
#define IDENTITY_INTERNAL_PIPELINE_ATTEMPT_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

struct Attempt {
  int number = 1;              // 1 for the first
  absl::Time operation_start;  // when the first began
};

// An HttpTransport that also knows which try it sends. Safe for use by many
// threads at once.
class AttemptSender {
 public:
  virtual ~AttemptSender() = default;

  virtual absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                            const Attempt& attempt) = 0;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_ATTEMPT_H_
