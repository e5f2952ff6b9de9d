#include "identity/internal/developer_tools/azure_developer_cli.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/developer_tools/go_time.h"
#include "identity/internal/developer_tools/tool_answer.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/text/go_json.h"

namespace azure::identity::internal {
namespace {

constexpr char kCredential[] = "AzureDeveloperCLICredential";
constexpr char kMfaRequired[] =
    "Azure Developer CLI requires multifactor authentication or additional claims";

std::string CommandWithoutClaims(const TokenRequestOptions& request, const std::string& tenant) {
  std::string command = "azd auth token -o json --no-prompt";
  for (const std::string& scope : request.scopes) absl::StrAppend(&command, " --scope ", scope);
  if (!tenant.empty()) absl::StrAppend(&command, " --tenant-id ", tenant);
  return command;
}

// The last of the object's members of that name, as it is written; "" if there is none.
absl::string_view MemberOf(absl::string_view object, absl::string_view name) {
  absl::string_view value;
  if (JsonKind(object) != "object") return value;
  for (const JsonMember& member : JsonMembers(object)) {
    if (absl::EqualsIgnoreCase(member.name, name)) value = member.value;
  }
  return value;
}

std::string TextOf(absl::string_view value) {
  return !value.empty() && JsonKind(value) == "string" ? JsonString(value) : "";
}

}  // namespace

absl::StatusOr<std::string> AzureDeveloperCLI::Command(const TokenRequestOptions& request,
                                                       const std::string& tenant) const {
  std::string command = CommandWithoutClaims(request, tenant);
  if (!request.claims.empty()) {
    absl::StrAppend(&command, " --claims ", absl::Base64Escape(request.claims));
  }
  return command;
}

std::string AzureDeveloperCLI::Explain(absl::string_view err) const {
  std::string fallback;
  for (absl::string_view line : absl::StrSplit(err, '\n')) {
    const auto json = ScanJson(absl::StripAsciiWhitespace(line), JsonReader::kUnmarshal);
    if (!json.ok()) continue;
    if (std::string error = TextOf(MemberOf(*json, "error")); !error.empty()) return error;
    const absl::string_view data = MemberOf(*json, "data");
    if (!fallback.empty() || data.empty()) continue;
    fallback = std::string(absl::StripAsciiWhitespace(TextOf(MemberOf(data, "message"))));
  }
  return fallback.empty() ? std::string(err) : fallback;
}

absl::StatusOr<AccessToken> AzureDeveloperCLI::ReadToken(absl::string_view out) const {
  std::string token;
  std::string expires_text;
  const absl::Status read =
      ReadToolAnswer(out, {{"token", &token, nullptr}, {"expiresOn", &expires_text, nullptr}});
  if (!read.ok()) return read;
  const auto expires_on = ParseUtcTime(expires_text);
  if (!expires_on.ok()) return BadExpiry(expires_text, expires_on.status());
  return AccessToken(std::move(token), *expires_on);
}

absl::Status AzureDeveloperCLI::Mend(const absl::Status& status, const TokenRequestOptions& request,
                                     const std::string& tenant) const {
  if (absl::StrContains(status.message(), "unknown flag: --claims")) {
    return AuthenticationFailed(kCredential,
                                absl::StrCat(kMfaRequired,
                                             ", however the installed version doesn't support "
                                             "this. Upgrade to version 1.18.1 or later"));
  }
  if (request.claims.empty()) return status;
  return AuthenticationFailed(
      kCredential, absl::StrCat(kMfaRequired, ". Run this command then retry the operation: ",
                                CommandWithoutClaims(request, tenant)));
}

}  // namespace azure::identity::internal
