// Where managed-identity hosts are reached that need more than the plain server.
#ifndef MOCK_SERVER_HOST_ADDRESSES_H_
#define MOCK_SERVER_HOST_ADDRESSES_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/dead_end.h"
#include "mock_common/http/server.h"
#include "mock_imds/host_list.h"
#include "mock_server/listeners.h"

namespace azmock {

// Where connections that a client means for one address must go instead.
struct Connection {
  std::string host;        // as in URLs, such as "169.254.169.254"
  std::uint16_t port = 0;  // as in URLs, or what their scheme says
  std::string to;          // such as "127.0.0.1:41234"
};

// Service Fabric has a TLS server with a certificate of its own; a host that refuses or
// drops connections has an address where nobody listens. Each is there from when a host
// needs it. Safe for use by many threads.
class HostAddresses {
 public:
  using Host = mock::scenario::ManagedIdentityHost;

  // The pointers must outlive it. `handler` answers for hosts; `http_port` is where the
  // plain server does.
  HostAddresses(const Listeners* listeners, mock::VirtualClock* clock, std::uint16_t http_port,
                mock::http::Handler handler);

  // Makes what `host` needs. Errors: as Listeners and DeadEnd::Make.
  absl::Status Prepare(const Host& host);

  // One for every host that can be reached, or not reached, by now.
  std::vector<Connection> ConnectionsTo(const mock::imds::HostList::Hosts& hosts) const;

  // Where `host` can be asked at the fakes' own addresses; "" if nothing serves it.
  std::string UrlOf(const Host& host) const;

  // What clients must trust beside the authority, in PEM; "" if nothing.
  std::string trusted_pem() const;
  // What Service Fabric announces; "" until such a host is there.
  std::string thumbprint() const;

 private:
  absl::Status MakeIfNone(mock::http::DeadEnd::Kind kind,
                          std::unique_ptr<mock::http::DeadEnd>* dead_end);
  absl::Status StartServiceFabric(const Host& host);

  const Listeners& listeners_;
  mock::VirtualClock& clock_;
  const std::uint16_t http_port_;
  const mock::http::Handler handler_;
  mutable std::mutex mutex_;  // guards what follows
  std::string fabric_pem_;
  std::string fabric_thumbprint_;
  std::unique_ptr<mock::http::DeadEnd> refused_;
  std::unique_ptr<mock::http::DeadEnd> dropped_;
  std::unique_ptr<mock::VirtualClock::Timer> dropped_wait_;
  std::unique_ptr<mock::http::Server> fabric_server_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_HOST_ADDRESSES_H_
