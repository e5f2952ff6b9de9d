#include "identity/internal/developer_tools/azure_powershell.h"

#include <cstdint>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/developer_tools/tool_answer.h"
#include "identity/internal/developer_tools/tool_command.h"

namespace azure::identity::internal {
namespace {

constexpr char kNoModule[] = "Az.Accounts module not found";

// Az.Accounts gives plain tokens, SecureStrings when asked, and from 5.0.0 on SecureStrings
// always. @MODULE@, @RESOURCE@ and @TENANT@ are filled in; they have no quotes.
constexpr char kScript[] = R"ps($ErrorActionPreference = 'Stop'
$accounts = Import-Module Az.Accounts -MinimumVersion '2.2.0' -PassThru -ErrorAction SilentlyContinue
if ($null -eq $accounts) { Write-Error '@MODULE@' }
$request = @{ ResourceUrl = '@RESOURCE@'; WarningAction = 'Ignore' }
if ($accounts.Version -ge [version]'2.17.0' -and $accounts.Version -lt [version]'5.0.0') {
  $request.AsSecureString = $true
}
$tenantId = '@TENANT@'
if ($tenantId) { $request.TenantId = $tenantId }
$answer = Get-AzAccessToken @request
$token = $answer.Token
if ($token -is [System.Security.SecureString]) {
  $plain = [System.Runtime.InteropServices.Marshal]::SecureStringToBSTR($token)
  try { $token = [System.Runtime.InteropServices.Marshal]::PtrToStringBSTR($plain) }
  finally { [System.Runtime.InteropServices.Marshal]::ZeroFreeBSTR($plain) }
}
@{ Token = $token; ExpiresOn = $answer.ExpiresOn.ToUnixTimeSeconds() } | ConvertTo-Json
)ps";

// ASCII as UTF-16, little end first.
std::string AsUtf16(absl::string_view ascii) {
  std::string wide;
  wide.reserve(2 * ascii.size());
  for (const char c : ascii) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  return wide;
}

}  // namespace

absl::StatusOr<std::string> AzurePowerShell::Command(const TokenRequestOptions& request,
                                                     const std::string& tenant) const {
  if (!request.claims.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "AzurePowerShellCredential.GetToken(): Azure PowerShell requires multifactor "
        "authentication or additional claims. Run this command then retry the operation: "
        "Connect-AzAccount",
        tenant.empty() ? "" : absl::StrCat(" -TenantId '", tenant, "'"), " -ClaimsChallenge '",
        absl::Base64Escape(request.claims), "'"));
  }
  const std::string script =
      absl::StrReplaceAll(kScript, {{"@MODULE@", kNoModule},
                                    {"@RESOURCE@", ResourceOfScope(request.scopes[0])},
                                    {"@TENANT@", tenant}});
  return absl::StrCat("pwsh -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand ",
                      absl::Base64Escape(AsUtf16(script)));
}

std::string AzurePowerShell::Explain(absl::string_view err) const {
  if (absl::StrContains(err, "Connect-AzAccount")) {
    return "Please run \"Connect-AzAccount\" to set up an account";
  }
  if (absl::StrContains(err, kNoModule)) return kNoModule;
  return std::string(err);
}

absl::StatusOr<AccessToken> AzurePowerShell::ReadToken(absl::string_view out) const {
  std::string token;
  std::int64_t expires_seconds = 0;
  const absl::Status read =
      ReadToolAnswer(out, {{"Token", &token, nullptr}, {"ExpiresOn", nullptr, &expires_seconds}});
  if (!read.ok()) return read;
  return AccessToken(std::move(token), absl::FromUnixSeconds(expires_seconds));
}

}  // namespace azure::identity::internal
