#include "mock_entra/endpoints/mtls_token.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "mock_common/crypto/digest.h"
#include "mock_entra/assertions/mtls_certificate.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/magic_answer.h"
#include "mock_entra/endpoints/token_method.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/tokens/managed_identity_token.h"
#include "mock_entra/tokens/resource_scope.h"
#include "mock_entra/tokens/token_response.h"

namespace mock::entra {
namespace {

constexpr char kBoundType[] = "mtls_pop";

std::optional<Refusal> CheckGrant(const TokenRequest& request) {
  const std::string grant_type(request.Get("grant_type"));
  if (grant_type.empty()) return Refusal{900144, {{"name", "grant_type"}}, ""};
  if (grant_type != "client_credentials")
    return Refusal{
        70003, {{"grant_type", grant_type}}, "", "the grant type is not client_credentials"};
  if (request.client_id.empty()) return Refusal{900144, {{"name", "client_id"}}, ""};
  if (IsNilGuid(request.client_id))
    return Refusal{700038, {}, "", "the client ID is the all-zero GUID"};
  return std::nullopt;
}

std::variant<const ManagedIdentity*, Refusal> FindClient(const Exchange& exchange,
                                                         const Tenant& tenant,
                                                         const TokenRequest& request,
                                                         const ClientAuthority* authority) {
  if (exchange.request.client_certificate.empty())
    return Refusal{392200, {}, "", "the client presented no certificate in the TLS handshake"};
  const ManagedIdentity* const identity = tenant.FindManagedIdentityOfClient(request.client_id);
  if (identity == nullptr) {
    // No application of the fake is let in this way, which needs Microsoft's consent.
    const bool application = tenant.FindApplication(request.client_id) != nullptr;
    return Refusal{application ? 51000 : 700016,
                   {},
                   "",
                   application ? "the client is an application, not a managed identity"
                               : "the tenant has no managed identity of this client ID"};
  }
  if (auto refusal = CheckMtlsCertificate(exchange, tenant, *identity, authority)) {
    return *std::move(refusal);
  }
  return identity;
}

// Of what type the token is to be: bound or not.
std::variant<bool, Refusal> FindBinding(const TokenRequest& request) {
  const absl::string_view type = request.Get("token_type");
  if (absl::EqualsIgnoreCase(type, kBoundType)) return true;
  if (type.empty() || absl::EqualsIgnoreCase(type, "bearer")) return false;
  return Refusal{9002313, {}, "", "the token type is neither mtls_pop nor Bearer"};
}

// One way, as at the token endpoint: whose tenant, who asks, what may it have.
std::variant<TokenResponse, Refusal> Answer(const Exchange& exchange,
                                            const MtlsTokenEndpoint& endpoint,
                                            const TokenRequest& request) {
  if (request.malformed) return Refusal{9002313, {}, "", "the body is no form"};
  const FoundTenant found = LookUpTenantOr(endpoint.directory, request.tenant, "");
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  if (auto refusal = CheckGrant(request)) return *std::move(refusal);

  const auto client = FindClient(exchange, tenant, request, endpoint.authority);
  if (const auto* const refusal = std::get_if<Refusal>(&client)) {
    Refusal whole = *refusal;
    whole.values.merge(ValuesOf(request));
    whole.values["tenantDisplayName"] = tenant.display_name;
    return whole;
  }
  const auto binding = FindBinding(request);
  if (const auto* const refusal = std::get_if<Refusal>(&binding)) return *refusal;
  const bool bound = std::get<bool>(binding);
  const auto asked = FindRequestedResource(tenant, request);
  if (const auto* const refusal = std::get_if<Refusal>(&asked)) return *refusal;
  const auto& resource = std::get<RequestedResource>(asked);
  if (bound && resource.resource->no_bound_tokens)
    return Refusal{392196, {}, "", "the resource takes no bound tokens"};

  const std::string& certificate = exchange.request.client_certificate;
  auto issued = IssueManagedIdentityToken(
      exchange, tenant, *std::get<const ManagedIdentity*>(client), resource.uri, endpoint.key,
      endpoint.random, bound ? Sha256(certificate) : "");
  auto* const token = std::get_if<ManagedIdentityToken>(&issued);
  if (token == nullptr) return Refusal{50000, {}, "", "the token could not be made"};
  TokenResponse response{request.version, exchange.now, token->lifetime, resource.uri};
  response.access_token = std::move(token->access_token);
  if (bound) response.token_type = kBoundType;
  return response;
}

}  // namespace

http::Reply HandleMtlsToken(const Exchange& exchange, const MtlsTokenEndpoint& endpoint,
                            absl::string_view tenant, Version version) {
  http::Reply reply;
  if (exchange.request.method != "POST") {
    reply.response = AnswerTokenMethod(exchange);
    return reply;
  }
  const TokenRequest request = ParseTokenRequest(exchange.request, tenant, version);
  const auto magic = FindMagic(request);
  if (magic && magic->token_flaw == TokenFlaw::kNone) {
    return AnswerMagic(exchange, *magic, ValuesOf(request));
  }
  const auto answer = Answer(exchange, endpoint, request);
  if (const auto* const refusal = std::get_if<Refusal>(&answer)) {
    reply.response = RefusalResponse(exchange, *refusal);
  } else {
    reply.response =
        TokenEndpointResponse(exchange, 200, TokenResponseBody(std::get<TokenResponse>(answer)));
  }
  return reply;
}

}  // namespace mock::entra
