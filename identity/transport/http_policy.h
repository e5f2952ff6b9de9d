// A step of a pipeline: what is done to each request and to its response.
#ifndef IDENTITY_TRANSPORT_HTTP_POLICY_H_
#define IDENTITY_TRANSPORT_HTTP_POLICY_H_

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// azcore's policy.Policy. Safe for use by many threads at once.
class HttpPolicy {
 public:
  virtual ~HttpPolicy() = default;

  // Sends `request`, or another in its place, by `next`, and returns the response, or
  // another. It may send several times or not at all. `next` is the rest of the pipeline:
  // its errors are HttpTransport's and those of the policies behind this one. It lives
  // until this returns.
  virtual absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                            HttpTransport& next) = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_TRANSPORT_HTTP_POLICY_H_
