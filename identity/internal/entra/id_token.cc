#include "identity/internal/entra/id_token.h"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/go_json.h"

namespace azure::identity::internal {
namespace {

// A claim, and where its text goes; null for one that is only checked.
struct Claim {
  const char* name;
  std::string* text;
};

absl::string_view WithoutQuotes(absl::string_view value) {
  while (!value.empty() && value.front() == '"') value.remove_prefix(1);
  while (!value.empty() && value.back() == '"') value.remove_suffix(1);
  return value;
}

bool IsBase64Url(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
}

// base64url without padding, as Go reads it; line ends do not count.
absl::StatusOr<std::string> DecodeSegment(absl::string_view segment) {
  std::string digits;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] == '\r' || segment[i] == '\n') continue;
    if (!IsBase64Url(segment[i])) {
      return absl::InvalidArgumentError(absl::StrCat("illegal base64 data at input byte ", i));
    }
    digits += segment[i];
  }
  std::string bytes;
  if (digits.size() % 4 == 1 || !absl::WebSafeBase64Unescape(digits, &bytes)) {
    return absl::InvalidArgumentError(
        absl::StrCat("illegal base64 data at input byte ", segment.size() - 1));
  }
  return bytes;
}

absl::Status WrongType(absl::string_view value, absl::string_view type, absl::string_view name,
                       absl::string_view go_type) {
  // Of a number that does not fit, Go shows enough to recognise it.
  const absl::string_view shown =
      go_type == "int64" && JsonKind(value) == "number" ? value.substr(0, 64) : absl::string_view();
  return absl::InvalidArgumentError(
      absl::StrCat("json: cannot unmarshal ", JsonKind(value), shown.empty() ? "" : " ", shown,
                   " into Go struct field ", type, ".", name, " of type ", go_type));
}

// Reads a JSON object as Go reads one into the struct `type`: names in any case,
// the last of several counts.
absl::Status ReadClaims(absl::string_view json, absl::string_view type,
                        const std::vector<Claim>& texts, const std::vector<const char*>& numbers) {
  const absl::StatusOr<absl::string_view> object = ScanJson(json, JsonReader::kUnmarshal);
  if (!object.ok()) return object.status();
  if (JsonKind(*object) == "null") return absl::OkStatus();
  if (JsonKind(*object) != "object") {
    return absl::InvalidArgumentError(absl::StrCat("json: cannot unmarshal ", JsonKind(*object),
                                                   " into Go value of type accesstokens.", type));
  }
  std::map<std::string, absl::string_view> members;
  for (const JsonMember& member : JsonMembers(*object)) {
    members[absl::AsciiStrToLower(member.name)] = member.value;
  }
  for (const Claim& claim : texts) {
    const auto found = members.find(claim.name);
    if (found == members.end() || JsonKind(found->second) == "null") continue;
    if (JsonKind(found->second) != "string") {
      return WrongType(found->second, type, claim.name, "string");
    }
    if (claim.text != nullptr) *claim.text = JsonString(found->second);
  }
  for (const char* name : numbers) {
    const auto found = members.find(name);
    if (found == members.end() || JsonKind(found->second) == "null") continue;
    std::int64_t number = 0;
    if (JsonKind(found->second) != "number" || !absl::SimpleAtoi(found->second, &number)) {
      return WrongType(found->second, type, name, "int64");
    }
  }
  return absl::OkStatus();
}

absl::Status Prefix(absl::string_view text, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(text, status.message()));
}

}  // namespace

absl::StatusOr<IdToken> ParseIdToken(absl::string_view value) {
  const std::vector<absl::string_view> segments = absl::StrSplit(WithoutQuotes(value), '.');
  if (segments.size() < 2) {
    return absl::InvalidArgumentError("IDToken returned from server is invalid");
  }
  const absl::StatusOr<std::string> json = DecodeSegment(segments[1]);
  if (!json.ok()) {
    return Prefix("unable to unmarshal IDToken, problem decoding JWT: ", json.status());
  }
  IdToken token;
  const absl::Status status = ReadClaims(*json, "idToken2",
                                         {{"preferred_username", &token.preferred_username},
                                          {"given_name", nullptr},
                                          {"family_name", nullptr},
                                          {"middle_name", nullptr},
                                          {"name", nullptr},
                                          {"oid", nullptr},
                                          {"tid", &token.tenant_id},
                                          {"sub", &token.subject},
                                          {"upn", &token.upn},
                                          {"email", nullptr},
                                          {"alternative_id", nullptr},
                                          {"iss", &token.issuer},
                                          {"aud", &token.audience}},
                                         {"exp", "iat", "nbf"});
  if (!status.ok()) return Prefix("unable to unmarshal IDToken: ", status);
  return token;
}

absl::StatusOr<ClientInfo> ParseClientInfo(absl::string_view value) {
  ClientInfo info;
  const absl::string_view segment = WithoutQuotes(value);
  if (segment.empty()) return info;
  const absl::StatusOr<std::string> json = DecodeSegment(segment);
  if (!json.ok()) {
    return Prefix("TokenResponse client_info field had JWT decode error: ", json.status());
  }
  const absl::Status status =
      ReadClaims(*json, "clientInfo2", {{"uid", &info.uid}, {"utid", &info.utid}}, {});
  if (!status.ok()) {
    return Prefix("was unable to unmarshal decoded JWT in TokenRespone to ClientInfo: ", status);
  }
  return info;
}

std::string HomeAccountId(const IdToken& id_token, const ClientInfo& client_info) {
  if (client_info.uid.empty()) return id_token.subject;
  return absl::StrCat(client_info.uid, ".",
                      client_info.utid.empty() ? client_info.uid : client_info.utid);
}

}  // namespace azure::identity::internal
