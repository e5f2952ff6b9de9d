// What ClientOptions mean where they say nothing.
#ifndef IDENTITY_INTERNAL_PIPELINE_DEFAULTS_H_
#define IDENTITY_INTERNAL_PIPELINE_DEFAULTS_H_

#include <memory>

#include "identity/client_options.h"
#include "identity/log.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// The logger of `options`, or DefaultLogger of their environment.
std::shared_ptr<const Logger> LoggerOf(const ClientOptions& options);

// The transport of `options`, or SharedCurlTransport(): with another clock or environment
// than the system's, a new one with default options.
std::shared_ptr<HttpTransport> TransportOf(const ClientOptions& options);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_DEFAULTS_H_
