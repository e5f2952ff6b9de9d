#include "identity/internal/entra/entra_http.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/errors/request_target.h"
#include "identity/internal/text/url.h"
#include "identity/version.h"

namespace azure::identity::internal {
namespace {

// MSAL's limit for one call.
constexpr absl::Duration kCallLimit = absl::Seconds(30);

// In the words of Go's runtime.GOOS and GOARCH, as MSAL sends them.
#if defined(__linux__)
constexpr char kOs[] = "linux";
#elif defined(__APPLE__)
constexpr char kOs[] = "darwin";
#else
constexpr char kOs[] = "unknown";
#endif

#if defined(__x86_64__)
constexpr char kCpu[] = "amd64";
#elif defined(__aarch64__)
constexpr char kCpu[] = "arm64";
#else
constexpr char kCpu[] = "unknown";
#endif

absl::Status ServerResponseError(const absl::Status& cause) {
  return Prefixed("server response error:\n ", cause);
}

}  // namespace

EntraHttp::EntraHttp(std::string credential, std::shared_ptr<HttpTransport> pipeline,
                     std::shared_ptr<Clock> clock, std::shared_ptr<Random> random)
    : credential_(std::move(credential)),
      pipeline_(std::move(pipeline)),
      clock_(std::move(clock)),
      random_(std::move(random)) {}

absl::StatusOr<std::string> EntraHttp::Get(const Context& ctx, const std::string& url) const {
  const absl::StatusOr<Url> target = ParseUrl(url);
  if (!target.ok()) return Prefixed("could not create request: ", target.status());
  if (absl::Status status = CheckTarget(*target); !status.ok()) return ServerResponseError(status);
  return Send(ctx, {"GET", url, {}, ""});
}

absl::StatusOr<HttpBody> EntraHttp::PostForm(const Context& ctx, const std::string& url,
                                             const FormFields& form) const {
  const absl::StatusOr<Url> target = ParseUrl(url);
  if (!target.ok()) {
    return Prefixed(absl::StrCat("could not parse path URL(", url, "): "), target.status());
  }
  if (absl::Status status = CheckTarget(*target); !status.ok()) return ServerResponseError(status);
  HttpRequest request{"POST", url, {}, EncodeForm(form)};
  request.body_is_secret = true;
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  return Send(ctx, std::move(request));
}

absl::StatusOr<HttpBody> EntraHttp::Send(const Context& ctx, HttpRequest request) const {
  request.headers.Set("Client-Request-Id", random_->Uuid());
  request.headers.Set("Return-Client-Request-Id", "false");
  request.headers.Set("X-Client-Cpu", kCpu);
  request.headers.Set("X-Client-Os", kOs);
  request.headers.Set("X-Client-Sku", "azure-identity-cc");
  request.headers.Set("X-Client-Ver", kVersion);
  const Context limited = ctx.has_deadline() ? ctx : ctx.WithDeadline(clock_->Now() + kCallLimit);
  absl::StatusOr<HttpResponse> response = pipeline_->Send(limited, request);
  if (!response.ok()) return ServerResponseError(response.status());
  if (response->status_code != 200 && response->status_code != 201) {
    return AuthenticationFailed(credential_, "", *response);
  }
  return std::move(response->body);
}

}  // namespace azure::identity::internal
