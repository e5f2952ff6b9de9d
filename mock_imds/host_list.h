// The managed-identity hosts that there are.
#ifndef MOCK_IMDS_HOST_LIST_H_
#define MOCK_IMDS_HOST_LIST_H_

#include <memory>
#include <mutex>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {

using ManagedIdentityHosts = google::protobuf::RepeatedPtrField<scenario::ManagedIdentityHost>;

// Safe for use by many threads. What it is given must be sound (see validate_hosts.h)
// and whole: endpoints and tenants are filled in.
class HostList {
 public:
  using Hosts = std::vector<std::shared_ptr<const scenario::ManagedIdentityHost>>;

  // One of the same endpoint replaces what was there.
  void Merge(const ManagedIdentityHosts& hosts);
  void Replace(const ManagedIdentityHosts& hosts);

  // In the order in which they came; never null. A host that does not change stays the
  // same object.
  std::shared_ptr<const Hosts> hosts() const;

 private:
  // The caller holds the lock.
  void Update(const ManagedIdentityHosts& hosts);

  mutable std::mutex mutex_;
  std::shared_ptr<const Hosts> hosts_ = std::make_shared<const Hosts>();
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOST_LIST_H_
