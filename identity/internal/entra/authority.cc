#include "identity/internal/entra/authority.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

constexpr char kDstsTenant[] = "7a433bfc-2514-4697-b467-e0933190487f";

// azcore's JoinPaths: a query of the host moves behind the tenant.
std::string Join(absl::string_view host, absl::string_view tenant) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(host, absl::MaxSplits('?', 1));
  std::string joined(parts.first);
  if (!absl::EndsWith(joined, "/")) joined += '/';
  absl::StrAppend(&joined, tenant);
  if (!parts.second.empty()) absl::StrAppend(&joined, "?", parts.second);
  return joined;
}

absl::StatusOr<Authority> ParseAuthority(std::string text) {
  if (!absl::EndsWith(text, "/")) text += '/';
  const absl::StatusOr<Url> url = ParseUrl(text);
  if (!url.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("couldn't parse authority url: ", url.status().message()));
  }
  if (url->scheme != "https") {
    return absl::InvalidArgumentError("authority url scheme must be https");
  }
  const std::string path = absl::AsciiStrToLower(url->escaped_path);
  const std::vector<std::string> segments = absl::StrSplit(path, '/');
  if (segments.size() < 3 || url->host.empty()) {
    return absl::InvalidArgumentError(
        "authority must be an URL such as \"https://login.microsoftonline.com/<your tenant>\"");
  }
  Authority authority;
  authority.host = absl::AsciiStrToLower(url->host);
  authority.tenant = segments[1];
  authority.uri = url->ToString();
  if (authority.tenant == "adfs") {
    authority.kind = AuthorityKind::kAdfs;
  } else if (authority.tenant == "dstsv2") {
    if (segments.size() != 4) {
      return absl::InvalidArgumentError(absl::StrCat(
          "dSTS authority must be an https URL such as https://<authority>/dstsv2/", kDstsTenant));
    }
    if (segments[2] != kDstsTenant) {
      return absl::InvalidArgumentError(
          absl::StrCat("dSTS authority only accepts a single tenant \"", kDstsTenant, "\""));
    }
    authority.kind = AuthorityKind::kDsts;
    authority.tenant = kDstsTenant;
  }
  return authority;
}

const std::vector<Cloud>& KnownClouds() {
  static const auto* const kClouds = new std::vector<Cloud>{
      {"login.windows.net",
       {"login.microsoftonline.com", "login.windows.net", "login.microsoft.com",
        "sts.windows.net"}},
      {"login.partner.microsoftonline.cn",
       {"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"}},
      {"login.microsoftonline.de", {"login.microsoftonline.de"}},
      {"login.microsoftonline.us", {"login.microsoftonline.us", "login.usgovcloudapi.net"}},
      {"login-us.microsoftonline.com", {"login-us.microsoftonline.com"}},
      {"login.sovcloud-identity.fr", {"login.sovcloud-identity.fr"}},
      {"login.sovcloud-identity.de", {"login.sovcloud-identity.de"}},
      {"login.sovcloud-identity.sg", {"login.sovcloud-identity.sg"}},
  };
  return *kClouds;
}

}  // namespace

absl::StatusOr<std::string> ResolveAuthorityHost(const CloudConfiguration& cloud,
                                                 const Environment& environment) {
  std::string host = cloud.authority_host;
  if (host.empty()) host = environment.GetOrEmpty("AZURE_AUTHORITY_HOST");
  if (host.empty()) host = AzurePublic().authority_host;
  const absl::StatusOr<Url> url = ParseUrl(host);
  if (!url.ok()) return url.status();
  if (url->scheme != "https") {
    return absl::InvalidArgumentError("cannot use an authority host without https");
  }
  return host;
}

absl::StatusOr<Authority> MakeAuthority(absl::string_view host, absl::string_view tenant) {
  return ParseAuthority(Join(host, tenant));
}

absl::StatusOr<Authority> ForTenant(const Authority& authority, absl::string_view tenant) {
  if (tenant.empty() || tenant == authority.tenant) return authority;
  switch (authority.kind) {
    case AuthorityKind::kAdfs:
      return absl::InvalidArgumentError("ADFS authority doesn't support tenants");
    case AuthorityKind::kDsts:
      return absl::InvalidArgumentError("dSTS authority doesn't support tenants");
    case AuthorityKind::kEntra:
      break;
  }
  if (tenant == "common" || tenant == "consumers" || tenant == "organizations") {
    return absl::InvalidArgumentError(
        absl::StrCat("tenant ID must be a specific tenant, not \"", tenant, "\""));
  }
  if (authority.tenant == "consumers") {
    return absl::InvalidArgumentError(
        "client is configured to authenticate only personal Microsoft accounts, via the "
        "\"consumers\" endpoint");
  }
  return ParseAuthority(absl::StrCat("https://", authority.host, "/", tenant));
}

const Cloud* FindKnownCloud(absl::string_view host) {
  for (const Cloud& cloud : KnownClouds()) {
    if (std::find(cloud.hosts.begin(), cloud.hosts.end(), host) != cloud.hosts.end()) {
      return &cloud;
    }
  }
  return nullptr;
}

}  // namespace azure::identity::internal
