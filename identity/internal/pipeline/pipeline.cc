#include "identity/internal/pipeline/pipeline.h"

#include <utility>

#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/http_log.h"
#include "identity/internal/pipeline/retry_policy.h"
#include "identity/internal/pipeline/telemetry.h"

namespace azure::identity::internal {

std::shared_ptr<HttpTransport> NewPipeline(const ClientOptions& options) {
  const Seams& seams = options.seams;
  const std::shared_ptr<const Logger> logger = LoggerOf(options);
  auto log = std::make_shared<HttpLog>(options.logging, logger, seams.clock, TransportOf(options));
  auto retry = std::make_shared<RetryPolicy>(options.retry, logger, seams.clock, seams.random,
                                             std::move(log));
  if (options.telemetry.disabled) return retry;
  return std::make_shared<Telemetry>(options.telemetry.application_id, std::move(retry));
}

}  // namespace azure::identity::internal
