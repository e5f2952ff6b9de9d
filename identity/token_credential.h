// The interface every credential implements.
#ifndef IDENTITY_TOKEN_CREDENTIAL_H_
#define IDENTITY_TOKEN_CREDENTIAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/access_token.h"
#include "identity/context.h"

namespace azure::identity {

// What a token is asked for.
struct TokenRequestOptions {
  // The permissions wanted, such as "https://vault.azure.net/.default".
  std::vector<std::string> scopes;

  // The tenant to ask, if not the credential's own. It must be among the
  // credential's additionally allowed tenants.
  std::string tenant_id;

  // The JSON text of a claims challenge, already base64-decoded. Requests with
  // claims never come from the cache.
  std::string claims;

  // Whether the caller handles claims challenges (continuous access evaluation).
  bool enable_cae = false;
};

// A source of access tokens. Implementations are safe for use by many threads
// at once.
class TokenCredential {
 public:
  virtual ~TokenCredential() = default;

  // Returns a token for `options`, from the cache if it holds a fitting one.
  // The credential's own header lists the errors; identity/errors.h tells
  // their kinds apart.
  virtual absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                               const TokenRequestOptions& options) = 0;

  // What logs call it: "ClientSecretCredential". The class, unless a credential of your own
  // overrides this, to tell several of one class apart.
  virtual std::string name() const;

  // A chain calls this once for each of its sources, when it is made: there are
  // others beside this one. ManagedIdentityCredential then gives way to the next
  // source where it would otherwise say that it failed. A credential of your own
  // that wraps another passes the call on; others need not care.
  virtual void JoinChain() {}

 protected:
  TokenCredential() = default;
  TokenCredential(const TokenCredential&) = delete;
  TokenCredential& operator=(const TokenCredential&) = delete;
};

}  // namespace azure::identity

#endif  // IDENTITY_TOKEN_CREDENTIAL_H_
