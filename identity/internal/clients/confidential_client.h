// What the credentials of applications share: everything but the proof of who
// they are.
#ifndef IDENTITY_INTERNAL_CLIENTS_CONFIDENTIAL_CLIENT_H_
#define IDENTITY_INTERNAL_CLIENTS_CONFIDENTIAL_CLIENT_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/clients/client_application.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/region.h"
#include "identity/internal/entra/request_authority.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

struct ConfidentialClientOptions {
  std::string credential;  // the credential's type, such as "ClientSecretCredential"
  std::string tenant_id;
  std::string client_id;  // not checked, as in azidentity
  std::vector<std::string> additionally_allowed_tenants;
  bool disable_instance_discovery = false;
  ClientOptions client;

  // The token of the user on whose behalf tokens are asked for; "" for tokens of
  // the application itself.
  SecretString user_assertion = {};

  // What asks the instance metadata service for the region; null means
  // client.transport, and if that is null, a transport of its own.
  std::shared_ptr<HttpTransport> metadata_transport = nullptr;
};

// Safe for use by many threads at once.
class ConfidentialClient {
 public:
  // Errors, all kInvalidArgument, in this order: the tenant, the authority host,
  // the region (see region.h).
  static absl::StatusOr<std::unique_ptr<ConfidentialClient>> Create(
      const ConfidentialClientOptions& options, const ClientProof& proof);

  ~ConfidentialClient();

  // Errors: kInvalidArgument without payload for a missing scope, a tenant that
  // is not allowed, or an authority host that has no place for a tenant; all
  // others have one.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx, const TokenRequestOptions& options);

 private:
  ConfidentialClient(const ConfidentialClientOptions& options, const std::string& host,
                     const std::shared_ptr<Region>& region, const ClientProof& proof);

  absl::StatusOr<AccessToken> GetTokenSlowly(const Context& ctx, const TokenRequestOptions& options,
                                             ClientApplication* application);

  const std::string credential_;
  const RequestAuthority authority_;
  const CredentialLog log_;
  const EntraHttp http_;

  // Made on first use: a server has one credential for each user, and uses one of two.
  ClientApplication& Application(bool cae);
  const std::shared_ptr<const ClientApplication::Config> config_;
  const Seams seams_;
  std::mutex mutex_;  // of making
  std::atomic<ClientApplication*> plain_{nullptr};
  std::atomic<ClientApplication*> cae_{nullptr};
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_CONFIDENTIAL_CLIENT_H_
