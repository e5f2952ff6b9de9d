// What ManagedIdentityCredential does.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_H_

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/cache/cached_tokens.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/internal/managed_identity/source.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/managed_identity_id.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

struct ManagedIdentityClientOptions {
  ClientOptions client;
  std::optional<ManagedIdentityId> id = std::nullopt;

  // For DefaultAzureCredential: if the host is IMDS, the first call asks it with a
  // limit of one second and no retry, as most machines have none. Without an answer
  // the credential is unavailable, and the next call asks again.
  bool probe = false;
};

// Safe for use by many threads at once.
class ManagedIdentityClient final : public TokenCredential {
 public:
  // Looks for the host in the environment; sends nothing. Errors are those of
  // CheckManagedIdentityId.
  static absl::StatusOr<std::unique_ptr<ManagedIdentityClient>> Create(
      ManagedIdentityClientOptions options);

  // Errors: kInvalidArgument without payload unless there is exactly one scope; all
  // others have one.
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override;

  // Waits for an early refresh that runs, which ends at once if the transport heeds its
  // context.
  ~ManagedIdentityClient() override;

  // From now on what answers in IMDS's place, and is not IMDS, makes the credential
  // unavailable, so that its chain goes on.
  void JoinChain() override { chained_.store(true, std::memory_order_relaxed); }

 private:
  class Call;
  using Token = CachedTokens::Token;

  ManagedIdentityClient(ManagedIdentityClientOptions options, ManagedIdentitySource source,
                        std::unique_ptr<ManagedIdentityHost> host);

  absl::StatusOr<AccessToken> GetTokenSlowly(const Context& ctx,
                                             const TokenRequestOptions& options);
  absl::Status Probe(const Context& ctx);
  absl::StatusOr<Token> Fetch(const Context& ctx, const std::string& resource);
  void LogHost(ManagedIdentitySource source, const std::optional<ManagedIdentityId>& id) const;

  const std::shared_ptr<Clock> clock_;
  const CredentialLog log_;
  const std::unique_ptr<const ManagedIdentityHost> host_;
  std::shared_ptr<HttpTransport> pipeline_;
  std::shared_ptr<HttpTransport> probe_pipeline_;  // null if there is nothing to probe
  std::atomic<bool> probes_{false};
  std::atomic<bool> chained_{false};
  CachedTokens tokens_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_H_
