#include "mock_entra/exchange/authority.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/http/url.h"

namespace mock::entra {
namespace {

constexpr Cloud kPublic = {"login.microsoftonline.com", "sts.windows.net",
                           "microsoftonline.com",       "graph.windows.net",
                           "graph.microsoft.com",       "https://pas.windows.net",
                           "mtlsauth.microsoft.com"};
constexpr Cloud kGovernment = {"login.microsoftonline.us",   "sts.windows.net",
                               "microsoftonline.us",         "graph.windows.net",
                               "graph.microsoft.us",         "https://pasff.usgovcloudapi.net",
                               "mtlsauth.microsoftonline.us"};
constexpr Cloud kChina = {"login.partner.microsoftonline.cn",   "sts.chinacloudapi.cn",
                          "partner.microsoftonline.cn",         "graph.chinacloudapi.cn",
                          "microsoftgraph.chinacloudapi.cn",    "https://pas.chinacloudapi.cn",
                          "mtlsauth.partner.microsoftonline.cn"};
constexpr Cloud kGermany = {"login.microsoftonline.de",   "sts.microsoftonline.de",
                            "microsoftonline.de",         "graph.cloudapi.de",
                            "graph.microsoft.de",         "https://pas.cloudapi.de",
                            "mtlsauth.microsoftonline.de"};

// Clouds without a place in the public metadata; MSAL trusts them all the same.
constexpr absl::string_view kLoneHosts[] = {
    "login.sovcloud-identity.fr",
    "login.sovcloud-identity.de",
    "login.sovcloud-identity.sg",
};

// What regions stand in front of, one name for each cloud that has regional authorities.
constexpr absl::string_view kRegionalDomains[] = {
    "login.microsoft.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.microsoftonline.de",
};

// "westus2.login.microsoft.com" without its region; any other host as it is.
absl::string_view WithoutRegion(absl::string_view host) {
  const std::size_t dot = host.find('.');
  if (dot == absl::string_view::npos) return host;
  const absl::string_view domain = host.substr(dot + 1);
  const bool is_regional = std::find(std::begin(kRegionalDomains), std::end(kRegionalDomains),
                                     domain) != std::end(kRegionalDomains);
  return is_regional ? domain : host;
}

bool IsAtOrBelow(absl::string_view host, absl::string_view domain) {
  return absl::ConsumeSuffix(&host, domain) && (host.empty() || absl::EndsWith(host, "."));
}

const Cloud& CloudOf(absl::string_view asked) {
  const absl::string_view host = WithoutRegion(asked);
  for (const absl::string_view government :
       {"login.microsoftonline.us", "login.usgovcloudapi.net", "login-us.microsoftonline.com"}) {
    if (host == government) return kGovernment;
  }
  if (IsAtOrBelow(host, kGovernment.mtls_host)) return kGovernment;
  if (absl::EndsWith(host, ".cn")) return kChina;
  if (absl::EndsWith(host, ".microsoftonline.de")) return kGermany;
  return kPublic;
}

bool IsGraphHost(absl::string_view host) {
  for (const Cloud* cloud : {&kPublic, &kGovernment, &kChina, &kGermany}) {
    if (host == cloud->msgraph_host) return true;
  }
  return false;
}

// Whether two hosts with or without ports are one.
bool IsSameHost(absl::string_view a, absl::string_view b) {
  if (absl::EqualsIgnoreCase(a, b)) return true;
  const absl::string_view plain_a = http::WithoutPort(a);
  const absl::string_view plain_b = http::WithoutPort(b);
  const bool one_has_none = plain_a == a || plain_b == b;
  return one_has_none && absl::EqualsIgnoreCase(plain_a, plain_b);
}

bool IsLoneHost(absl::string_view host) {
  return std::find(std::begin(kLoneHosts), std::end(kLoneHosts), host) != std::end(kLoneHosts);
}

}  // namespace

const std::vector<Instance>& KnownInstances() {
  static const auto* const kInstances = new std::vector<Instance>{
      {"login.microsoftonline.com",
       "login.windows.net",
       {"login.microsoftonline.com", "login.windows.net", "login.microsoft.com",
        "sts.windows.net"}},
      {"login.partner.microsoftonline.cn",
       "login.partner.microsoftonline.cn",
       {"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"}},
      {"login.microsoftonline.de", "login.microsoftonline.de", {"login.microsoftonline.de"}},
      {"login.microsoftonline.us",
       "login.microsoftonline.us",
       {"login.microsoftonline.us", "login.usgovcloudapi.net"}},
      {"login-us.microsoftonline.com",
       "login-us.microsoftonline.com",
       {"login-us.microsoftonline.com"}},
  };
  return *kInstances;
}

bool IsTrustedHost(absl::string_view asked) {
  const absl::string_view host = WithoutRegion(asked);
  if (IsLoneHost(host)) return true;
  for (const Instance& instance : KnownInstances()) {
    const auto& aliases = instance.aliases;
    if (std::find(aliases.begin(), aliases.end(), host) != aliases.end()) return true;
  }
  return false;
}

bool IsMtlsHost(absl::string_view host) {
  for (const Cloud* cloud : {&kPublic, &kGovernment, &kChina, &kGermany}) {
    if (IsAtOrBelow(host, cloud->mtls_host)) return true;
  }
  return false;
}

Authority AuthorityOf(const http::Request& request) {
  Authority authority;
  authority.cloud = &CloudOf(request.host);
  // Real names are reached through a tunnel or a connect-to map: their port is
  // the usual one, whatever port the fake listens on.
  if (IsTrustedHost(request.host) || IsMtlsHost(request.host)) {
    authority.base = absl::StrCat("https://", request.host);
    authority.issuer_base = IsLoneHost(request.host)
                                ? authority.base
                                : absl::StrCat("https://", authority.cloud->issuer_host);
    authority.error_base = authority.base;
    authority.graph_base = absl::StrCat("https://", authority.cloud->msgraph_host);
  } else {
    authority.foreign = true;
    authority.base = http::OriginOf(request);
    authority.issuer_base = authority.base;
    authority.error_base = absl::StrCat("https://", kPublic.issuer_host);
    authority.graph_base =
        IsGraphHost(request.host) ? authority.base : absl::StrCat(authority.base, "/graph");
  }
  return authority;
}

std::optional<absl::string_view> PathAt(const Authority& authority, absl::string_view url) {
  for (const absl::string_view base : {authority.base, authority.issuer_base}) {
    const std::size_t scheme = base.find("://") + 3;
    if (!absl::StartsWithIgnoreCase(url, base.substr(0, scheme))) continue;
    const std::size_t slash = url.find('/', scheme);
    if (slash == absl::string_view::npos) continue;
    const absl::string_view host = url.substr(scheme, slash - scheme);
    const absl::string_view known = base.substr(scheme);
    const bool same =
        authority.foreign ? IsSameHost(host, known) : absl::EqualsIgnoreCase(host, known);
    if (same) return url.substr(slash);
  }
  return std::nullopt;
}

}  // namespace mock::entra
