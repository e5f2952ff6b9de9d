// What stands between a credential and the network.
#ifndef IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_
#define IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_

#include <memory>

#include "identity/client_options.h"
#include "identity/transport/http_policy.h"

namespace azure::identity::internal {

// A transport whose requests go through these, in azcore's order, before
// `options.transport` sends them: the User-Agent, the policies of each call, retries, and
// for each try `authorization`, if there is one, the policies of each try, the tracer, and the log.
// It keeps its own copies of what it needs, and is safe for use by many threads at once.
//
// Send returns what the last try returned: the response, whatever its status,
// and always with its whole body, or the error of the transport. When `ctx` ends,
// also between tries, it returns the context's error, bare. It logs through
// `options.logging.logger`, or DefaultLogger.
std::shared_ptr<HttpTransport> NewPipeline(const ClientOptions& options,
                                           std::shared_ptr<HttpPolicy> authorization = nullptr);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_
