// Authenticates the Azure resource that a program runs on.
#ifndef IDENTITY_MANAGED_IDENTITY_CREDENTIAL_H_
#define IDENTITY_MANAGED_IDENTITY_CREDENTIAL_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/managed_identity_id.h"
#include "identity/token_credential.h"

namespace azure::identity {

namespace internal {
class ManagedIdentityClient;
}

// Options of ManagedIdentityCredential::Create.
struct ManagedIdentityCredentialOptions {
  // For IMDS the defaults of `client.retry` are others than its own: 6 retries, the
  // first after 2 s, at most 25 s apart, 60 s for each try, and status codes 404,
  // 410, 429 and 5xx but 509. A service that is being updated or throttles its
  // callers needs that long; the whole takes about 99 s.
  ClientOptions client;

  // Which user-assigned identity to use; none means the host's own. See
  // ManagedIdentityId for what hosts take.
  std::optional<ManagedIdentityId> id;
};

// Works on virtual machines and AKS (IMDS), App Service, Functions and Container
// Apps, Azure Arc, Cloud Shell, Service Fabric and Azure Machine Learning. Which one
// it is, the environment says when the credential is made.
class ManagedIdentityCredential : public TokenCredential {
 public:
  // Sends nothing. Errors, all kInvalidArgument:
  //   "Cloud Shell doesn't support user-assigned managed identities", and the like
  //   "empty managedidentity.UserAssignedClientID", and the like
  //   "managed identity endpoint for Service Fabric must use HTTPS"
  //   "IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint"
  static absl::StatusOr<std::unique_ptr<ManagedIdentityCredential>> Create(
      ManagedIdentityCredentialOptions options = {});

  ~ManagedIdentityCredential() override;

  // `options` must have one scope, and their tenant is ignored. Claims make the host
  // be asked, though no host is told of them. A token is kept until five minutes
  // before its end, and replaced when its `refresh_in` has passed or, if there is
  // none, half of a life of more than two hours; while that fails it is used on.
  //
  // Errors: kInvalidArgument unless there is exactly one scope; kFailedPrecondition
  // if IMDS has no identity for this machine, or Docker Desktop answers in its
  // place; else as the table in identity/errors.h.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

  // From now on an answer that is not a metadata service's, such as the page of a
  // captive portal, makes the credential unavailable.
  void JoinChain() override;

 private:
  explicit ManagedIdentityCredential(std::unique_ptr<internal::ManagedIdentityClient> client);

  std::unique_ptr<internal::ManagedIdentityClient> client_;
};

}  // namespace azure::identity

#endif  // IDENTITY_MANAGED_IDENTITY_CREDENTIAL_H_
