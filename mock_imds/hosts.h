// The fake managed-identity hosts: which one a request is for, and its answer.
#ifndef MOCK_IMDS_HOSTS_H_
#define MOCK_IMDS_HOSTS_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_imds/handlers/azure_arc.h"
#include "mock_imds/host.pb.h"
#include "mock_imds/host_exchange.h"
#include "mock_imds/host_list.h"

namespace mock::imds {

struct HostsOptions {
  VirtualClock* clock = nullptr;   // required; must outlive Hosts
  Random* random = nullptr;        // required; must outlive Hosts
  const HostList* list = nullptr;  // the hosts there are; required, must outlive Hosts
  IdentityProvider identities;
  WriteKeyFile write_key_file;
};

// The path under which a host can be asked at an address of the fakes that is not its
// own, such as "/azure_arc/metadata/identity/oauth2/token". For what stands at the
// address of the instance metadata service it is the endpoint's own.
std::string PathAtFakes(const ManagedIdentityHost& host);

// Safe for use by many threads.
class Hosts {
 public:
  explicit Hosts(HostsOptions options);

  // The host that the request is for: by its Host header and path, or by PathAtFakes;
  // null if it is for none.
  std::shared_ptr<const ManagedIdentityHost> Find(const http::Request& request) const;

  // The computed answer of a host that Find gave. For scenario::Compute.
  http::Reply Handle(const std::shared_ptr<const ManagedIdentityHost>& host,
                     const http::Request& request, const scenario::Setting& setting);

  // Hosts that are new begin their life now: outages count from here. Call it when the
  // directory has changed; a host begins at its first request otherwise.
  void Begin();

 private:
  struct Life {
    absl::Time began;
    ArcKeys arc_keys;
    std::weak_ptr<const ManagedIdentityHost> host;
  };

  std::shared_ptr<Life> LifeOf(const std::shared_ptr<const ManagedIdentityHost>& host);

  const HostsOptions options_;
  std::mutex mutex_;
  std::unordered_map<const ManagedIdentityHost*, std::shared_ptr<Life>> lives_;
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOSTS_H_
