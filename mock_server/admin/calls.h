// Every call of the admin service, by name, for whatever protocol it comes over.
#ifndef MOCK_SERVER_ADMIN_CALLS_H_
#define MOCK_SERVER_ADMIN_CALLS_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "mock_server/admin/control.h"

namespace mock::admin {

struct Call {
  using Done = std::function<void(absl::Status)>;

  absl::string_view name;                     // of the method in admin.proto
  absl::string_view does;                     // in a few words
  bool changes;                               // it does not only read
  const google::protobuf::Message* request;   // an empty one
  const google::protobuf::Message* response;  // an empty one

  // Calls `done` once, with `response` filled in if it is OK: at once or, if something
  // is returned, maybe later and on another thread. Until then `response` must live.
  // When what was returned is destroyed, `done` is not running and never will.
  std::function<std::shared_ptr<void>(Control& control, const google::protobuf::Message& request,
                                      google::protobuf::Message* response, const Done& done)>
      run;
};

// In the order of admin.proto.
const std::vector<Call>& Calls();

// Null if there is none.
const Call* FindCall(absl::string_view name);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_CALLS_H_
