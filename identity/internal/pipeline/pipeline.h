// What stands between a credential and the network.
#ifndef IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_
#define IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_

#include <memory>

#include "identity/client_options.h"

namespace azure::identity::internal {

// A transport that adds the User-Agent, retries, and logs every try, in this
// order, before `options.transport` sends. It keeps its own copies of what it
// needs, and is safe for use by many threads at once.
//
// Send returns what the last try returned: the response, whatever its status,
// and always with its whole body, or the error of the transport. When `ctx` ends,
// also between tries, it returns the context's error, bare. It logs through
// `options.logging.logger`, or DefaultLogger.
std::shared_ptr<HttpTransport> NewPipeline(const ClientOptions& options);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_PIPELINE_H_
