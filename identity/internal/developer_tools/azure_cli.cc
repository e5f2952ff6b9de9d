#include "identity/internal/developer_tools/azure_cli.h"

#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/developer_tools/go_time.h"
#include "identity/internal/developer_tools/tool_answer.h"
#include "identity/internal/developer_tools/tool_command.h"
#include "identity/internal/text/alphanumeric.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {

absl::Status AzureCLI::CheckSubscription(absl::string_view subscription) {
  if (IsAlphanumericOr("-_ .", subscription)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("AzureCLICredential: Subscription ", QuoteGo(subscription),
                   " contains invalid characters. If this is the name of a subscription, use its "
                   "ID instead"));
}

absl::StatusOr<std::string> AzureCLI::Command(const TokenRequestOptions& request,
                                              const std::string& tenant) const {
  const std::string tenant_argument = tenant.empty() ? "" : absl::StrCat(" --tenant ", tenant);
  if (!request.claims.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "AzureCLICredential.GetToken(): Azure CLI requires multifactor authentication or "
        "additional claims. Run this command then retry the operation: az login",
        tenant_argument, " --claims-challenge ", absl::Base64Escape(request.claims)));
  }
  // A resource, since old versions know no scopes.
  std::string command = absl::StrCat("az account get-access-token -o json --resource ",
                                     ResourceOfScope(request.scopes[0]), tenant_argument);
  if (!subscription_.empty()) absl::StrAppend(&command, " --subscription \"", subscription_, "\"");
  return command;
}

absl::StatusOr<AccessToken> AzureCLI::ReadToken(absl::string_view out) const {
  std::string token;
  std::int64_t expires_seconds = 0;
  std::string expires_text;
  const absl::Status read = ReadToolAnswer(out, {{"accessToken", &token, nullptr},
                                                 {"expires_on", nullptr, &expires_seconds},
                                                 {"expiresOn", &expires_text, nullptr}});
  if (!read.ok()) return read;
  if (expires_seconds != 0) {
    return AccessToken(std::move(token), absl::FromUnixSeconds(expires_seconds));
  }
  const auto expires_on = ParseLocalTime(expires_text, zone_);
  if (!expires_on.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "AzureCLICredential: ", BadExpiry(expires_text, expires_on.status()).message()));
  }
  return AccessToken(std::move(token), *expires_on);
}

}  // namespace azure::identity::internal
