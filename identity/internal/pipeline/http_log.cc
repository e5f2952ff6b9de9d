#include "identity/internal/pipeline/http_log.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/pipeline/body_download.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"
#include "identity/internal/text/http_token.h"
#include "identity/internal/text/redact.h"

namespace azure::identity::internal {
namespace {

constexpr absl::string_view kRule =
    "   --------------------------------------------------------------------------------\n";

// azcore's default allow-list.
constexpr absl::string_view kAllowedHeaders[] = {
    "accept",
    "azure-deprecating",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "last-modified",
    "ms-cv",
    "pragma",
    "request-id",
    "retry-after",
    "server",
    "traceparent",
    "transfer-encoding",
    "user-agent",
    "www-authenticate",
    "x-ms-client-request-id",
    "x-ms-request-id",
    "x-ms-return-client-request-id",
};

// Never shown, whatever LogOptions say: a log holds no credential.
constexpr absl::string_view kForbiddenHeaders[] = {
    "authorization", "cookie", "proxy-authorization", "secret", "set-cookie", "x-identity-header",
};

// "x-ms-request-id" as Go's http.Header keeps it: "X-Ms-Request-Id". A name
// that is no HTTP token stays as it is.
std::string CanonicalName(absl::string_view name) {
  std::string canonical(name);
  if (!IsHttpToken(name)) return canonical;
  bool upper = true;
  for (char& c : canonical) {
    const auto byte = static_cast<unsigned char>(c);
    c = static_cast<char>(upper ? absl::ascii_toupper(byte) : absl::ascii_tolower(byte));
    upper = c == '-';
  }
  return canonical;
}

// A body's lines; `content_type` decides whether it may be shown.
std::string BodyLines(absl::string_view content_type, absl::string_view body) {
  const std::string type = absl::AsciiStrToLower(content_type);
  if (!absl::StartsWith(type, "text") && !absl::StrContains(type, "json") &&
      !absl::StrContains(type, "xml")) {
    return absl::StrCat("   Skip logging body for ", type, "\n");
  }
  return absl::StrCat(kRule, RedactSecrets(body), "\n", kRule);
}

std::string RequestBodyLines(const HttpRequest& request) {
  if (request.body.empty()) return "   Request contained no body\n";
  return BodyLines(request.headers.Get("content-type"), request.body);
}

std::string ResponseBodyLines(const HttpResponse& response) {
  const absl::string_view type = response.headers.Get("content-type");
  if (type.empty()) return "   Response contained no body\n";
  std::string lines = BodyLines(type, response.body);
  const bool shown = absl::StartsWith(lines, kRule);
  return shown && response.body.empty() ? "   Response contained no body\n" : lines;
}

// `name` is in lower case, as those of the user's `own` are.
bool IsAllowed(const std::string& name, const std::set<std::string>& own) {
  const auto is_name = [&name](absl::string_view other) { return name == other; };
  if (std::any_of(std::begin(kForbiddenHeaders), std::end(kForbiddenHeaders), is_name)) {
    return false;
  }
  return std::any_of(std::begin(kAllowedHeaders), std::end(kAllowedHeaders), is_name) ||
         own.count(name) != 0;
}

}  // namespace

HttpLog::HttpLog(const LogOptions& options, std::shared_ptr<const Logger> logger,
                 std::shared_ptr<Clock> clock, std::shared_ptr<HttpTransport> next)
    : include_body_(options.include_body),
      allowed_query_parameters_{"api-version"},
      logger_(std::move(logger)),
      clock_(std::move(clock)),
      next_(std::move(next)) {
  for (const std::string& name : options.allowed_headers) {
    allowed_headers_.insert(absl::AsciiStrToLower(name));
  }
  for (const std::string& name : options.allowed_query_parameters) {
    allowed_query_parameters_.insert(absl::AsciiStrToLower(name));
  }
}

absl::StatusOr<HttpResponse> HttpLog::Send(const Context& ctx, const HttpRequest& request,
                                           Operation& operation) {
  const int number = ++operation.sends;
  if (logger_->ShouldLog(LogEvent::kRequest)) {
    logger_->Write(LogEvent::kRequest,
                   absl::StrCat("==> OUTGOING REQUEST (Try=", number, ")\n", RequestLines(request),
                                include_body_ ? RequestBodyLines(request) : ""));
  }
  const absl::Time start = clock_->Now();
  absl::StatusOr<HttpResponse> result = next_->Send(ctx, request);
  if (!logger_->ShouldLog(LogEvent::kResponse)) return result;

  const absl::Time end = clock_->Now();
  const absl::Status error =
      result.ok() ? BodyDownloadError(request.method, *result) : result.status();
  std::string record =
      absl::StrCat("==> REQUEST/RESPONSE (Try=", number, "/", FormatGoDuration(end - start),
                   ", OpTime=", FormatGoDuration(end - operation.start), ") -- ",
                   error.ok() ? "RESPONSE RECEIVED" : "REQUEST ERROR", "\n", RequestLines(request));
  if (result.ok()) {
    absl::StrAppend(&record, kRule, "   RESPONSE Status: ", result->status_code, " ",
                    result->reason, "\n", HeaderLines(result->headers));
  }
  if (!error.ok()) {
    // A transport of the user's may quote the URL.
    absl::StrAppend(
        &record, kRule, "   ERROR:\n",
        absl::StrReplaceAll(error.message(),
                            {{request.url, RedactUrl(request.url, allowed_query_parameters_)}}),
        "\n");
  } else if (include_body_) {
    absl::StrAppend(&record, ResponseBodyLines(*result));
  }
  logger_->Write(LogEvent::kResponse, record);
  return result;
}

std::string HttpLog::RequestLines(const HttpRequest& request) const {
  HttpHeaders headers = request.headers;
  // The transport adds it; Go's requests have it among their headers.
  if (!request.body.empty() && headers.Find("content-length") == nullptr) {
    headers.Set("Content-Length", absl::StrCat(request.body.size()));
  }
  return absl::StrCat("   ", request.method, " ", RedactUrl(request.url, allowed_query_parameters_),
                      "\n", HeaderLines(headers));
}

std::string HttpLog::HeaderLines(const HttpHeaders& headers) const {
  if (headers.empty()) return "   (no headers)\n";
  std::map<std::string, absl::string_view> first_values;
  for (const auto& [name, value] : headers.fields()) {
    first_values.emplace(CanonicalName(name), value);
  }
  std::string lines;
  for (const auto& [name, value] : first_values) {
    const bool allowed = IsAllowed(absl::AsciiStrToLower(name), allowed_headers_);
    absl::StrAppend(&lines, "   ", name, ": ", allowed ? value : "REDACTED", "\n");
  }
  return lines;
}

}  // namespace azure::identity::internal
