#include "identity/internal/entra/metadata_json.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/shown_body.h"

namespace azure::identity::internal {
namespace {

absl::Status DecodeError(absl::string_view error, absl::string_view body) {
  return absl::UnavailableError(
      absl::StrCat("json decode error: ", error, "\njson message bytes were: ", ShownBody(body)));
}

// A value as Go's Decoder.Token prints its first token.
std::string FirstToken(absl::string_view value) {
  const absl::string_view kind = JsonKind(value);
  if (kind == "array") return "[";
  if (kind == "null") return "<nil>";
  return kind == "string" ? JsonString(value) : std::string(value);
}

}  // namespace

absl::StatusOr<std::map<std::string, absl::string_view>> MetadataMembers(absl::string_view body) {
  std::map<std::string, absl::string_view> members;
  if (body.empty()) return members;
  if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(body), "[")) {
    return DecodeError("Unmarshal expected opening {, received [", body);
  }
  const absl::StatusOr<absl::string_view> value = ScanJson(body, JsonReader::kTokens);
  if (!value.ok()) return DecodeError(value.status().message(), body);
  if (JsonKind(*value) != "object") {
    return DecodeError(absl::StrCat("Unmarshal expected opening {, received ", FirstToken(*value)),
                       body);
  }
  for (const JsonMember& member : JsonMembers(*value)) members[member.name] = member.value;
  return members;
}

absl::StatusOr<std::string> MetadataText(absl::string_view body,
                                         const std::map<std::string, absl::string_view>& members,
                                         const std::string& name) {
  const auto member = members.find(name);
  if (member == members.end() || JsonKind(member->second) == "null") return "";
  if (JsonKind(member->second) == "string") return JsonString(member->second);
  return DecodeError(absl::StrCat("json: cannot unmarshal ", JsonKind(member->second),
                                  " into Go value of type string"),
                     body);
}

}  // namespace azure::identity::internal
