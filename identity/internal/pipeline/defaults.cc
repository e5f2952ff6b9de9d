#include "identity/internal/pipeline/defaults.h"

#include "identity/transport/curl_transport.h"

namespace azure::identity::internal {

std::shared_ptr<const Logger> LoggerOf(const ClientOptions& options) {
  if (options.logging.logger != nullptr) return options.logging.logger;
  return DefaultLogger(*options.seams.environment);
}

std::shared_ptr<HttpTransport> TransportOf(const ClientOptions& options) {
  if (options.transport != nullptr) return options.transport;
  const Seams& seams = options.seams;
  const bool real = seams.clock == RealClock() && seams.environment == RealEnvironment();
  return real ? SharedCurlTransport() : NewCurlTransport({}, seams.clock, seams.environment);
}

}  // namespace azure::identity::internal
