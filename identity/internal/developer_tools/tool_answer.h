// What a developer tool prints when it succeeds: a JSON object with a token and its end.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_ANSWER_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_ANSWER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// A member that is read: its name in the JSON, and where it goes. Exactly one of `text`
// and `number` is set.
struct AnswerMember {
  absl::string_view name;
  std::string* text = nullptr;
  std::int64_t* number = nullptr;
};

// Reads `json` as Go's json.Unmarshal reads a struct with these members: names without
// case, null and missing ones leave what is there. Errors are kInvalidArgument, with
// Go's texts, which never show a value that may be a token:
//   unexpected end of JSON input
//   invalid character 'W' looking for beginning of value
//   json: cannot unmarshal number into Go struct field .expiresOn of type string
absl::Status ReadToolAnswer(absl::string_view json, const std::vector<AnswerMember>& members);

// The error of an answer whose date `text` could not be parsed, without the credential's
// name. It shows a text that is longer than any date by its length alone: something else
// stands there, perhaps the token. kInvalidArgument:
//   error parsing token expiration time "x": parsing time "x" as …
//   error parsing token expiration time: it is 90 bytes long; it isn't shown because …
absl::Status BadExpiry(absl::string_view text, const absl::Status& parsing);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_ANSWER_H_
