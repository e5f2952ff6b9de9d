#include "mock_entra/endpoints/token.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/endpoints/magic_answer.h"
#include "mock_entra/endpoints/token_method.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/grants/grant_types.h"
#include "mock_entra/sign_in/access.h"
#include "mock_entra/sign_in/sign_in_audience.h"
#include "mock_entra/tokens/flawed_token.h"
#include "mock_entra/tokens/issue_tokens.h"
#include "mock_entra/tokens/resource_scope.h"
#include "mock_entra/tokens/token_response.h"

namespace mock::entra {
namespace {

constexpr char kNotIssued[] = "the token could not be made";

http::Reply AnswerReserved(const Exchange& exchange, const TokenEndpoint& endpoint,
                           const TokenRequest& request, const Magic& magic) {
  if (magic.token_flaw == TokenFlaw::kNone) {
    http::Reply reply = AnswerMagic(exchange, magic, ValuesOf(request));
    if (magic.status == 429) reply.response.headers.Add("Retry-After", "1");
    return reply;
  }
  http::Reply reply;
  const auto issued = IssueFlawedToken(exchange, endpoint.directory, request, magic.token_flaw,
                                       *endpoint.keys.front(), endpoint.random);
  reply.response = issued.ok() ? TokenEndpointResponse(exchange, 200, TokenResponseBody(*issued))
                               : RefusalResponse(exchange, {50000, {}, "", kNotIssued});
  return reply;
}

// As asked for; a user's without a scope are those that the user signed in for.
std::variant<RequestedScopes, Refusal> FindScopes(const Tenant& tenant, const TokenSubject& subject,
                                                  TokenRequest& request) {
  if (!subject.user) {
    auto found = FindRequestedResource(tenant, request);
    if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    return RequestedScopes{std::get<RequestedResource>(std::move(found))};
  }
  if (request.version == Version::kV2 && request.Get("scope").empty() && !subject.scope.empty()) {
    request.form.emplace_back("scope", subject.scope);
  }
  return FindDelegatedScopes(tenant, request);
}

// With what its text may say of the request and of the application.
Refusal About(const TokenRequest& request, const Application& application, Refusal refusal) {
  refusal.values.emplace("appName", application.display_name);
  refusal.values.emplace("principalName", application.display_name);
  refusal.values.merge(ValuesOf(request));
  return refusal;
}

// One way: whose tenant, who asks and about whom, may they, what do they get.
std::variant<TokenResponse, Refusal> Answer(const Exchange& exchange, const TokenEndpoint& endpoint,
                                            TokenRequest request) {
  if (request.malformed) return Refusal{9002313, {}, "", "the body is no form"};
  const std::unique_ptr<Grant> grant =
      FindGrant({exchange, endpoint.directory, endpoint.keys, request});

  const FoundTenant found = grant->FindTenant();
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  if (auto refusal = grant->CheckOrigin(tenant)) return *std::move(refusal);

  const auto checked =
      AuthenticateClient({exchange, endpoint.directory, tenant, endpoint.keys}, request);
  if (const auto* const refusal = std::get_if<Refusal>(&checked)) return *refusal;
  const auto& client = std::get<AuthenticatedClient>(checked);
  const Application& application = *client.application;
  if (grant->SignsUsersIn()) {
    const auto code = RefusedBySignInAudience(application, request.tenant);
    if (code) {
      return About(request, application,
                   {*code, {}, "", "the application does not take users by this tenant or alias"});
    }
  }
  const auto proved = grant->FindSubject(tenant, client);
  if (const auto* const refusal = std::get_if<Refusal>(&proved)) {
    return About(request, application, *refusal);
  }
  const auto& subject = std::get<TokenSubject>(proved);

  const auto asked = FindScopes(tenant, subject, request);
  if (const auto* const refusal = std::get_if<Refusal>(&asked))
    return About(request, application, *refusal);
  const auto& scopes = std::get<RequestedScopes>(asked);
  if (subject.user) {
    const auto refusal = CheckAccessAndConsent(
        {tenant, application, subject.sign_in, scopes.requested.uri, *scopes.requested.resource,
         exchange.now, request.version == Version::kV1, subject.renewal});
    if (refusal) return About(request, application, *refusal);
  }

  auto issued = IssueTokens({exchange, request, tenant, client, subject, scopes, endpoint.shared},
                            *endpoint.keys.front(), endpoint.random);
  if (absl::IsResourceExhausted(issued.status()))
    return Refusal{kLimitOfTheFake, {}, "", std::string(issued.status().message())};
  if (!issued.ok()) return Refusal{50000, {}, "", kNotIssued};
  return *std::move(issued);
}

http::Response Render(const Exchange& exchange,
                      const std::variant<TokenResponse, Refusal>& answer) {
  if (const auto* const refusal = std::get_if<Refusal>(&answer)) {
    return RefusalResponse(exchange, *refusal);
  }
  return TokenEndpointResponse(exchange, 200, TokenResponseBody(std::get<TokenResponse>(answer)));
}

}  // namespace

http::Reply HandleToken(const Exchange& exchange, const TokenEndpoint& endpoint,
                        absl::string_view tenant, Version version) {
  http::Reply reply;
  if (exchange.request.method != "POST") {
    reply.response = AnswerTokenMethod(exchange);
    return reply;
  }
  TokenRequest request = ParseTokenRequest(exchange.request, tenant, version);
  if (const auto magic = FindMagic(request)) {
    return AnswerReserved(exchange, endpoint, request, *magic);
  }
  reply.response = Render(exchange, Answer(exchange, endpoint, std::move(request)));
  return reply;
}

}  // namespace mock::entra
