// Logs what goes over the wire.
#ifndef IDENTITY_INTERNAL_PIPELINE_HTTP_LOG_H_
#define IDENTITY_INTERNAL_PIPELINE_HTTP_LOG_H_

#include <memory>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/client_options.h"
#include "identity/internal/pipeline/operation.h"
#include "identity/log.h"
#include "identity/seams/clock.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Writes a LogEvent::kRequest before each try and a LogEvent::kResponse after
// it, laid out as azcore does (but without a stack trace after an error).
//
// In clear are: method; URL without user info, with the query parameter
// api-version and those that LogOptions name; the first value of the headers
// that azcore allows and those that LogOptions name, except the ones that carry
// credentials. Bodies are shown only with LogOptions::include_body and if their
// content type is text, JSON or XML; tokens and secrets in them are redacted,
// which azcore does not do.
class HttpLog final : public OperationSender {
 public:
  HttpLog(const LogOptions& options, std::shared_ptr<const Logger> logger,
          std::shared_ptr<Clock> clock, std::shared_ptr<HttpTransport> next);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    Operation& operation) override;

 private:
  // "   POST https://…" and the headers.
  std::string RequestLines(const HttpRequest& request) const;
  std::string HeaderLines(const HttpHeaders& headers) const;

  const bool include_body_;
  std::set<std::string> allowed_headers_;           // the user's own, in lower case
  std::set<std::string> allowed_query_parameters_;  // in lower case
  const std::shared_ptr<const Logger> logger_;
  const std::shared_ptr<Clock> clock_;
  const std::shared_ptr<HttpTransport> next_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_HTTP_LOG_H_
