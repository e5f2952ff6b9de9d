// An admin service as JSON over HTTP.
#ifndef MOCK_COMMON_ADMIN_JSON_API_H_
#define MOCK_COMMON_ADMIN_JSON_API_H_

#include <optional>
#include <utility>
#include <vector>

#include "mock_common/admin/access.h"
#include "mock_common/admin/call.h"
#include "mock_common/http/message.h"

namespace mock::admin {

// Every call is POST /_mock/v1/<call>, with the request's JSON as the body; calls that
// only read also answer GET. Fields may come as parameters of the query. GET /_mock/
// lists the calls. Errors are those of ErrorResponse. A call that streams answers with events
// (event_stream.h), after that of the header Last-Event-ID.
//
// Safe for use by many threads. What it is given must outlive it and its replies.
class JsonApi {
 public:
  JsonApi(std::vector<Call> calls, const Access* access)
      : calls_(std::move(calls)), access_(*access) {}

  // nullopt if the request is not for the service.
  std::optional<http::Reply> Handle(const http::Request& request) const;

 private:
  const std::vector<Call> calls_;
  const Access& access_;
};

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_JSON_API_H_
