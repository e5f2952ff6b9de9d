#include "identity/internal/pipeline/pipeline.h"

#include <utility>

#include "identity/internal/pipeline/http_log.h"
#include "identity/internal/pipeline/retry_policy.h"
#include "identity/internal/pipeline/telemetry.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity::internal {

std::shared_ptr<HttpTransport> NewPipeline(const ClientOptions& options) {
  const Seams& seams = options.seams;
  std::shared_ptr<const Logger> logger = options.logging.logger;
  if (logger == nullptr) logger = DefaultLogger(*seams.environment);
  std::shared_ptr<HttpTransport> transport = options.transport;
  if (transport == nullptr) transport = NewCurlTransport({}, seams.clock, seams.environment);

  auto log = std::make_shared<HttpLog>(options.logging, logger, seams.clock, std::move(transport));
  auto retry = std::make_shared<RetryPolicy>(options.retry, logger, seams.clock, seams.random,
                                             std::move(log));
  if (options.telemetry.disabled) return retry;
  return std::make_shared<Telemetry>(options.telemetry.application_id, std::move(retry));
}

}  // namespace azure::identity::internal
