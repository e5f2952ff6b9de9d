#include "identity/internal/entra/token_response.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/shown_body.h"

namespace azure::identity::internal {
namespace {

// Field names in lower case, since Go's decoder does not mind case. Of several,
// the last counts. Values are as written.
using Fields = std::map<std::string, absl::string_view>;

// The text fields that are checked, with their names in Go's error texts.
constexpr const char* kTextFields[][2] = {
    {"access_token", ".Alias.access_token"},
    {"refresh_token", ".Alias.refresh_token"},
    {"token_type", ".Alias.token_type"},
    {"foci", ".Alias.foci"},
    {"scope", ".Alias.scope"},
    {"error", ".Alias.OAuthResponseBase.error"},
    {"suberror", ".Alias.OAuthResponseBase.suberror"},
    {"error_description", ".Alias.OAuthResponseBase.error_description"},
    {"correlation_id", ".Alias.OAuthResponseBase.correlation_id"},
    {"claims", ".Alias.OAuthResponseBase.claims"},
};

absl::string_view Find(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

std::string Text(const Fields& fields, const std::string& name) {
  const absl::string_view value = Find(fields, name);
  return JsonKind(value) == "string" ? JsonString(value) : "";
}

absl::StatusOr<Fields> ReadFields(absl::string_view body, JsonReader reader) {
  const absl::StatusOr<absl::string_view> object = ScanJson(body, reader);
  if (!object.ok()) return object.status();
  if (JsonKind(*object) != "object") {
    return absl::InvalidArgumentError(absl::StrCat("json: cannot unmarshal ", JsonKind(*object),
                                                   " into Go value of type TokenResponse"));
  }
  Fields fields;
  for (const JsonMember& member : JsonMembers(*object)) {
    fields[absl::AsciiStrToLower(member.name)] = member.value;
  }
  return fields;
}

absl::Status CheckTextFields(const Fields& fields) {
  for (const auto& [name, go_name] : kTextFields) {
    const absl::string_view value = Find(fields, name);
    const absl::string_view kind = JsonKind(value);
    if (kind == "string" || kind == "null") continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "json: cannot unmarshal ", kind, " into Go struct field ", go_name, " of type string"));
  }
  return absl::OkStatus();
}

// A whole number, written as one or in quotes. Enough of a bad one to recognise
// it is shown.
absl::StatusOr<std::int64_t> ReadSeconds(absl::string_view value) {
  constexpr std::size_t kShown = 64;
  absl::string_view digits = value;
  while (absl::ConsumePrefix(&digits, "\"")) {
  }
  while (absl::ConsumeSuffix(&digits, "\"")) {
  }
  const absl::string_view unsigned_digits =
      digits.substr(absl::StartsWith(digits, "-") || absl::StartsWith(digits, "+") ? 1 : 0);
  const bool syntax = !unsigned_digits.empty() &&
                      std::all_of(unsigned_digits.begin(), unsigned_digits.end(),
                                  [](unsigned char c) { return absl::ascii_isdigit(c); });
  std::int64_t seconds = 0;
  if (syntax && absl::SimpleAtoi(digits, &seconds)) return seconds;
  return absl::InvalidArgumentError(absl::StrCat(
      "unix time(", value.substr(0, kShown),
      ") could not be converted from string to int: strconv.Atoi: parsing ",
      QuoteGo(digits.substr(0, kShown)), ": ", syntax ? "value out of range" : "invalid syntax"));
}

// A duration from now; InfinitePast() if the field is not there.
absl::StatusOr<absl::Time> ReadTimeFromNow(const Fields& fields, const std::string& name,
                                           absl::Time now) {
  const auto found = fields.find(name);
  if (found == fields.end()) return absl::InfinitePast();
  const absl::StatusOr<std::int64_t> seconds = ReadSeconds(found->second);
  if (!seconds.ok()) return seconds.status();
  return now + absl::Seconds(*seconds);
}

// Some authorities write dates.
absl::StatusOr<absl::Time> ReadDate(const std::string& text) {
  std::int64_t seconds = 0;
  if (absl::SimpleAtoi(text, &seconds)) return absl::FromUnixSeconds(seconds);
  // Go wants two digits where absl takes one.
  const auto separated = [&text](char separator, std::size_t first, std::size_t second) {
    return text.size() > second && text[first] == separator && text[second] == separator;
  };
  for (const char* format : {"%m/%d/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", absl::RFC3339_full}) {
    absl::Time time;
    if (!separated('/', 2, 5) && !separated('-', 4, 7)) break;
    if (absl::ParseTime(format, text, &time, nullptr)) return time;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("invalid ExpiresOn format: ", absl::string_view(text).substr(0, 64)));
}

absl::StatusOr<absl::Time> ReadExpiry(const Fields& fields, absl::Time expires_in) {
  const absl::string_view expires_on = Find(fields, "expires_on");
  if (JsonKind(expires_on) == "string") {
    const std::string text = JsonString(expires_on);
    if (!text.empty()) return ReadDate(text);
  }
  double seconds = 0;
  if (JsonKind(expires_on) == "number" && absl::SimpleAtod(expires_on, &seconds)) {
    return absl::UnixEpoch() + absl::Trunc(absl::Seconds(seconds), absl::Seconds(1));
  }
  if (expires_in != absl::InfinitePast()) return expires_in;
  return absl::InvalidArgumentError("expires_in and expires_on are both missing or invalid");
}

// Adds who signed in to `response`.
absl::Status ReadUser(const Fields& fields, TokenResponse* response) {
  const absl::string_view id_token = Find(fields, "id_token");
  if (!id_token.empty() && JsonKind(id_token) != "null") {
    absl::StatusOr<IdToken> parsed = ParseIdToken(id_token);
    if (!parsed.ok()) return parsed.status();
    response->id_token = *std::move(parsed);
  }
  const absl::string_view client_info = Find(fields, "client_info");
  if (!client_info.empty() && JsonKind(client_info) != "null") {
    absl::StatusOr<ClientInfo> parsed = ParseClientInfo(client_info);
    if (!parsed.ok()) return parsed.status();
    response->client_info = *std::move(parsed);
  }
  response->family_id = Text(fields, "foci");
  return absl::OkStatus();
}

absl::StatusOr<TokenResponse> ReadMembers(const Fields& fields, absl::Time now, TokenOwner owner) {
  TokenResponse response;
  absl::Time expires_in;
  absl::Time ext_expires_in;  // only checked
  const struct {
    const char* name;
    absl::Time* time;
  } kDurations[] = {{"expires_in", &expires_in},
                    {"refresh_in", &response.refresh_on},
                    {"ext_expires_in", &ext_expires_in}};
  for (const auto& duration : kDurations) {
    const absl::StatusOr<absl::Time> time = ReadTimeFromNow(fields, duration.name, now);
    if (!time.ok()) return time.status();
    *duration.time = *time;
  }
  if (owner == TokenOwner::kUser) {
    if (absl::Status status = ReadUser(fields, &response); !status.ok()) return status;
  }
  if (absl::Status status = CheckTextFields(fields); !status.ok()) return status;
  const absl::StatusOr<absl::Time> expires_on = ReadExpiry(fields, expires_in);
  if (!expires_on.ok()) return expires_on.status();
  response.expires_on = *expires_on;
  response.access_token = Text(fields, "access_token");
  response.token_type = Text(fields, "token_type");
  response.refresh_token = Text(fields, "refresh_token");
  if (const std::string scope = Text(fields, "scope"); !scope.empty()) {
    response.granted_scopes = absl::StrSplit(scope, ' ');
  }
  return response;
}

}  // namespace

absl::StatusOr<TokenResponse> ReadTokenMembers(absl::string_view body, JsonReader reader,
                                               absl::Time now) {
  const absl::StatusOr<Fields> fields = ReadFields(body, reader);
  if (!fields.ok()) return fields.status();
  return ReadMembers(*fields, now, TokenOwner::kApplication);
}

absl::StatusOr<TokenResponse> ParseTokenResponse(absl::string_view body,
                                                 const std::vector<std::string>& requested_scopes,
                                                 absl::Time now, TokenOwner owner) {
  // MSAL takes an empty body for an empty object that needs no expiry.
  if (body.empty()) return absl::UnavailableError("response is missing access_token");

  const absl::StatusOr<Fields> fields = ReadFields(body, JsonReader::kDecoder);
  absl::StatusOr<TokenResponse> response = fields.ok()
                                               ? ReadMembers(*fields, now, owner)
                                               : absl::StatusOr<TokenResponse>(fields.status());
  if (!response.ok()) {
    return absl::UnavailableError(
        absl::StrCat("json decode error: ", response.status().message(), "\nraw message was ",
                     body.size(), " bytes long; it isn't shown because it may contain a token"));
  }
  if (const std::string error = Text(*fields, "error"); !error.empty()) {
    return absl::UnauthenticatedError(
        absl::StrCat(error, ": ", ShownBody(Text(*fields, "error_description"))));
  }
  if (response->access_token.empty()) {
    return absl::UnavailableError("response is missing access_token");
  }
  response->received_at = now;
  if (response->granted_scopes.empty()) response->granted_scopes = requested_scopes;
  return response;
}

absl::Status CheckDeclinedScopes(const std::vector<std::string>& requested,
                                 const std::vector<std::string>& granted) {
  std::vector<absl::string_view> declined;
  for (const std::string& scope : requested) {
    const auto equal = [&](const std::string& other) {
      return absl::EqualsIgnoreCase(scope, other);
    };
    if (std::none_of(granted.begin(), granted.end(), equal)) declined.push_back(scope);
  }
  if (declined.empty()) return absl::OkStatus();
  return absl::UnauthenticatedError(absl::StrCat(
      "token response failed because declined scopes are present: ", absl::StrJoin(declined, ",")));
}

}  // namespace azure::identity::internal
