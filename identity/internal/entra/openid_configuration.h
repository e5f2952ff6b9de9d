// Where an authority's endpoints are.
#ifndef IDENTITY_INTERNAL_ENTRA_OPENID_CONFIGURATION_H_
#define IDENTITY_INTERNAL_ENTRA_OPENID_CONFIGURATION_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/instance_discovery.h"

namespace azure::identity::internal {

struct Endpoints {
  std::string authorization_endpoint;
  std::string token_endpoint;
};

// Reads OpenID configurations (OpenID Connect Discovery 1.0, section 4) and
// keeps them. Safe for use by many threads at once.
class OpenIdConfigurations {
 public:
  // Both must outlive this.
  OpenIdConfigurations(const EntraHttp* http, const InstanceDiscovery* discovery)
      : http_(http), discovery_(discovery) {}

  // The endpoints of `authority`. Asks once for each authority; a failure is not
  // kept. Errors, unless finished, begin with "unable to resolve an endpoint: ":
  //   no response            as of EntraHttp
  //   kUnavailable           the document is not JSON, lacks an endpoint or the
  //                          issuer, names an issuer that is neither the
  //                          authority's host nor one of its cloud's nor a
  //                          trusted one, or a token endpoint without https
  absl::StatusOr<Endpoints> Resolve(const Context& ctx, const Authority& authority);

 private:
  absl::StatusOr<std::string> DocumentUrl(const Context& ctx, const Authority& authority) const;
  absl::StatusOr<Endpoints> Fetch(const Context& ctx, const Authority& authority) const;
  absl::Status CheckIssuer(const std::string& issuer, const Authority& authority) const;

  // For a server that asks for tokens of very many tenants.
  static constexpr std::size_t kCapacity = 1000;

  const EntraHttp* const http_;
  const InstanceDiscovery* const discovery_;
  std::mutex mutex_;
  std::map<std::string, Endpoints> known_;  // by Authority::uri
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_OPENID_CONFIGURATION_H_
