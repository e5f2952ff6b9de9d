#include "mock_server/fakes.h"

#include <optional>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_common/tls/self_signed.h"
#include "mock_imds/host_endpoint.h"
#include "mock_server/scenario/materialise.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock {
namespace {

using Host = mock::scenario::ManagedIdentityHost;

constexpr std::uint64_t kSeed = 1;

// Where a scenario begins that does not care: replays must not depend on the day.
constexpr char kDefaultStart[] = "2026-01-01T00:00:00Z";

// The authorities that SDKs trust, Azure DevOps, and what users call this machine.
std::vector<std::string> WellKnownNames() {
  return {"login.microsoftonline.com",
          "*.login.microsoft.com",
          "login.microsoft.com",
          "login.windows.net",
          "sts.windows.net",
          "login.microsoftonline.us",
          "login-us.microsoftonline.com",
          "login.usgovcloudapi.net",
          "login.partner.microsoftonline.cn",
          "login.chinacloudapi.cn",
          "login.microsoftonline.de",
          "login.sovcloud-identity.fr",
          "login.sovcloud-identity.de",
          "login.sovcloud-identity.sg",
          "microsoft.com",
          "graph.microsoft.com",
          "dev.azure.com",
          "*.visualstudio.com",
          "*.vssps.visualstudio.com",
          "localhost",
          "127.0.0.1",
          "::1"};
}

// What the certificate of the token proxy names: its address, and the names that
// AKS gives such proxies.
std::vector<std::string> TokenProxyNames(const std::string& address) {
  return {address, "token-proxy.azmock.example", "*.ests.aks"};
}

constexpr char kCaPem[] = "{{ca_pem}}";
constexpr absl::string_view kTokenProxy = "{{token_proxy}}";

std::string HostOf(absl::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != absl::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of(":/")));
}

absl::Time ParsedTime(const std::string& text) {
  absl::Time time = absl::InfinitePast();
  absl::ParseTime(absl::RFC3339_full, text, &time, nullptr);
  return time;
}

mock::entra::EntraOptions EntraOptionsFor(const FakesOptions& options, mock::VirtualClock* clock,
                                          mock::Random* random) {
  mock::entra::EntraOptions entra;
  entra.clock = clock;
  entra.random = random;
  entra.signing_keys = {options.signing_key != nullptr
                            ? options.signing_key
                            : mock::jwt::SigningKey::Generate(clock->Now())};
  entra.extra_authority_hosts = options.extra_host_names;
  entra.extra_authority_hosts.push_back("localhost");
  return entra;
}

// Who the directory's managed identities are, and what Entra gives them.
mock::imds::IdentityProvider IdentitiesOf(mock::entra::Entra* entra) {
  mock::imds::IdentityProvider identities;
  identities.find = [entra](absl::string_view tenant_id,
                            absl::string_view name) -> std::optional<mock::imds::Principal> {
    const auto tenant = entra->directory().FindTenant(tenant_id);
    const auto* identity = tenant == nullptr ? nullptr : tenant->FindManagedIdentity(name);
    if (identity == nullptr) return std::nullopt;
    return mock::imds::Principal{identity->name, identity->client_id, identity->principal_id,
                                 identity->resource_id};
  };
  identities.issue = [entra](const std::string& tenant, const mock::imds::Principal& principal,
                             absl::string_view resource, const mock::http::Request& request,
                             const mock::scenario::Setting& setting)
      -> std::variant<mock::imds::Token, mock::imds::TokenError> {
    auto issued = entra->IssueToManagedIdentity(tenant, principal.name, resource, request, setting);
    if (!issued) return mock::imds::TokenError{400, ""};  // It was taken away just now.
    if (auto* refusal = std::get_if<mock::entra::ManagedIdentityRefusal>(&*issued)) {
      return mock::imds::TokenError{refusal->status, std::move(refusal->body)};
    }
    auto& token = std::get<mock::entra::ManagedIdentityToken>(*issued);
    return mock::imds::Token{std::move(token.access_token), token.not_before, token.expires_on,
                             token.lifetime};
  };
  return identities;
}

absl::Status MakeIfNone(mock::http::DeadEnd::Kind kind,
                        std::unique_ptr<mock::http::DeadEnd>* dead_end) {
  if (*dead_end != nullptr) return absl::OkStatus();
  auto made = mock::http::DeadEnd::Make(kind);
  if (!made.ok()) return made.status();
  *dead_end = *std::move(made);
  return absl::OkStatus();
}

}  // namespace

FakesOptions OptionsForScenario(const mock::scenario::Scenario& scenario,
                                mock::VirtualClock::Mode clock_mode) {
  FakesOptions options;
  options.clock_mode = clock_mode;
  const std::string& start = scenario.setting().start_time();
  options.start_time = ParsedTime(start.empty() ? kDefaultStart : start);
  options.repeatable_ids = true;
  const std::string host = HostOf(scenario.client().options().authority_host());
  if (!host.empty()) options.extra_host_names.push_back(host);
  return options;
}

Fakes::Fakes(const FakesOptions& options)
    : clock_(options.clock_mode,
             options.start_time == absl::InfinitePast() ? absl::Now() : options.start_time),
      random_(options.repeatable_ids ? mock::Random::Seeded(kSeed) : mock::Random::Real()),
      entra_(EntraOptionsFor(options, &clock_, random_.get())),
      engine_(&clock_, &journal_, random_.get(),
              [this](const auto& error, const auto& request, const auto& setting) {
                return entra_.Render(error, request, setting);
              }),
      hosts_(HostsOptionsFor()),
      admin_(options.control_token ? std::make_unique<Admin>(this, *options.control_token)
                                   : nullptr),
      address_(options.address),
      allow_non_loopback_(options.allow_non_loopback) {}

Fakes::~Fakes() = default;

absl::Status Fakes::StartServer(const FakesOptions& options) {
  // Certificates are checked against the client's time, which is real.
  auto authority = mock::CertificateAuthority::Generate(absl::Now());
  if (!authority.ok()) return authority.status();
  authority_ = *std::move(authority);
  ca_pem_ = authority_->certificate_pem();
  std::vector<std::string> names = WellKnownNames();
  names.insert(names.end(), options.extra_host_names.begin(), options.extra_host_names.end());
  auto started = Listen(names, options.port,
                        [this](const mock::http::Request& request) { return Handle(request); });
  if (!started.ok()) return started.status();
  server_ = *std::move(started);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<mock::http::Server>> Fakes::Listen(
    const std::vector<std::string>& names, std::uint16_t port, mock::http::Handler handler) {
  const auto leaf = authority_->Issue(names, absl::Now());
  if (!leaf.ok()) return leaf.status();
  mock::http::ServerOptions server;
  server.address = address_;
  server.allow_non_loopback = allow_non_loopback_;
  server.port = port;
  server.certificate_pem = leaf->certificate_pem;
  server.private_key_pem = leaf->private_key_pem;
  server.fail_handshake = [this] { return engine_.FailNextHandshake(); };
  server.clock = &clock_;
  return mock::http::Server::Start(std::move(server), std::move(handler));
}

mock::http::Reply Fakes::Handle(const mock::http::Request& request) {
  if (admin_ != nullptr) {
    if (auto reply = admin_->json.Handle(request)) return *std::move(reply);
  }
  return Answer(request);
}

mock::http::Reply Fakes::Answer(const mock::http::Request& request) {
  return engine_.Handle(
      request, [this](const mock::http::Request& passed, const mock::scenario::Setting& setting) {
        return entra_.Handle(passed, setting);
      });
}

absl::StatusOr<std::string> Fakes::TokenProxyFor(absl::string_view prefix) {
  token_proxy_.AddPrefix(prefix);
  const std::lock_guard<std::mutex> lock(token_proxy_mutex_);
  if (token_proxy_server_ == nullptr) {
    auto started =
        Listen(TokenProxyNames(address_), /*port=*/0, [this](const mock::http::Request& request) {
          const auto forwarded = token_proxy_.Forward(request);
          return forwarded ? Answer(*forwarded) : mock::entra::TokenProxy::NotFound();
        });
    if (!started.ok()) return started.status();
    token_proxy_server_ = *std::move(started);
  }
  const bool ipv6 = absl::StrContains(address_, ':');
  return absl::StrCat("https://", ipv6 ? "[" : "", address_, ipv6 ? "]" : "", ":",
                      token_proxy_server_->port());
}

absl::Status Fakes::FillIn(mock::scenario::Client& client) {
  for (auto& [name, value] : *client.mutable_environment()) {
    absl::StrReplaceAll({{kCaPem, ca_pem_}}, &value);
    absl::string_view prefix = value;
    if (!absl::ConsumePrefix(&prefix, kTokenProxy)) continue;
    const auto url = TokenProxyFor(prefix.substr(0, prefix.find_first_of("?#")));
    if (!url.ok()) return url.status();
    value = absl::StrCat(*url, prefix);
  }
  const auto fill_in = [this](mock::scenario::File& file) {
    if (!file.assertion().has_text()) return;
    absl::StrReplaceAll({{kCaPem, ca_pem_}}, file.mutable_assertion()->mutable_text());
  };
  for (auto& file : *client.mutable_files()) fill_in(file);
  for (auto& call : *client.mutable_calls()) {
    if (call.has_write_file()) fill_in(*call.mutable_write_file());
  }
  return absl::OkStatus();
}

mock::imds::HostsOptions Fakes::HostsOptionsFor() {
  mock::imds::HostsOptions hosts;
  hosts.clock = &clock_;
  hosts.random = random_.get();
  hosts.list = [this] { return entra_.directory().hosts(); };
  hosts.identities = IdentitiesOf(&entra_);
  hosts.write_key_file = [this](const mock::imds::KeyFile& file) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return write_key_file_ != nullptr && write_key_file_(file);
  };
  return hosts;
}

mock::http::Reply Fakes::HandleHosts(const mock::http::Request& request) {
  const auto host = hosts_.Find(request);
  if (host == nullptr) return Handle(request);
  return engine_.Handle(
      request, host->tenant_id(),
      [this, &host](const mock::http::Request& passed, const mock::scenario::Setting& setting) {
        return hosts_.Handle(host, passed, setting);
      });
}

absl::Status Fakes::StartHttpServer(const FakesOptions& options) {
  mock::http::ServerOptions server;
  server.address = options.address;
  server.allow_non_loopback = options.allow_non_loopback;
  server.port = options.http_port;
  server.clock = &clock_;
  auto started = mock::http::Server::Start(
      server, [this](const mock::http::Request& request) { return HandleHosts(request); });
  if (!started.ok()) return started.status();
  http_server_ = *std::move(started);
  return absl::OkStatus();
}

absl::Status Fakes::StartServiceFabric(const Host& host) {
  const auto endpoint = mock::scenario::ParseHostEndpoint(mock::scenario::EndpointOf(host));
  std::vector<std::string> names = {"localhost", "127.0.0.1"};
  if (endpoint) names.insert(names.begin(), endpoint->host);
  const auto shown = mock::MakeSelfSigned(names, absl::Now());
  const auto other = mock::MakeSelfSigned(names, absl::Now());
  if (!shown.ok()) return shown.status();
  if (!other.ok()) return other.status();
  mock::http::ServerOptions server;
  server.address = address_;
  server.allow_non_loopback = allow_non_loopback_;
  server.certificate_pem = shown->certificate_pem;
  server.private_key_pem = shown->private_key_pem;
  server.clock = &clock_;
  auto started = mock::http::Server::Start(
      server, [this](const mock::http::Request& request) { return HandleHosts(request); });
  if (!started.ok()) return started.status();
  const auto& fabric = host.service_fabric();
  std::unique_ptr<mock::http::Server> replaced;  // stops when nothing is locked
  const std::lock_guard<std::mutex> lock(mutex_);
  replaced = std::exchange(fabric_server_, *std::move(started));
  fabric_pem_ = fabric.certificate_not_trusted() ? "" : shown->certificate_pem;
  fabric_thumbprint_ = fabric.other_certificate() ? other->thumbprint : shown->thumbprint;
  return absl::OkStatus();
}

absl::Status Fakes::PrepareHosts(mock::scenario::Scenario* scenario) {
  hosts_.Begin();
  for (const Host& host : scenario->directory().hosts()) {
    absl::Status prepared;
    if (host.network() == Host::REFUSED) {
      prepared = MakeIfNone(mock::http::DeadEnd::Kind::kRefused, &refused_);
    } else if (host.network() == Host::DROPPED) {
      prepared = MakeIfNone(mock::http::DeadEnd::Kind::kDropped, &dropped_);
      // Nobody but the client knows that it waits: a jumping clock must arrive at its
      // timeout.
      dropped_wait_ = clock_.CallAt(absl::InfiniteFuture(), /*blocking=*/true, [] {});
    } else if (host.kind() == Host::SERVICE_FABRIC) {
      prepared = StartServiceFabric(host);
    }
    if (!prepared.ok()) return prepared;
  }
  if (!scenario->has_client()) return absl::OkStatus();
  const std::lock_guard<std::mutex> lock(mutex_);
  for (auto& [name, value] : *scenario->mutable_client()->mutable_environment()) {
    if (value == mock::scenario::kThumbprintPlaceholder) value = fabric_thumbprint_;
  }
  return absl::OkStatus();
}

std::string Fakes::ca_pem() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return absl::StrCat(ca_pem_, fabric_pem_);
}

std::vector<Connection> Fakes::connections() const {
  const auto hosts = this->hosts();
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Connection> connections;
  for (const auto& host : *hosts) {
    const auto endpoint = mock::scenario::ParseHostEndpoint(host->endpoint());
    if (!endpoint) continue;
    std::string address = address_;
    std::uint16_t port = http_server_->port();
    if (host->network() != Host::REACHABLE) {
      const auto& dead_end = host->network() == Host::REFUSED ? refused_ : dropped_;
      address = "127.0.0.1";
      port = dead_end == nullptr ? 0 : dead_end->port();
    } else if (endpoint->tls) {
      port = fabric_server_ == nullptr ? 0 : fabric_server_->port();
    }
    if (port == 0) continue;
    connections.push_back({endpoint->host, endpoint->port, absl::StrCat(address, ":", port)});
  }
  return connections;
}

std::string Fakes::UrlOf(const Host& host) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool fabric = host.kind() == Host::SERVICE_FABRIC;
  const mock::http::Server* const server = fabric ? fabric_server_.get() : http_server_.get();
  if (server == nullptr) return "";
  // The certificate is for localhost.
  return absl::StrCat(fabric ? "https://localhost:" : absl::StrCat("http://", address_, ":"),
                      server->port(), mock::imds::PathAtFakes(host));
}

void Fakes::SetKeyFileWriter(mock::imds::WriteKeyFile writer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  write_key_file_ = std::move(writer);
}

absl::Status Fakes::AddDirectory(mock::scenario::Directory directory) {
  const absl::Status read = mock::entra::ReadCertificates(ReadCertificateFile, &directory);
  return read.ok() ? entra_.directory().Merge(directory) : read;
}

absl::StatusOr<mock::scenario::Scenario> Fakes::Arm(mock::scenario::Scenario scenario) {
  absl::Status status = mock::entra::Materialise(entra_, ReadCertificateFile, &scenario);
  if (status.ok()) status = PrepareHosts(&scenario);
  if (status.ok() && scenario.has_client()) status = FillIn(*scenario.mutable_client());
  if (status.ok()) status = engine_.Arm(scenario);
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat(scenario.id(), ": ", status.message()));
  }
  return scenario;
}

absl::StatusOr<std::unique_ptr<Fakes>> Fakes::Start(const FakesOptions& options) {
  std::unique_ptr<Fakes> fakes(new Fakes(options));
  if (auto started = fakes->StartServer(options); !started.ok()) return started;
  if (auto started = fakes->StartHttpServer(options); !started.ok()) return started;
  return fakes;
}

}  // namespace azmock
