// A call of an admin service, for whatever protocol it comes over.
#ifndef MOCK_COMMON_ADMIN_CALL_H_
#define MOCK_COMMON_ADMIN_CALL_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace mock::admin {

// What a call that streams answers, one message after the other.
class Answers {
 public:
  using Done = std::function<void(absl::Status)>;

  virtual ~Answers() = default;

  // Calls `done` once, with `response` filled in, or with why the stream ends: at once, or maybe
  // later and on another thread. Until then `response` and this must live. When what was
  // returned is destroyed, `done` is not running and never will. One at a time.
  virtual std::shared_ptr<void> Next(google::protobuf::Message* response, const Done& done) = 0;

  // Marks the last answer, for one who comes back and wants those after it.
  virtual std::string id() const = 0;
};

// A call is answered by `run`, or by `stream`: one of the two is set.
struct Call {
  using Done = Answers::Done;

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
      run = nullptr;

  // `last_id` is the mark of the last answer that the caller has had, "" if it begins.
  std::function<absl::StatusOr<std::shared_ptr<Answers>>(const google::protobuf::Message& request,
                                                         absl::string_view last_id)>
      stream = nullptr;
};

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_CALL_H_
