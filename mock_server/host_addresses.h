// Where managed-identity hosts are reached that need more than the plain server.
#ifndef MOCK_SERVER_HOST_ADDRESSES_H_
#define MOCK_SERVER_HOST_ADDRESSES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/dead_end.h"
#include "mock_common/http/server.h"
#include "mock_common/tls/self_signed.h"
#include "mock_imds/host_list.h"
#include "mock_server/listeners.h"
#include "mock_server/server_keys.h"

namespace azmock {

// Where connections that a client means for one address must go instead.
struct Connection {
  std::string host;        // as in URLs, such as "169.254.169.254"
  std::uint16_t port = 0;  // as in URLs, or what their scheme says
  std::string to;          // such as "127.0.0.1:41234"
};

// Service Fabric has a TLS server with a certificate of its own for each name by which such
// hosts are called; a host that refuses or drops connections has an address where nobody
// listens. Each is there from when a host needs it, and stays: whoever adds a host may do so
// by a request to that very server. Safe for use by many threads.
class HostAddresses {
 public:
  using Host = mock::scenario::ManagedIdentityHost;
  using Hosts = mock::imds::HostList::Hosts;

  // `listeners` and `clock` must outlive it. `handler` answers for hosts; `http_port` is where the
  // plain server does. Errors: as MakeSelfSigned.
  static absl::StatusOr<std::unique_ptr<HostAddresses>> Make(const Listeners* listeners,
                                                             std::shared_ptr<ServerKeys> keys,
                                                             mock::VirtualClock* clock,
                                                             std::uint16_t http_port,
                                                             mock::http::Handler handler);

  // Makes what `host` needs, if it is not there. Errors: as Listeners, MakeSelfSigned and
  // DeadEnd::Make.
  absl::Status Prepare(const Host& host);

  // Nobody but the client knows that it waits for a host that drops connections: while there is
  // one, a jumping clock arrives at its timeout. To be called whenever `list` has changed.
  void WaitForDropped(const mock::imds::HostList& list);

  // For every host that can be reached, or not reached, by now: by its own name, and by UrlOf.
  std::vector<Connection> ConnectionsTo(const Hosts& hosts) const;

  // Where `host` can be asked at the fakes' own addresses, or where it can't if its network
  // says so; "" if it was not prepared.
  std::string UrlOf(const Host& host) const;

  // What clients of hosts must trust beside the authority, in PEM: that of Service Fabric at
  // localhost from the beginning, so that what was written of it stays right.
  std::string TrustedPem(const Hosts& hosts) const;
  // Of these hosts alone.
  std::string ShownPem(const Hosts& hosts) const;
  // What a host of Service Fabric announces; "" until it is prepared, and for other hosts.
  std::string ThumbprintOf(const Host& host) const;

 private:
  struct Fabric {
    mock::SelfSigned shown;
    std::unique_ptr<mock::http::Server> server;  // null until a host needs it
    std::string other_thumbprint;                // of a certificate that it does not show; likewise
  };

  HostAddresses(const Listeners* listeners, std::shared_ptr<ServerKeys> keys,
                mock::VirtualClock* clock, std::uint16_t http_port, mock::http::Handler handler);

  absl::Status MakeIfNone(mock::http::DeadEnd::Kind kind,
                          std::unique_ptr<mock::http::DeadEnd>* dead_end);
  absl::Status StartServiceFabric(const Host& host);
  // The rest with the lock held.
  absl::StatusOr<Fabric*> Certify(const Host& host);
  const Fabric* FindFabric(const Host& host) const;
  std::string PemOf(const Hosts& hosts, std::map<std::string, const Fabric*> trusted) const;
  std::string AddressOf(const Host& host) const;
  // 0 if nothing was made for it.
  std::uint16_t PortOf(const Host& host) const;

  const Listeners& listeners_;
  const std::shared_ptr<ServerKeys> keys_;
  mock::VirtualClock& clock_;
  const std::uint16_t http_port_;
  const mock::http::Handler handler_;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, Fabric> fabrics_;
  std::unique_ptr<mock::http::DeadEnd> refused_;
  std::unique_ptr<mock::http::DeadEnd> dropped_;
  std::unique_ptr<mock::VirtualClock::Timer> dropped_wait_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_HOST_ADDRESSES_H_
