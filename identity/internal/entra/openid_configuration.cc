#include "identity/internal/entra/openid_configuration.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/entra/metadata_json.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

absl::Status Unusable(absl::string_view what) {
  return absl::UnavailableError(
      absl::StrCat("ResolveEndpoints(): TenantDiscoveryResponse: ", what));
}

absl::Status NotFound(absl::string_view what) {
  return Unusable(absl::StrCat(what, " was not found in the openid configuration"));
}

bool IsAlias(const InstanceDiscovery& discovery, absl::string_view host) {
  const InstanceDiscovery::Aliases aliases = discovery.Known();
  return aliases != nullptr &&
         std::any_of(aliases->begin(), aliases->end(), [host](const std::string& alias) {
           return absl::EqualsIgnoreCase(alias, host);
         });
}

}  // namespace

absl::StatusOr<Endpoints> OpenIdConfigurations::Resolve(const Context& ctx,
                                                        const Authority& authority) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto known = known_.find(authority.uri);
    if (known != known_.end()) return known->second;
  }
  absl::StatusOr<Endpoints> endpoints = Fetch(ctx, authority);
  if (!endpoints.ok()) return Prefixed("unable to resolve an endpoint: ", endpoints.status());
  const std::lock_guard<std::mutex> lock(mutex_);
  if (known_.size() >= kCapacity) known_.erase(known_.begin());
  known_[authority.uri] = *endpoints;
  return endpoints;
}

absl::StatusOr<std::string> OpenIdConfigurations::DocumentUrl(const Context& ctx,
                                                              const Authority& authority) const {
  constexpr char kDocument[] = "v2.0/.well-known/openid-configuration";
  if (authority.kind == AuthorityKind::kAdfs) {
    return absl::StrCat("https://", authority.host, "/adfs/.well-known/openid-configuration");
  }
  if (authority.kind == AuthorityKind::kDsts) {
    return absl::StrCat("https://", authority.host, "/dstsv2/", authority.tenant, "/", kDocument);
  }
  return discovery_->TenantDiscoveryEndpoint(ctx, authority);
}

absl::StatusOr<Endpoints> OpenIdConfigurations::Fetch(const Context& ctx,
                                                      const Authority& authority) const {
  const absl::StatusOr<std::string> url = DocumentUrl(ctx, authority);
  if (!url.ok()) return url.status();
  // MSAL appends an empty query.
  const absl::StatusOr<std::string> body = http_->Get(ctx, absl::StrCat(*url, "?"));
  if (!body.ok()) return body.status();
  const auto members = MetadataMembers(*body);
  if (!members.ok()) return members.status();

  Endpoints endpoints;
  std::string issuer;
  const struct {
    const char* name;
    std::string* text;
  } texts[] = {{"authorization_endpoint", &endpoints.authorization_endpoint},
               {"token_endpoint", &endpoints.token_endpoint},
               {"issuer", &issuer}};
  for (const auto& member : texts) {
    absl::StatusOr<std::string> text = MetadataText(*body, *members, member.name);
    if (!text.ok()) return text.status();
    *member.text = *std::move(text);
  }
  if (endpoints.authorization_endpoint.empty()) return NotFound("authorize endpoint");
  if (endpoints.token_endpoint.empty()) return NotFound("token endpoint");
  if (issuer.empty()) return NotFound("issuer");
  if (absl::Status status = CheckIssuer(issuer, authority); !status.ok()) return status;
  for (std::string* endpoint : {&endpoints.authorization_endpoint, &endpoints.token_endpoint}) {
    absl::StrReplaceAll({{"{tenant}", authority.tenant}}, endpoint);
  }
  if (absl::StartsWithIgnoreCase(endpoints.token_endpoint, "http://")) {
    return Unusable(absl::StrCat("token endpoint '", endpoints.token_endpoint,
                                 "' doesn't use https, so the request would expose the "
                                 "client's credential"));
  }
  return endpoints;
}

absl::Status OpenIdConfigurations::CheckIssuer(const std::string& issuer,
                                               const Authority& authority) const {
  const absl::StatusOr<Url> url = ParseUrl(issuer);
  if (!url.ok()) {
    return Unusable(absl::StrCat("failed to parse issuer URL: ", url.status().message()));
  }
  const absl::StatusOr<Url> own = ParseUrl(authority.uri);
  if (!own.ok()) {
    return Unusable(absl::StrCat("failed to parse authority URL: ", own.status().message()));
  }
  const std::string host = absl::AsciiStrToLower(url->host);
  const std::string own_host = absl::AsciiStrToLower(own->host);
  if (url->scheme == own->scheme && host == own_host) return absl::OkStatus();
  if (IsAlias(*discovery_, host)) return absl::OkStatus();
  if (IsTrustedHost(host)) return absl::OkStatus();
  // A regional authority has its region in front; what is behind is more than "com".
  const std::size_t dot = own_host.find('.');
  const bool is_regional = dot != std::string::npos && own_host.substr(dot + 1) == host;
  if (is_regional && absl::StrContains(host, ".")) return absl::OkStatus();
  return Unusable(absl::StrCat("issuer '", issuer, "' does not match authority '", authority.uri,
                               "' or any trusted/alias rule"));
}

}  // namespace azure::identity::internal
