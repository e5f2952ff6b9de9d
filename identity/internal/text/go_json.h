// JSON as Go's encoding/json reads it: the same values, the same error texts.
#ifndef IDENTITY_INTERNAL_TEXT_GO_JSON_H_
#define IDENTITY_INTERNAL_TEXT_GO_JSON_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// How Go would read. They differ in what may follow the value and in the words
// for an input that is cut short.
enum class JsonReader {
  kUnmarshal,  // json.Unmarshal: nothing may follow; "unexpected end of JSON input"
  kDecoder,    // json.Decoder: anything may follow; "EOF", "unexpected EOF"
  kTokens,     // json.Decoder, member by member, as MSAL reads metadata
};

// The first JSON value in `text`, without the white space around it. Errors are
// kInvalidArgument: "invalid character '<' looking for beginning of value", ….
absl::StatusOr<absl::string_view> ScanJson(absl::string_view text, JsonReader reader);

struct JsonMember {
  std::string name;
  absl::string_view value;  // as it is written
};

// What a scanned value is, in the words of Go's errors: "object", "array",
// "string", "number", "bool" or "null".
absl::string_view JsonKind(absl::string_view value);

// How deep objects and arrays of a scanned value are nested: 0 for a string, 1 for "{}".
std::size_t JsonDepth(absl::string_view value);

// The members of a scanned object, in order.
std::vector<JsonMember> JsonMembers(absl::string_view object);

// The elements of a scanned array, in order, as they are written.
std::vector<absl::string_view> JsonElements(absl::string_view array);

// The text of a scanned string; what is not UTF-8 becomes U+FFFD.
std::string JsonString(absl::string_view value);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_GO_JSON_H_
