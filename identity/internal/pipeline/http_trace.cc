#include "identity/internal/pipeline/http_trace.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/text/go_url.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

void SetIfGiven(absl::string_view key, absl::string_view value, Span& span) {
  if (!value.empty()) span.SetAttribute(key, value);
}

void Describe(const HttpRequest& request, absl::string_view redacted_url, Span& span) {
  span.SetAttribute("http.method", request.method);
  span.SetAttribute("http.url", redacted_url);
  const absl::StatusOr<Url> url = ParseUrl(request.url);
  if (url.ok()) span.SetAttribute("net.peer.name", url->host);
  SetIfGiven("http.user_agent", request.headers.Get("User-Agent"), span);
  SetIfGiven("az.client_request_id", request.headers.Get("x-ms-client-request-id"), span);
}

}  // namespace

HttpTrace::HttpTrace(const LogOptions& options, std::shared_ptr<Tracer> tracer)
    : allowed_query_parameters_{"api-version"}, tracer_(std::move(tracer)) {
  for (const std::string& name : options.allowed_query_parameters) {
    allowed_query_parameters_.insert(absl::AsciiStrToLower(name));
  }
}

absl::StatusOr<HttpResponse> HttpTrace::Send(const Context& ctx, const HttpRequest& request,
                                             HttpTransport& next) {
  const std::string url = RedactUrl(request.url, allowed_query_parameters_);
  const std::unique_ptr<Span> span =
      tracer_->StartSpan(absl::StrCat("HTTP ", request.method), Tracer::SpanKind::kClient);
  Describe(request, url, *span);
  absl::StatusOr<HttpResponse> response = next.Send(ctx, request);
  if (!response.ok()) {
    // A transport of the user's may quote the URL.
    span->SetError(absl::StrReplaceAll(response.status().message(), {{request.url, url}}));
    return response;
  }
  span->SetAttribute("http.status_code", absl::StrCat(response->status_code));
  SetIfGiven("az.service_request_id", response->headers.Get("x-ms-request-id"), *span);
  if (response->status_code > 399) {
    span->SetError(absl::StrCat(response->status_code, " ", response->reason));
  }
  return response;
}

}  // namespace azure::identity::internal
