// The fake managed-identity hosts: which one a request is for, and its answer.
#ifndef MOCK_IMDS_HOSTS_H_
#define MOCK_IMDS_HOSTS_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_common/rules/rule.pb.h"
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
  explicit Hosts(HostsOptions options) : options_(std::move(options)) {}

  // The host that the request is for: by its Host header and path, or by PathAtFakes;
  // null if it is for none.
  std::shared_ptr<const HostLife> Find(const http::Request& request) const;

  // The computed answer of a host that Find gave; of one that the network does not lead to,
  // which was asked at an address of the fakes, none. For scenario::Compute.
  http::Reply Handle(const HostLife& life, const http::Request& request,
                     const scenario::Setting& setting);

 private:
  const HostsOptions options_;
};

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOSTS_H_
