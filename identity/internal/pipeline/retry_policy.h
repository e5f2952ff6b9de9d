// Tries failed requests again, as azcore does.
#ifndef IDENTITY_INTERNAL_PIPELINE_RETRY_POLICY_H_
#define IDENTITY_INTERNAL_PIPELINE_RETRY_POLICY_H_

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/client_options.h"
#include "identity/internal/pipeline/operation.h"
#include "identity/log.h"
#include "identity/seams/clock.h"
#include "identity/seams/random.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Retries responses whose status is among RetryOptions' and every error but
// kCancelled, kDeadlineExceeded, kInvalidArgument and final ones (see MarkFinal); a try that ran
// into RetryOptions::try_timeout counts as failed and is retried. A response whose body broke off
// becomes an error, retried only after DELETE, GET and PUT.
//
// Before retry n it waits (2^n - 1) * retry_delay * [0.8, 1.3), at most
// max_retry_delay, or as long as the response asks; a response that asks for
// more than max_retry_delay is returned at once. A context without retries (see
// Context::WithoutRetries) has one try. Logs as LogEvent::kRetry, with
// every query parameter but api-version redacted.
class RetryPolicy final : public HttpTransport {
 public:
  RetryPolicy(RetryOptions options, std::shared_ptr<const Logger> logger,
              std::shared_ptr<Clock> clock, std::shared_ptr<Random> random,
              std::shared_ptr<OperationSender> next);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

 private:
  // What ended `ctx`, or tells that it ended; OK if the operation may go on.
  absl::Status End(const Context& ctx, const Context& try_ctx, const absl::Status& result) const;

  // How long to wait before the try after `attempt`; nullopt, with the reason
  // logged, if there is to be none. `final_error` is the type of an error that is
  // not to be retried, else "".
  std::optional<absl::Duration> Delay(const absl::StatusOr<HttpResponse>& result,
                                      absl::string_view final_error, int attempt,
                                      int max_retries) const;

  const RetryOptions options_;  // with the defaults filled in
  const std::shared_ptr<const Logger> logger_;
  const std::shared_ptr<Clock> clock_;
  const std::shared_ptr<Random> random_;
  const std::shared_ptr<OperationSender> next_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_RETRY_POLICY_H_
