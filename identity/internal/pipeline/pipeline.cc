#include "identity/internal/pipeline/pipeline.h"

#include <utility>

#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/http_log.h"
#include "identity/internal/pipeline/http_trace.h"
#include "identity/internal/pipeline/policies.h"
#include "identity/internal/pipeline/retry_policy.h"
#include "identity/internal/pipeline/telemetry.h"

namespace azure::identity::internal {

std::shared_ptr<HttpTransport> NewPipeline(const ClientOptions& options,
                                           std::shared_ptr<HttpPolicy> authorization) {
  const Seams& seams = options.seams;
  const std::shared_ptr<const Logger> logger = LoggerOf(options);
  HttpPolicies of_each_try;
  if (authorization != nullptr) of_each_try.push_back(std::move(authorization));
  of_each_try.insert(of_each_try.end(), options.per_try_policies.begin(),
                     options.per_try_policies.end());
  if (options.tracer != nullptr) {
    of_each_try.push_back(std::make_shared<HttpTrace>(options.logging, options.tracer));
  }

  auto log = std::make_shared<HttpLog>(options.logging, logger, seams.clock, TransportOf(options));
  auto tries = std::make_shared<TryPolicies>(std::move(of_each_try), std::move(log));
  auto retry = std::make_shared<RetryPolicy>(options.retry, logger, seams.clock, seams.random,
                                             std::move(tries));
  auto call = std::make_shared<CallPolicies>(options.per_call_policies, std::move(retry));
  if (options.telemetry.disabled) return call;
  return std::make_shared<Telemetry>(options.telemetry.application_id, std::move(call));
}

}  // namespace azure::identity::internal
