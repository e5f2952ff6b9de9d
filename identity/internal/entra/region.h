// The Azure region whose own authority an application wants to ask.
#ifndef IDENTITY_INTERNAL_ENTRA_REGION_H_
#define IDENTITY_INTERNAL_ENTRA_REGION_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/seams/clock.h"
#include "identity/seams/environment.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Either fixed, or found out when it is first needed. Safe for use by many
// threads at once; two that ask at the same time may both send a request.
class Region {
 public:
  // `transport` is called once, if the instance metadata service is to be asked.
  using MakeTransport = std::function<std::shared_ptr<HttpTransport>()>;

  // `name`, or if that is empty what AZURE_REGIONAL_AUTHORITY_NAME, or else
  // MSAL_FORCE_REGION, says: null for no region, also by "DisableMsalForceRegion";
  // "TryAutoDetect" to find it out.
  static std::shared_ptr<Region> Configured(std::string name,
                                            std::shared_ptr<Environment> environment,
                                            std::shared_ptr<Clock> clock, MakeTransport transport);

  // The region; "" if it cannot be found out. The instance metadata service is
  // asked at most twice, for up to 2 s each time, if REGION_NAME is not set; a
  // failure is final unless `ctx` ended. kInvalidArgument, always, if what was
  // configured cannot be a region:
  //   invalid region "West US": region must be a lowercase ASCII DNS label of at most 63
  //   characters
  absl::StatusOr<std::string> Find(const Context& ctx);

 private:
  Region(std::optional<absl::StatusOr<std::string>> known, std::shared_ptr<Environment> environment,
         std::shared_ptr<Clock> clock, MakeTransport transport);

  std::string Detect(const Context& ctx) const;  // "" if it cannot

  const std::shared_ptr<Environment> environment_;
  const std::shared_ptr<Clock> clock_;
  const MakeTransport transport_;
  std::mutex mutex_;
  std::optional<absl::StatusOr<std::string>> known_;
};

// Where `region`'s authority is: "westus2.login.microsoft.com" for all names of the public
// cloud, "usgovvirginia.login.microsoftonline.us" for all of a cloud that is known,
// "{region}.{host}" for others.
std::string RegionalHost(absl::string_view region, absl::string_view host);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_REGION_H_
