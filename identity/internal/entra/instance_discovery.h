// What login.microsoftonline.com says about an authority's host.
#ifndef IDENTITY_INTERNAL_ENTRA_INSTANCE_DISCOVERY_H_
#define IDENTITY_INTERNAL_ENTRA_INSTANCE_DISCOVERY_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/entra_http.h"
#include "identity/internal/entra/region.h"

namespace azure::identity::internal {

// For the authorities on one host. Safe for use by many threads at once; two
// that ask at the same time may both send a request.
class InstanceDiscovery {
 public:
  // `http` must outlive this. If not `enabled`, the host stands for itself and
  // Resolve() asks nobody. With a region, which may be null, the host's regional
  // name is known and nobody is asked either.
  InstanceDiscovery(const EntraHttp* http, bool enabled, std::shared_ptr<Region> region = nullptr)
      : http_(http), enabled_(enabled), region_(std::move(region)) {}

  // All names of the host.
  using Aliases = std::shared_ptr<const std::vector<std::string>>;

  // What is known without asking; null if nothing is.
  Aliases Known() const;

  // Asks once. A failure does not matter, since what is built in is used instead.
  // Null, and asked again next time, only if the context ended, the host was called
  // invalid and is not trusted, or what is configured cannot be a region.
  Aliases Resolve(const Context& ctx, const Authority& authority);

  // Where the OpenID configuration of an Entra authority is: at its region, or
  // else where it is always, or, if its host is not trusted, where discovery
  // says. Discovery is asked each time. Errors: those of Region::Find, and of discovery.
  absl::StatusOr<std::string> TenantDiscoveryEndpoint(const Context& ctx,
                                                      const Authority& authority) const;

 private:
  absl::StatusOr<std::string> FindRegion(const Context& ctx) const;  // "" if there is none
  Aliases Remember(std::vector<std::string> hosts);

  const EntraHttp* const http_;
  const bool enabled_;
  const std::shared_ptr<Region> region_;
  mutable std::mutex mutex_;
  Aliases aliases_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_INSTANCE_DISCOVERY_H_
