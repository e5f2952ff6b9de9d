// Messages from JSON that strangers write, with errors that name the field.
#ifndef MOCK_COMMON_ADMIN_JSON_MESSAGE_H_
#define MOCK_COMMON_ADMIN_JSON_MESSAGE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace mock::admin {

// Protobuf's JSON form: `body`, which may be empty, and on top of it the parameters of
// a query: "filter.tenant=contoso.example&filter.match.form.scope=*". Field names are
// those of the .proto file; lowerCamelCase does as well. Durations may be "300ms" and "1h30m",
// too. Errors: kInvalidArgument, one
// line for each field:
//   the body is not JSON: line 1, column 9: expected ':'
//   match.metod: Match has no such field; did you mean method?
//   steps[0].times: "two" is not a whole number
absl::Status FromJson(absl::string_view body, absl::string_view query,
                      google::protobuf::Message* message);

// One line without its end. Fields are named as in the .proto file.
absl::StatusOr<std::string> ToJson(const google::protobuf::Message& message);

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_JSON_MESSAGE_H_
