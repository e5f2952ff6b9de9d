#include "identity/internal/pipeline/retry_policy.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/pipeline/body_download.h"
#include "identity/internal/pipeline/final_error.h"
#include "identity/internal/pipeline/retry_after.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"

namespace azure::identity::internal {
namespace {

// azcore's setDefaults.
RetryOptions WithDefaults(RetryOptions options) {
  constexpr absl::Duration kZero = absl::ZeroDuration();
  if (options.max_retries == 0) options.max_retries = 3;
  options.max_retries = std::max(options.max_retries, 0);
  if (options.retry_delay == kZero) options.retry_delay = absl::Milliseconds(800);
  options.retry_delay = std::max(options.retry_delay, kZero);
  if (options.max_retry_delay == kZero) options.max_retry_delay = absl::Seconds(60);
  if (options.max_retry_delay < kZero) options.max_retry_delay = absl::InfiniteDuration();
  if (options.status_codes.empty()) options.status_codes = {408, 429, 500, 502, 503, 504};
  return options;
}

template <typename... Parts>
void Log(const Logger& logger, const Parts&... parts) {
  if (logger.ShouldLog(LogEvent::kRetry)) logger.Write(LogEvent::kRetry, absl::StrCat(parts...));
}

std::string Describe(const absl::StatusOr<HttpResponse>& result, absl::string_view url,
                     absl::string_view redacted_url) {
  if (result.ok()) return absl::StrCat("response ", result->status_code);
  // A transport of the user's may quote the URL.
  return absl::StrCat("error ",
                      absl::StrReplaceAll(result.status().message(), {{url, redacted_url}}));
}

// `result` as the pipeline's caller is to see it: without marks, and an error if the
// body broke off. Returns its type if it is an error that is not to be retried, else "".
std::string Settle(absl::string_view method, absl::StatusOr<HttpResponse>* result) {
  if (result->ok()) {
    if ((*result)->body_error.ok()) return "";
    *result = BodyDownloadError(method, **result);
    return RetriesBodyDownload(method) ? "" : std::string(kBodyDownloadErrorType);
  }
  absl::Status error = result->status();
  std::string type = TakeFinalMark(error);
  if (type.empty() && (absl::IsInvalidArgument(error) || absl::IsFailedPrecondition(error))) {
    type = absl::StatusCodeToString(error.code());
  }
  *result = std::move(error);
  return type;
}

// (2^n - 1) * delay * [0.8, 1.3), in whole nanoseconds as Go counts them.
absl::Duration Backoff(absl::Duration delay, int attempt, double unit) {
  const std::int64_t factor = (std::int64_t{1} << std::min(attempt, 62)) - 1;
  return absl::Trunc(delay * factor * (0.8 + unit / 2), absl::Nanoseconds(1));
}

}  // namespace

RetryPolicy::RetryPolicy(RetryOptions options, std::shared_ptr<const Logger> logger,
                         std::shared_ptr<Clock> clock, std::shared_ptr<Random> random,
                         std::shared_ptr<OperationSender> next)
    : options_(WithDefaults(std::move(options))),
      logger_(std::move(logger)),
      clock_(std::move(clock)),
      random_(std::move(random)),
      next_(std::move(next)) {}

absl::StatusOr<HttpResponse> RetryPolicy::Send(const Context& ctx, const HttpRequest& request) {
  const bool logs = logger_->ShouldLog(LogEvent::kRetry);
  const std::string url = logs ? RedactUrl(request.url, {"api-version"}) : "";
  Operation operation{clock_->Now()};
  for (int attempt = 1;; ++attempt) {
    Log(*logger_, "=====> Try=", attempt, " for ", request.method, " ", url);
    const bool limited = options_.try_timeout > absl::ZeroDuration();
    const Context try_ctx = limited ? ctx.WithDeadline(clock_->Now() + options_.try_timeout) : ctx;
    absl::StatusOr<HttpResponse> result = next_->Send(try_ctx, request, operation);
    const std::string final_error = Settle(request.method, &result);
    if (logs) Log(*logger_, Describe(result, request.url, url));

    absl::Status end = final_error.empty() ? End(ctx, try_ctx, result.status()) : clock_->Err(ctx);
    if (end.ok()) {
      const int max_retries = ctx.may_retry() ? options_.max_retries : 0;
      const std::optional<absl::Duration> delay = Delay(result, final_error, attempt, max_retries);
      if (!delay) return result;
      Log(*logger_, "End Try #", attempt, ", Delay=", FormatGoDuration(*delay));
      end = clock_->SleepUntil(ctx, clock_->Now() + *delay);
    }
    if (!end.ok()) {
      Log(*logger_, "abort due to ", end.message());
      return end;
    }
  }
}

absl::Status RetryPolicy::End(const Context& ctx, const Context& try_ctx,
                              const absl::Status& result) const {
  if (absl::Status end = clock_->Err(ctx); !end.ok()) return end;
  if (absl::IsCancelled(result)) return result;
  const bool try_timed_out = try_ctx.deadline() < ctx.deadline();
  if (!absl::IsDeadlineExceeded(result) || try_timed_out) return absl::OkStatus();
  // The clock may lag a little behind the transport's, which has seen the end.
  return ctx.has_deadline() ? ctx.Err(ctx.deadline()) : result;
}

std::optional<absl::Duration> RetryPolicy::Delay(const absl::StatusOr<HttpResponse>& result,
                                                 absl::string_view final_error, int attempt,
                                                 int max_retries) const {
  if (!final_error.empty()) {
    Log(*logger_, "non-retriable error ", final_error);
    return std::nullopt;
  }
  const std::vector<int>& codes = options_.status_codes;
  if (result.ok() && std::find(codes.begin(), codes.end(), result->status_code) == codes.end()) {
    Log(*logger_, "exit due to non-retriable status code");
    return std::nullopt;
  }
  if (attempt > max_retries) {
    Log(*logger_, "MaxRetries ", max_retries, " exceeded");
    return std::nullopt;
  }
  const absl::Duration asked =
      result.ok() ? RetryAfter(result->headers, clock_->Now()) : absl::ZeroDuration();
  if (asked > options_.max_retry_delay) {
    Log(*logger_, "Retry-After delay ", FormatGoDuration(asked), " exceeds MaxRetryDelay of ",
        FormatGoDuration(options_.max_retry_delay));
    return std::nullopt;
  }
  if (asked > absl::ZeroDuration()) return asked;
  return std::min(Backoff(options_.retry_delay, attempt, random_->Unit()),
                  options_.max_retry_delay);
}

}  // namespace azure::identity::internal
