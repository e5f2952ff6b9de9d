#include "identity/authentication_record.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/go_text.h"
#include "nlohmann/json.hpp"

namespace azure::identity {
namespace {

constexpr char kVersion[] = "1.0";

// The members in the order in which azidentity writes them.
constexpr struct {
  const char* name;
  std::string AuthenticationRecord::*text;
} kMembers[] = {{"authority", &AuthenticationRecord::authority},
                {"clientId", &AuthenticationRecord::client_id},
                {"homeAccountId", &AuthenticationRecord::home_account_id},
                {"tenantId", &AuthenticationRecord::tenant_id},
                {"username", &AuthenticationRecord::username},
                {"version", &AuthenticationRecord::version}};

}  // namespace

std::string AuthenticationRecord::ToJson() const {
  nlohmann::ordered_json object;
  for (const auto& member : kMembers) {
    object[member.name] = internal::ToValidUtf8(this->*member.text);
  }
  // Go escapes what has a meaning in HTML or ends a line of JavaScript.
  return absl::StrReplaceAll(object.dump(), {{"<", "\\u003c"},
                                             {">", "\\u003e"},
                                             {"&", "\\u0026"},
                                             {"\u2028", "\\u2028"},
                                             {"\u2029", "\\u2029"}});
}

absl::StatusOr<AuthenticationRecord> AuthenticationRecord::FromJson(absl::string_view json) {
  const auto value = internal::ScanJson(json, internal::JsonReader::kUnmarshal);
  if (!value.ok()) return value.status();
  AuthenticationRecord record;
  const absl::string_view kind = internal::JsonKind(*value);
  if (kind != "object" && kind != "null") {
    return absl::InvalidArgumentError(
        absl::StrCat("json: cannot unmarshal ", kind, " into Go value of type azidentity.r"));
  }
  if (kind == "object") {
    for (const internal::JsonMember& member : internal::JsonMembers(*value)) {
      for (const auto& field : kMembers) {
        if (!absl::EqualsIgnoreCase(member.name, field.name)) continue;
        const absl::string_view type = internal::JsonKind(member.value);
        if (type == "null") continue;
        if (type != "string") {
          return absl::InvalidArgumentError(absl::StrCat("json: cannot unmarshal ", type,
                                                         " into Go struct field r.", field.name,
                                                         " of type string"));
        }
        record.*field.text = internal::JsonString(member.value);
      }
    }
  }
  if (record.version.empty()) {
    return absl::InvalidArgumentError("AuthenticationRecord must have a version");
  }
  if (record.version != kVersion) {
    return absl::InvalidArgumentError(absl::StrCat("unsupported AuthenticationRecord version ",
                                                   internal::QuoteGo(record.version),
                                                   ". This module supports [", kVersion, "]"));
  }
  return record;
}

}  // namespace azure::identity
