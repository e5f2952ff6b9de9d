#include "identity/response_error.h"

#include "absl/strings/str_cat.h"
#include "identity/errors.h"
#include "identity/internal/errors/error_format.h"

namespace azure::identity {

absl::Status NewResponseError(const HttpResponse& response, const Logger& logger) {
  absl::Status error = internal::ResponseError(response);
  if (logger.ShouldLog(LogEvent::kResponseError)) {
    logger.Write(LogEvent::kResponseError, error.message());
  }
  return error;
}

std::string ServiceErrorHint(const absl::Status& error) {
  const auto details = GetErrorDetails(error);
  if (!details || details->kind != ErrorKind::kServiceError || !details->http) return "";
  const int status = details->http->status_code;
  if (status != 401 && status != 403) return "";
  return absl::StrCat(
      "Authentication succeeded: the credential got a token, and the service did not accept it (",
      status,
      "). Enable logging to see which credential the token is from; if it is not the one you "
      "expect, check the environment variables and the tools that are signed in. ",
      status == 401 ? "Check that the scope is this service's and the tenant is the resource's. "
                    : "",
      "Then give that identity a role of this very service: being Owner of the subscription "
      "does not open its data. New assignments take some minutes to work.");
}

}  // namespace azure::identity
