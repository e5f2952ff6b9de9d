#include "mock_entra/entra.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/rules/outage.h"
#include "mock_entra/adfs/documents.h"
#include "mock_entra/adfs/token.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/authorize.h"
#include "mock_entra/endpoints/device_authorization.h"
#include "mock_entra/endpoints/device_login.h"
#include "mock_entra/endpoints/discovery_instance.h"
#include "mock_entra/endpoints/jwks.h"
#include "mock_entra/endpoints/logout.h"
#include "mock_entra/endpoints/mtls_token.h"
#include "mock_entra/endpoints/openid_configuration.h"
#include "mock_entra/endpoints/pipelines_oidc.h"
#include "mock_entra/endpoints/token.h"
#include "mock_entra/endpoints/user_realm.h"
#include "mock_entra/endpoints/userinfo.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/issuers/sign_by_certificate.h"
#include "mock_entra/resources/resources.h"
#include "mock_entra/tenant_of_request.h"

namespace mock::entra {
namespace {

constexpr char kPublicCloud[] = "login.microsoftonline.com";
// Seen in `error_uri` of errors that IMDS passed on.
constexpr char kHostsAuthority[] = "westus2.login.microsoft.com";

enum class Document {
  kInstance,
  kOpenIdConfiguration,
  kKeys,
  kToken,
  kDeviceAuthorization,
  kAuthorize,
  kLogout,
  kUnknown
};

struct Route {
  Document document = Document::kUnknown;
  Version version = Version::kV2;
  absl::string_view tenant;
};

struct Pattern {
  absl::string_view rest;  // after "/{tenant}/"
  Document document;
  Version version;
};

constexpr Pattern kPatterns[] = {
    {"oauth2/v2.0/token", Document::kToken, Version::kV2},
    {"oauth2/token", Document::kToken, Version::kV1},
    {"oauth2/v2.0/authorize", Document::kAuthorize, Version::kV2},
    {"oauth2/authorize", Document::kAuthorize, Version::kV1},
    {"oauth2/v2.0/devicecode", Document::kDeviceAuthorization, Version::kV2},
    {"oauth2/devicecode", Document::kDeviceAuthorization, Version::kV1},
    {"oauth2/v2.0/logout", Document::kLogout, Version::kV2},
    {"oauth2/logout", Document::kLogout, Version::kV1},
    {"v2.0/.well-known/openid-configuration", Document::kOpenIdConfiguration, Version::kV2},
    {".well-known/openid-configuration", Document::kOpenIdConfiguration, Version::kV1},
    {"discovery/v2.0/keys", Document::kKeys, Version::kV2},
    {"discovery/keys", Document::kKeys, Version::kV1},
    {"discovery/instance", Document::kInstance, Version::kV2},
};

// Entra's paths have no case, and may end in a slash.
Route RouteOf(const http::Request& request) {
  absl::string_view path = request.path;
  if (!absl::ConsumePrefix(&path, "/")) return {};
  const std::size_t slash = path.find('/');
  if (slash == absl::string_view::npos) return {};
  const absl::string_view rest = absl::StripSuffix(path.substr(slash + 1), "/");
  for (const Pattern& pattern : kPatterns) {
    if (absl::EqualsIgnoreCase(rest, pattern.rest)) {
      return {pattern.document, pattern.version, path.substr(0, slash)};
    }
  }
  return {};
}

constexpr char kMetadataMethods[] = "GET, OPTIONS";

// The body of a 404 has not been seen: it is empty, as that of a 405.
http::Response NotFound(const Exchange& exchange) {
  http::Response response = TokenEndpointResponse(exchange, 404, "");
  response.headers.Remove("Content-Type");
  return http::Because("no endpoint has this path", std::move(response));
}

// An AD FS farm has a host of its own; nullopt for Entra ID's hosts, for other
// paths, and if the directory has no farm.
std::optional<http::Response> AnswerAdfs(const Exchange& exchange, const Route& route,
                                         Directory& directory, const SigningKeyRing& keys) {
  if (!absl::EqualsIgnoreCase(route.tenant, kAdfsTenant)) return std::nullopt;
  if (IsTrustedHost(exchange.request.host)) return std::nullopt;
  const std::shared_ptr<const Tenant> farm = directory.FindTenant(kAdfsTenant);
  if (farm == nullptr || route.version == Version::kV2) return std::nullopt;
  if (route.document == Document::kToken) {
    return HandleAdfsToken(exchange, directory, *farm, keys.At(exchange.now));
  }
  if (exchange.request.method != "GET") return OtherMethodResponse(exchange, kMetadataMethods);
  if (route.document == Document::kOpenIdConfiguration) return HandleAdfsConfiguration(exchange);
  if (route.document != Document::kKeys) return std::nullopt;
  return AdfsResponse(exchange, 200, jwt::JwksDocument(keys.At(exchange.now), /*issuer=*/""));
}

// What users see in their browsers, and what is asked about them.
std::optional<http::Response> AnswerUser(const Exchange& exchange, Directory& directory,
                                         const SigningKeys& keys, Random& random,
                                         const Route& route) {
  if (route.document == Document::kAuthorize) {
    return HandleAuthorize(exchange, directory, keys, random, route.tenant, route.version);
  }
  if (route.document == Document::kLogout) return HandleLogout(exchange, directory, route.tenant);
  if (IsDeviceLogin(exchange.request)) {
    return HandleDeviceLogin(exchange, directory, random);
  }
  if (IsUserinfo(exchange.request)) return HandleUserinfo(exchange, keys);
  if (const auto user_name = UserOfRealmRequest(exchange.request)) {
    return HandleUserRealm(exchange, directory, *user_name);
  }
  return std::nullopt;
}

}  // namespace

Entra::Entra(EntraOptions options)
    : options_(std::move(options)),
      directory_(options_.directory),
      signing_keys_(options_.signing_keys) {
  if (options_.default_tenant) directory_.Merge(DefaultDirectory()).IgnoreError();
}

http::Reply Entra::Handle(const http::Request& request, const scenario::Setting& setting) {
  const Exchange exchange = MakeExchange(request, setting, options_.clock->Now(), *options_.random);
  if (setting.has_outage()) {
    const int status = scenario::StatusOf(setting.outage().kind());
    return scenario::ReplyInOutage(setting.outage(), TokenEndpointResponse(exchange, status, ""));
  }
  const Route route = RouteOf(request);
  if (auto answer = AnswerAdfs(exchange, route, directory_, signing_keys_)) {
    http::Reply reply;
    reply.response = *std::move(answer);
    return reply;
  }
  const SigningKeys keys = signing_keys_.At(exchange.now);
  if (const auto service = ReadServiceRequest(request)) {
    http::Reply reply;
    reply.response = HandleService({exchange, *service, directory_, keys});
    return reply;
  }
  if (route.document == Document::kToken && IsMtlsHost(request.host)) {
    const MtlsTokenEndpoint endpoint{directory_, *keys.front(), *options_.random,
                                     options_.managed_identity_issuer.get()};
    return HandleMtlsToken(exchange, endpoint, route.tenant, route.version);
  }
  if (route.document == Document::kToken) {
    const bool shares = options_.shared_tokens || setting.shared_tokens();
    const TokenEndpoint endpoint{directory_, keys, *options_.random,
                                 shares ? &shared_tokens_ : nullptr};
    return HandleToken(exchange, endpoint, route.tenant, route.version);
  }
  if (route.document == Document::kDeviceAuthorization) {
    return HandleDeviceAuthorization(exchange, directory_, *options_.random, route.tenant,
                                     route.version);
  }
  http::Reply reply;
  if (auto page = AnswerUser(exchange, directory_, keys, *options_.random, route)) {
    reply.response = *std::move(page);
  } else if (auto published = directory_.issuers().Handle(request, exchange.now)) {
    reply.response = *std::move(published);
  } else if (IsPipelinesOidc(request)) {
    reply.response = HandlePipelinesOidc(exchange, directory_, *options_.random);
  } else if (route.document == Document::kUnknown) {
    reply.response = NotFound(exchange);
  } else if (request.method != "GET" && request.method != "HEAD") {
    reply.response = OtherMethodResponse(exchange, kMetadataMethods);
  } else if (route.document == Document::kInstance) {
    reply.response = HandleDiscoveryInstance(exchange, options_.extra_authority_hosts);
  } else if (route.document == Document::kOpenIdConfiguration) {
    reply.response = HandleOpenIdConfiguration(exchange, directory_, route.tenant, route.version);
  } else {
    reply.response = HandleJwks(exchange, directory_, keys, route.tenant, route.version);
  }
  return reply;
}

std::string Entra::TenantOf(const http::Request& request) {
  return TenantOfRequest(request, directory_);
}

std::optional<std::variant<ManagedIdentityToken, ManagedIdentityRefusal>>
Entra::IssueToManagedIdentity(absl::string_view tenant, absl::string_view identity,
                              absl::string_view resource, const http::Request& request,
                              const scenario::Setting& setting) {
  const auto found = directory_.FindTenant(tenant);
  const ManagedIdentity* const principal =
      found == nullptr ? nullptr : found->FindManagedIdentity(identity);
  if (principal == nullptr) return std::nullopt;
  // Hosts ask the region's endpoint, which the errors they pass on show.
  http::Request from_host;
  from_host.host = kPublicCloud;
  from_host.headers.Set("Host", kPublicCloud);
  const absl::string_view id = request.headers.Get("x-ms-client-request-id");
  if (!id.empty()) from_host.headers.Add("client-request-id", id);
  from_host.tls = true;
  Exchange exchange = MakeExchange(from_host, setting, options_.clock->Now(), *options_.random);
  exchange.authority.error_base = absl::StrCat("https://", kHostsAuthority);
  const SigningKeys keys = signing_keys_.At(exchange.now);
  return IssueManagedIdentityToken(exchange, *found, *principal, resource, *keys.front(),
                                   *options_.random);
}

absl::StatusOr<std::string> Entra::CertifyManagedIdentity(absl::string_view tenant,
                                                          absl::string_view identity,
                                                          const CertificateOrder& order) {
  const auto found = directory_.FindTenant(tenant);
  const ManagedIdentity* const principal =
      found == nullptr ? nullptr : found->FindManagedIdentity(identity);
  if (principal == nullptr || options_.managed_identity_issuer == nullptr) {
    return absl::NotFoundError("no such managed identity, or nobody to certify it");
  }
  return IssueManagedIdentityCertificate(*found, *principal, order,
                                         *options_.managed_identity_issuer, options_.clock->Now(),
                                         *options_.random);
}

bool Entra::ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) {
  const absl::Time now = options_.clock->Now();
  const auto code = directory_.device_codes().FindByUserCode(user_code, now);
  if (!code) return false;
  const auto tenant = IsTenantAlias(code->tenant) ? directory_.FindTenantOfUser(user_name)
                                                  : directory_.FindTenant(code->tenant);
  const Account* const account = tenant == nullptr ? nullptr : tenant->FindUser(user_name);
  if (account == nullptr) return false;
  return directory_.device_codes().Approve(user_code, tenant->id,
                                           {account->name, now, true, "", ""}, now);
}

bool Entra::DeclineDeviceCode(absl::string_view user_code) {
  return directory_.device_codes().Decline(user_code, options_.clock->Now());
}

void Entra::RotateSigningKey(absl::Duration grace) {
  const absl::Time now = options_.clock->Now();
  signing_keys_.Rotate(jwt::SigningKey::Generate(now), now, grace);
}

absl::StatusOr<std::string> Entra::IssueToken(const TokenOrder& order) {
  const absl::Time now = options_.clock->Now();
  return FillOrder(order, directory_, *signing_keys_.At(now).front(), now, *options_.random);
}

std::variant<SignedInToken, SignedInRefusal> Entra::IssueToSignedIn(const SignedInOrder& order) {
  const absl::Time now = options_.clock->Now();
  const SigningKeys keys = signing_keys_.At(now);
  const TokenEndpoint endpoint{directory_, keys, *options_.random};
  return entra::IssueToSignedIn(order, endpoint, now);
}

SigningKeys Entra::PublishedKeys() const { return signing_keys_.At(options_.clock->Now()); }

absl::StatusOr<Entra::TokenState> Entra::CheckToken(absl::string_view token) const {
  const auto jwt = jwt::ParseJwt(token);
  if (!jwt.ok()) return absl::InvalidArgumentError("is no JWT");
  const absl::Time now = options_.clock->Now();
  return TokenState{CheckOwnSignature(PublishedKeys(), *jwt),
                    now >= ClaimTime(*jwt, "nbf") && now < ClaimTime(*jwt, "exp")};
}

absl::StatusOr<std::string> Entra::Mint(const scenario::Assertion& assertion) {
  const absl::Time now = options_.clock->Now();
  if (assertion.has_minted()) {
    return directory_.issuers().Mint(assertion.minted(), now, *options_.random);
  }
  if (assertion.has_by_certificate()) {
    return SignByCertificate(assertion.by_certificate(), now, *options_.random);
  }
  if (!assertion.has_user_token()) {
    return absl::InvalidArgumentError("the assertion is not one to be minted");
  }
  http::Request request;
  request.host = kPublicCloud;
  request.headers.Set("Host", kPublicCloud);
  request.tls = true;
  return MintUserToken(directory_, signing_keys_.At(now), AuthorityOf(request),
                       assertion.user_token(), now, *options_.random);
}

http::Response Entra::Render(const scenario::CatalogueError& error, const http::Request& request,
                             const scenario::Setting& setting) {
  const Exchange exchange = MakeExchange(request, setting, options_.clock->Now(), *options_.random);
  const Route route = RouteOf(request);
  const TokenRequest parsed = ParseTokenRequest(request, route.tenant, route.version);
  Values values = ValuesOf(parsed);
  values["method"] = request.method;
  if (const auto tenant = directory_.FindTenant(route.tenant)) {
    values["tenantId"] = tenant->id;
    values["tenantDisplayName"] = tenant->display_name;
    if (const Application* application = tenant->FindApplication(parsed.client_id)) {
      values["appName"] = application->display_name;
      values["clientName"] = application->display_name;
    }
  }
  std::string variant = route.document == Document::kOpenIdConfiguration ? "metadata" : "";
  for (const auto& [name, value] : error.values()) {
    if (name == "variant") {
      variant = value;
    } else {
      values[name] = value;
    }
  }
  return ErrorResponse(exchange, error.code(), values, variant);
}

}  // namespace mock::entra
