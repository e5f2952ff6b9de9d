// Traces what goes over the wire.
#ifndef IDENTITY_INTERNAL_PIPELINE_HTTP_TRACE_H_
#define IDENTITY_INTERNAL_PIPELINE_HTTP_TRACE_H_

#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/tracer.h"
#include "identity/transport/http_policy.h"

namespace azure::identity::internal {

// Makes a span of each request that goes out; identity/tracer.h has its attributes. A
// response with a status above 399 counts as an error. Safe for use by many threads at once.
class HttpTrace final : public HttpPolicy {
 public:
  HttpTrace(const LogOptions& options, std::shared_ptr<Tracer> tracer);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    HttpTransport& next) override;

 private:
  std::set<std::string> allowed_query_parameters_;  // in lower case
  const std::shared_ptr<Tracer> tracer_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_HTTP_TRACE_H_
