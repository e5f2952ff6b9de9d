#include "tools/azmock_cli/fakes.h"

#include <utility>

#include "absl/strings/str_cat.h"
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
      address_(options.address) {}

Fakes::~Fakes() = default;

absl::Status Fakes::StartServer(const FakesOptions& options) {
  // Certificates are checked against the client's time, which is real.
  const auto authority = mock::CertificateAuthority::Generate(absl::Now());
  if (!authority.ok()) return authority.status();
  std::vector<std::string> names = WellKnownNames();
  names.insert(names.end(), options.extra_host_names.begin(), options.extra_host_names.end());
  const auto leaf = authority->Issue(names, absl::Now());
  if (!leaf.ok()) return leaf.status();
  ca_pem_ = authority->certificate_pem();

  mock::http::ServerOptions server;
  server.address = options.address;
  server.allow_non_loopback = options.allow_non_loopback;
  server.port = options.port;
  server.certificate_pem = leaf->certificate_pem;
  server.private_key_pem = leaf->private_key_pem;
  server.fail_handshake = [this] { return engine_.FailNextHandshake(); };
  server.clock = &clock_;
  auto started = mock::http::Server::Start(server, [this](const mock::http::Request& request) {
    return engine_.Handle(
        request, [this](const mock::http::Request& passed, const mock::scenario::Setting& setting) {
          return entra_.Handle(passed, setting);
        });
  });
  if (!started.ok()) return started.status();
  server_ = *std::move(started);
  return absl::OkStatus();
}

absl::StatusOr<mock::scenario::Scenario> Fakes::Arm(mock::scenario::Scenario scenario) {
  absl::Status status = mock::entra::Materialise(entra_, ReadCertificateFile, &scenario);
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
