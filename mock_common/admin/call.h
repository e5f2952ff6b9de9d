// A call of an admin service, for whatever protocol it comes over.
#ifndef MOCK_COMMON_ADMIN_CALL_H_
#define MOCK_COMMON_ADMIN_CALL_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace mock::admin {

struct Call {
  using Done = std::function<void(absl::Status)>;

  absl::string_view name;                     // of the method in the .proto file
  absl::string_view does;                     // in a few words
  bool changes;                               // it does not only read
  bool waits;                                 // it may be done later
  const google::protobuf::Message* request;   // an empty one
  const google::protobuf::Message* response;  // an empty one

  // Calls `done` once, with `response` filled in if it is OK: at once or, if the call
  // waits, maybe later and on another thread. Until then `response` must live. When
  // what was returned is destroyed, `done` is not running and never will.
  std::function<std::shared_ptr<void>(const google::protobuf::Message& request,
                                      google::protobuf::Message* response, const Done& done)>
      run;
};

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_CALL_H_
