#include "identity/internal/authorization/bearer_token_policy.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/access_token.h"
#include "identity/internal/authorization/challenge.h"
#include "identity/internal/pipeline/final_error.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

HttpRequest Authorized(const HttpRequest& request, const AccessToken& token) {
  HttpRequest authorized = request;
  authorized.headers.Set("Authorization", JoinSecret({"Bearer ", token.token()}));
  return authorized;
}

// Whether it answers `request` where that was sent, and not where a redirect led to, which
// has not seen the token.
bool IsFromTheSameOrigin(const HttpResponse& response, const HttpRequest& request) {
  const auto answered = ParseUrl(response.request_url);
  const auto asked = ParseUrl(request.url);
  return answered.ok() && asked.ok() && HaveSameOrigin(*answered, *asked);
}

}  // namespace

BearerTokenPolicy::BearerTokenPolicy(std::shared_ptr<TokenCredential> credential,
                                     std::vector<std::string> scopes, bool allow_http,
                                     const Seams& seams)
    : token_(std::move(credential), std::move(scopes), seams), allow_http_(allow_http) {}

absl::StatusOr<HttpResponse> BearerTokenPolicy::Send(const Context& ctx, const HttpRequest& request,
                                                     HttpTransport& next) {
  if (!allow_http_ && !absl::StartsWithIgnoreCase(request.url, "https:")) {
    return MarkFinal(absl::InvalidArgumentError(
        "authorized requests are not permitted for non-TLS protected (https) endpoints"));
  }
  absl::StatusOr<AccessToken> token = token_.Get(ctx, /*claims=*/"");
  if (!token.ok()) return MarkFinal(token.status());

  absl::StatusOr<HttpResponse> response = next.Send(ctx, Authorized(request, *token));
  const bool refused = response.ok() && response->body_error.ok() && response->status_code == 401 &&
                       IsFromTheSameOrigin(*response, request);
  if (!refused) return response;
  token_.Expire(*token);
  const absl::StatusOr<std::string> claims = ClaimsAskedFor(response->headers);
  if (!claims.ok()) return MarkFinal(claims.status());
  if (claims->empty()) return response;

  token = token_.Get(ctx, *claims);
  if (!token.ok()) return MarkFinal(token.status());
  return next.Send(ctx, Authorized(request, *token));
}

}  // namespace azure::identity::internal
