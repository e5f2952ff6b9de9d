// Sends requests with a credential's token.
#ifndef IDENTITY_INTERNAL_AUTHORIZATION_BEARER_TOKEN_POLICY_H_
#define IDENTITY_INTERNAL_AUTHORIZATION_BEARER_TOKEN_POLICY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/authorization/service_token.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"
#include "identity/transport/http_policy.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// azcore's BearerTokenPolicy. Answers one claims challenge of continuous access evaluation
// for each request. Safe for use by many threads at once.
//
// Errors of its own, all of them final (see MarkFinal): the credential's, unchanged;
// kInvalidArgument for a URL that is not https, unless `allow_http`; those of
// ClaimsAskedFor.
class BearerTokenPolicy final : public HttpPolicy {
 public:
  BearerTokenPolicy(std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
                    bool allow_http, const Seams& seams);

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    HttpTransport& next) override;

 private:
  ServiceToken token_;
  const bool allow_http_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_AUTHORIZATION_BEARER_TOKEN_POLICY_H_
