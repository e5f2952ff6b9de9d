#include "identity/internal/developer_tools/tool_answer.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// More than the longest date that the tools write, in any of their formats.
constexpr std::size_t kLongestDate = 64;

absl::Status WrongType(absl::string_view what, const AnswerMember& member) {
  return absl::InvalidArgumentError(
      absl::StrCat("json: cannot unmarshal ", what, " into Go struct field .", member.name,
                   " of type ", member.text != nullptr ? "string" : "int64"));
}

absl::Status Set(const AnswerMember& member, absl::string_view value) {
  const absl::string_view kind = JsonKind(value);
  if (kind == "null") return absl::OkStatus();
  if (member.text != nullptr) {
    if (kind != "string") return WrongType(kind, member);
    *member.text = JsonString(value);
    return absl::OkStatus();
  }
  if (kind != "number") return WrongType(kind, member);
  // Go knows no fraction and no exponent in an int64.
  if (!absl::SimpleAtoi(value, member.number)) {
    return WrongType(absl::StrCat("number ", value), member);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadToolAnswer(absl::string_view json, const std::vector<AnswerMember>& members) {
  const auto value = ScanJson(json, JsonReader::kUnmarshal);
  if (!value.ok()) return value.status();
  const absl::string_view kind = JsonKind(*value);
  if (kind == "null") return absl::OkStatus();
  if (kind != "object") {
    return absl::InvalidArgumentError(
        absl::StrCat("json: cannot unmarshal ", kind, " into Go value of type struct"));
  }
  absl::Status first;  // Go reads on after a wrong type, and returns the first such error.
  for (const JsonMember& found : JsonMembers(*value)) {
    const auto member = std::find_if(members.begin(), members.end(), [&](const AnswerMember& m) {
      return absl::EqualsIgnoreCase(m.name, found.name);
    });
    if (member != members.end()) first.Update(Set(*member, found.value));
  }
  return first;
}

absl::Status BadExpiry(absl::string_view text, const absl::Status& parsing) {
  constexpr absl::string_view kError = "error parsing token expiration time";
  if (text.size() > kLongestDate) {
    return absl::InvalidArgumentError(
        absl::StrCat(kError, ": it is ", text.size(),
                     " bytes long; it isn't shown because it may contain a token"));
  }
  return absl::InvalidArgumentError(
      absl::StrCat(kError, " ", QuoteGo(text), ": ", parsing.message()));
}

}  // namespace azure::identity::internal
