#include "mock_common/admin/json_response.h"

#include <utility>

#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::admin {

http::Response JsonResponse(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json; charset=utf-8");
  response.headers.Add("Cache-Control", "no-store");
  response.body = std::move(body) + "\n";
  return response;
}

http::Response ErrorResponse(const absl::Status& error) {
  nlohmann::ordered_json body;
  body["error"]["code"] = absl::StatusCodeToString(error.code());
  body["error"]["message"] = std::string(error.message());
  http::Response response = JsonResponse(HttpStatus(error.code()), scenario::JsonText(body));
  if (absl::IsUnauthenticated(error)) response.headers.Add("WWW-Authenticate", "Bearer");
  return response;
}

int HttpStatus(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return 200;
    case absl::StatusCode::kInvalidArgument:
      return 400;
    case absl::StatusCode::kUnauthenticated:
      return 401;
    case absl::StatusCode::kPermissionDenied:
      return 403;
    case absl::StatusCode::kNotFound:
      return 404;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return 409;
    case absl::StatusCode::kUnavailable:
      return 503;
    case absl::StatusCode::kDeadlineExceeded:
      return 504;
    default:
      return 500;
  }
}

}  // namespace mock::admin
