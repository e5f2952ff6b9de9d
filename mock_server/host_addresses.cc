#include "mock_server/host_addresses.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/http/url.h"
#include "mock_imds/host_endpoint.h"
#include "mock_imds/hosts.h"

namespace azmock {
namespace {

using Host = mock::scenario::ManagedIdentityHost;

constexpr char kLocalName[] = "localhost";
constexpr char kLoopback[] = "127.0.0.1";

std::string CalledName(const Host& host) {
  const auto endpoint = mock::imds::ParseHostEndpoint(mock::imds::EndpointOf(host));
  return endpoint ? endpoint->host : kLocalName;
}

// Those whose certificate is not to be trusted have one that others do not show.
std::string FabricKey(const Host& host) {
  return absl::StrCat(CalledName(host),
                      host.service_fabric().certificate_not_trusted() ? " not trusted" : "");
}

std::vector<std::string> NamesOf(const Host& host) {
  return {CalledName(host), kLocalName, kLoopback};
}

Host FabricAtLocalhost() {
  Host host;
  host.set_kind(Host::SERVICE_FABRIC);
  return host;
}

}  // namespace

HostAddresses::HostAddresses(const Listeners* listeners, std::shared_ptr<ServerKeys> keys,
                             mock::VirtualClock* clock, std::uint16_t http_port,
                             mock::http::Handler handler)
    : listeners_(*listeners),
      keys_(std::move(keys)),
      clock_(*clock),
      http_port_(http_port),
      handler_(std::move(handler)) {}

absl::StatusOr<std::unique_ptr<HostAddresses>> HostAddresses::Make(const Listeners* listeners,
                                                                   std::shared_ptr<ServerKeys> keys,
                                                                   mock::VirtualClock* clock,
                                                                   std::uint16_t http_port,
                                                                   mock::http::Handler handler) {
  std::unique_ptr<HostAddresses> made(
      new HostAddresses(listeners, std::move(keys), clock, http_port, std::move(handler)));
  if (auto fabric = made->Certify(FabricAtLocalhost()); !fabric.ok()) return fabric.status();
  return made;
}

absl::Status HostAddresses::MakeIfNone(mock::http::DeadEnd::Kind kind,
                                       std::unique_ptr<mock::http::DeadEnd>* dead_end) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (*dead_end != nullptr) return absl::OkStatus();
  auto made = mock::http::DeadEnd::Make(kind);
  if (!made.ok()) return made.status();
  *dead_end = *std::move(made);
  return absl::OkStatus();
}

void HostAddresses::WaitForDropped(const mock::imds::HostList& list) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto hosts = list.hosts();
  const bool drops = std::any_of(hosts->begin(), hosts->end(), [](const auto& life) {
    return life->host.network() == Host::DROPPED;
  });
  if (!drops) {
    dropped_wait_.reset();
  } else if (dropped_wait_ == nullptr) {
    dropped_wait_ = clock_.CallAt(absl::InfiniteFuture(), /*blocking=*/true, [] {});
  }
}

absl::StatusOr<HostAddresses::Fabric*> HostAddresses::Certify(const Host& host) {
  const std::string key = FabricKey(host);
  const auto found = fabrics_.find(key);
  if (found != fabrics_.end()) return &found->second;
  auto shown = keys_->SelfSigned(key, NamesOf(host));
  if (!shown.ok()) return shown.status();
  Fabric& fabric = fabrics_[key];
  fabric.shown = *std::move(shown);
  return &fabric;
}

absl::Status HostAddresses::StartServiceFabric(const Host& host) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto certified = Certify(host);
  if (!certified.ok()) return certified.status();
  Fabric& fabric = **certified;
  if (fabric.server != nullptr) return absl::OkStatus();
  const auto other = keys_->SelfSigned(absl::StrCat(FabricKey(host), " other"), NamesOf(host));
  if (!other.ok()) return other.status();
  auto started = listeners_.SelfSigned(fabric.shown, handler_);
  if (!started.ok()) return started.status();
  fabric.other_thumbprint = other->thumbprint;
  fabric.server = *std::move(started);
  fabric.server->Serve();
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

const HostAddresses::Fabric* HostAddresses::FindFabric(const Host& host) const {
  if (host.kind() != Host::SERVICE_FABRIC) return nullptr;
  const auto found = fabrics_.find(FabricKey(host));
  return found == fabrics_.end() ? nullptr : &found->second;
}

std::uint16_t HostAddresses::PortOf(const Host& host) const {
  if (host.network() != Host::REACHABLE) {
    const auto& dead_end = host.network() == Host::REFUSED ? refused_ : dropped_;
    return dead_end == nullptr ? 0 : dead_end->port();
  }
  if (host.kind() != Host::SERVICE_FABRIC) return http_port_;
  const Fabric* const fabric = FindFabric(host);
  return fabric == nullptr || fabric->server == nullptr ? 0 : fabric->server->port();
}

std::string HostAddresses::AddressOf(const Host& host) const {
  // That the certificate is for.
  if (host.kind() == Host::SERVICE_FABRIC) return kLocalName;
  return host.network() == Host::REACHABLE ? listeners_.address() : kLoopback;
}

std::vector<Connection> HostAddresses::ConnectionsTo(const Hosts& hosts) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Connection> connections;
  for (const auto& life : hosts) {
    const auto endpoint = mock::imds::ParseHostEndpoint(life->host.endpoint());
    const std::uint16_t port = PortOf(life->host);
    if (!endpoint || port == 0) continue;
    const std::string address = AddressOf(life->host);
    const std::string to = mock::http::HostAndPort(
        life->host.network() == Host::REACHABLE ? listeners_.address() : kLoopback, port);
    connections.push_back({endpoint->host, endpoint->port, to});
    // As UrlOf has it.
    connections.push_back({address, port, to});
  }
  return connections;
}

std::string HostAddresses::UrlOf(const Host& host) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint16_t port = PortOf(host);
  if (port == 0) return "";
  const bool fabric = host.kind() == Host::SERVICE_FABRIC;
  return mock::http::Origin(fabric, AddressOf(host), port) + mock::imds::PathAtFakes(host);
}

std::string HostAddresses::PemOf(const Hosts& hosts,
                                 std::map<std::string, const Fabric*> trusted) const {
  for (const auto& life : hosts) {
    const Fabric* const fabric = FindFabric(life->host);
    const bool shown = !life->host.service_fabric().certificate_not_trusted();
    if (fabric != nullptr && shown) trusted.emplace(FabricKey(life->host), fabric);
  }
  std::string pem;
  for (const auto& [key, fabric] : trusted) absl::StrAppend(&pem, fabric->shown.certificate_pem);
  return pem;
}

std::string HostAddresses::TrustedPem(const Hosts& hosts) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Host localhost = FabricAtLocalhost();
  return PemOf(hosts, {{FabricKey(localhost), FindFabric(localhost)}});
}

std::string HostAddresses::ShownPem(const Hosts& hosts) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return PemOf(hosts, {});
}

std::string HostAddresses::ThumbprintOf(const Host& host) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Fabric* const fabric = FindFabric(host);
  if (fabric == nullptr || fabric->server == nullptr) return "";
  return host.service_fabric().other_certificate() ? fabric->other_thumbprint
                                                   : fabric->shown.thumbprint;
}

}  // namespace azmock
