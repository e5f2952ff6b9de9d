// What is answered below /_mock: JSON, also for errors.
#ifndef MOCK_COMMON_ADMIN_JSON_RESPONSE_H_
#define MOCK_COMMON_ADMIN_JSON_RESPONSE_H_

#include <string>

#include "absl/status/status.h"
#include "mock_common/http/message.h"

namespace mock::admin {

// `body` is JSON, which gets a line end. Not to be cached.
http::Response JsonResponse(int status, std::string body);

// {"error":{"code":"NOT_FOUND","message":"…"}} with the status that HttpStatus gives; a
// 401 says how to prove oneself.
http::Response ErrorResponse(const absl::Status& error);

// The one that says the same as the code: 400, 401, 403, 404, 409, 500, 503, 504.
int HttpStatus(absl::StatusCode code);

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_JSON_RESPONSE_H_
