#include "tools/azmock_cli/fakes.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_entra/materialise.h"
#include "tools/azmock_cli/scenario_files.h"

namespace azmock {
namespace {

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
                        [this](const mock::http::Request& request) { return Answer(request); });
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

absl::StatusOr<mock::scenario::Scenario> Fakes::Arm(mock::scenario::Scenario scenario) {
  absl::Status status = mock::entra::Materialise(entra_, ReadCertificateFile, &scenario);
  if (status.ok()) status = FillIn(*scenario.mutable_client());
  if (status.ok()) status = engine_.Arm(scenario);
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat(scenario.id(), ": ", status.message()));
  }
  return scenario;
}

absl::StatusOr<std::unique_ptr<Fakes>> Fakes::Start(const FakesOptions& options) {
  std::unique_ptr<Fakes> fakes(new Fakes(options));
  if (auto started = fakes->StartServer(options); !started.ok()) return started;
  return fakes;
}

}  // namespace azmock
