// Asks Azure Pipelines for the token that stands for a service connection.
#ifndef IDENTITY_INTERNAL_PROOFS_OIDC_REQUEST_H_
#define IDENTITY_INTERNAL_PROOFS_OIDC_REQUEST_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Immutable. Safe for use by many threads at once.
class OidcRequest {
 public:
  // `uri` is the value of SYSTEM_OIDCREQUESTURI. `pipeline` retries and logs.
  OidcRequest(std::string uri, std::string service_connection_id, SecretString system_access_token,
              std::shared_ptr<HttpTransport> pipeline);

  // The token, by one request. Every error is an AuthenticationFailed of
  // AzurePipelinesCredential: kUnauthenticated with the response, unless its
  // status is 200; kInvalidArgument if `uri` cannot be asked; kUnavailable for a
  // response with status 200 that holds no token, and is not shown since it may
  // hold one all the same; else as the transport's.
  absl::StatusOr<std::string> Send(const Context& ctx) const;

 private:
  const std::string uri_;
  const std::string service_connection_id_;
  const SecretString system_access_token_;
  const std::shared_ptr<HttpTransport> pipeline_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_OIDC_REQUEST_H_
