#include "mock_server/host_addresses.h"

#include <utility>

#include "absl/time/clock.h"
#include "mock_common/http/url.h"
#include "mock_common/tls/self_signed.h"
#include "mock_imds/host_endpoint.h"
#include "mock_imds/hosts.h"

namespace azmock {

HostAddresses::HostAddresses(const Listeners* listeners, mock::VirtualClock* clock,
                             std::uint16_t http_port, mock::http::Handler handler)
    : listeners_(*listeners), clock_(*clock), http_port_(http_port), handler_(std::move(handler)) {}

absl::Status HostAddresses::MakeIfNone(mock::http::DeadEnd::Kind kind,
                                       std::unique_ptr<mock::http::DeadEnd>* dead_end) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (*dead_end != nullptr) return absl::OkStatus();
  auto made = mock::http::DeadEnd::Make(kind);
  if (!made.ok()) return made.status();
  *dead_end = *std::move(made);
  // Nobody but the client knows that it waits: a jumping clock must arrive at its
  // timeout.
  if (kind == mock::http::DeadEnd::Kind::kDropped) {
    dropped_wait_ = clock_.CallAt(absl::InfiniteFuture(), /*blocking=*/true, [] {});
  }
  return absl::OkStatus();
}

absl::Status HostAddresses::StartServiceFabric(const Host& host) {
  const auto endpoint = mock::imds::ParseHostEndpoint(mock::imds::EndpointOf(host));
  std::vector<std::string> names = {"localhost", "127.0.0.1"};
  if (endpoint) names.insert(names.begin(), endpoint->host);
  const auto shown = mock::MakeSelfSigned(names, absl::Now());
  const auto other = mock::MakeSelfSigned(names, absl::Now());
  if (!shown.ok()) return shown.status();
  if (!other.ok()) return other.status();
  auto started = listeners_.SelfSigned(*shown, handler_);
  if (!started.ok()) return started.status();
  const auto& fabric = host.service_fabric();
  std::unique_ptr<mock::http::Server> replaced;  // stops when nothing is locked
  const std::lock_guard<std::mutex> lock(mutex_);
  replaced = std::exchange(fabric_server_, *std::move(started));
  fabric_pem_ = fabric.certificate_not_trusted() ? "" : shown->certificate_pem;
  fabric_thumbprint_ = fabric.other_certificate() ? other->thumbprint : shown->thumbprint;
  fabric_server_->Serve();
  return absl::OkStatus();
}

absl::Status HostAddresses::Prepare(const Host& host) {
  if (host.network() == Host::REFUSED) {
    return MakeIfNone(mock::http::DeadEnd::Kind::kRefused, &refused_);
  }
  if (host.network() == Host::DROPPED) {
    return MakeIfNone(mock::http::DeadEnd::Kind::kDropped, &dropped_);
  }
  return host.kind() == Host::SERVICE_FABRIC ? StartServiceFabric(host) : absl::OkStatus();
}

std::vector<Connection> HostAddresses::ConnectionsTo(
    const mock::imds::HostList::Hosts& hosts) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Connection> connections;
  for (const auto& host : hosts) {
    const auto endpoint = mock::imds::ParseHostEndpoint(host->endpoint());
    if (!endpoint) continue;
    std::string address = listeners_.address();
    std::uint16_t port = http_port_;
    if (host->network() != Host::REACHABLE) {
      const auto& dead_end = host->network() == Host::REFUSED ? refused_ : dropped_;
      address = "127.0.0.1";
      port = dead_end == nullptr ? 0 : dead_end->port();
    } else if (endpoint->tls) {
      port = fabric_server_ == nullptr ? 0 : fabric_server_->port();
    }
    if (port == 0) continue;
    connections.push_back({endpoint->host, endpoint->port, mock::http::HostAndPort(address, port)});
  }
  return connections;
}

std::string HostAddresses::UrlOf(const Host& host) const {
  if (host.kind() != Host::SERVICE_FABRIC) {
    return mock::http::Origin(/*tls=*/false, listeners_.address(), http_port_) +
           mock::imds::PathAtFakes(host);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  if (fabric_server_ == nullptr) return "";
  // The certificate is for localhost.
  return mock::http::Origin(/*tls=*/true, "localhost", fabric_server_->port()) +
         mock::imds::PathAtFakes(host);
}

std::string HostAddresses::trusted_pem() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return fabric_pem_;
}

std::string HostAddresses::thumbprint() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return fabric_thumbprint_;
}

}  // namespace azmock
