// The managed-identity hosts that there are, and since when.
#ifndef MOCK_IMDS_HOST_LIST_H_
#define MOCK_IMDS_HOST_LIST_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_imds/arc_keys.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {

using ManagedIdentityHosts = google::protobuf::RepeatedPtrField<scenario::ManagedIdentityHost>;

// A host from when it was added on: its outages and assignments count from then.
struct HostLife {
  scenario::ManagedIdentityHost host;
  absl::Time began;
  std::shared_ptr<ArcKeys> arc_keys;  // never null
};

// Safe for use by many threads. What it is given must be sound (see validate_hosts.h)
// and whole: endpoints and tenants are filled in. A host begins its life whenever it is
// added, also if one like it was there.
class HostList {
 public:
  using Hosts = std::vector<std::shared_ptr<const HostLife>>;

  // The clock must outlive it.
  explicit HostList(VirtualClock* clock) : clock_(*clock) {}

  // One of the same endpoint replaces what was there.
  void Merge(const ManagedIdentityHosts& hosts);
  void Replace(const ManagedIdentityHosts& hosts);
  // What is left of those that are there, with what is left of each: they live on.
  void Reduce(const ManagedIdentityHosts& hosts);
  // Those of the tenant of these names, without regard to case, begin again.
  void BeginAgain(const std::vector<std::string>& tenant_names);

  // In the order in which they came; never null. A host that nothing happens to stays the
  // same object.
  std::shared_ptr<const Hosts> hosts() const;

 private:
  std::shared_ptr<const HostLife> Born(const scenario::ManagedIdentityHost& host) const;

  VirtualClock& clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Hosts> hosts_ = std::make_shared<const Hosts>();  // never changed
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOST_LIST_H_
