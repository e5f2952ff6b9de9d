#include "mock_server/fakes.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "mock_common/admin/json_api.h"
#include "mock_common/jwt/known_keys.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_entra/endpoints/pipelines_oidc.h"
#include "mock_entra/exchange/authority.h"
#include "mock_server/admin/calls.h"
#include "mock_server/arming/client_values.h"
#include "mock_server/arming/materialise.h"
#include "mock_server/console/console.h"
#include "mock_server/fakes_backend.h"
#include "mock_server/identity_bridge.h"
#include "mock_server/scenario/rule_set_of.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/scenario/validator.h"
#include "mock_server/tool_runs.h"

namespace azmock {
namespace {

constexpr std::uint64_t kSeed = 1;
constexpr char kLocalhost[] = "localhost";
constexpr char kAzureDevOpsHost[] = "dev.azure.com";

// Where a scenario begins that does not care: replays must not depend on the day.
constexpr char kDefaultStart[] = "2026-01-01T00:00:00Z";

std::string HostOf(absl::string_view url) {
  const auto scheme = url.find("://");
  if (scheme != absl::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of(":/")));
}

// Not "", an address, nor a pattern.
bool IsHostName(absl::string_view host) {
  return std::any_of(host.begin(), host.end(), absl::ascii_isalpha) &&
         !absl::StrContains(host, '*') && !absl::StrContains(host, ':');
}

absl::Time ParsedTime(const std::string& text) {
  absl::Time time = absl::InfinitePast();
  absl::ParseTime(absl::RFC3339_full, text, &time, nullptr);
  return time;
}

absl::Time StartOf(const FakesOptions& options) {
  return options.start_time == absl::InfinitePast() ? absl::Now() : options.start_time;
}

// Whoever checks a token may look at its key's certificate, by the clock of the fakes.
std::shared_ptr<const mock::jwt::SigningKey> NewSigningKey(const FakesOptions& options) {
  const absl::Time now = StartOf(options);
  if (options.allow_non_loopback) return mock::jwt::SigningKey::Generate(now);
  const std::string number = mock::Random::Real()->Bytes(1);
  return mock::jwt::KnownKey(static_cast<unsigned char>(number[0]), now);
}

mock::entra::EntraOptions EntraOptionsFor(const FakesOptions& options, mock::VirtualClock* clock,
                                          mock::Random* random,
                                          const std::shared_ptr<ServerKeys>& keys) {
  mock::entra::EntraOptions entra;
  entra.clock = clock;
  entra.random = random;
  entra.signing_keys = {keys->signing_key()};
  entra.directory.promise_limits = options.promise_limits;
  if (options.keys != nullptr) {
    auto issuers = std::make_shared<std::atomic<std::size_t>>(0);
    entra.directory.issuer_keys = [keys, issuers](absl::Time now) {
      return keys->IssuerKey((*issuers)++, now);
    };
  }
  entra.extra_authority_hosts = options.extra_host_names;
  entra.extra_authority_hosts.push_back(kLocalhost);
  entra.managed_identity_issuer = keys->managed_identity_issuer();
  entra.shared_tokens = options.shared_tokens;
  return entra;
}

// Where gRPC, of `azmock serve`, gets no descriptor it ends the process.
absl::Status CheckDescriptors() {
  constexpr rlim_t kFewest = 32;
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kFewest) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("the fakes need ", kFewest,
                                             " open files, and may have ", limit.rlim_cur,
                                             ": raise `ulimit -n`"));
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
  for (const mock::scenario::Rule& rule : scenario.rules()) {
    if (IsHostName(rule.match().host())) options.extra_service_names.push_back(rule.match().host());
  }
  return options;
}

struct Fakes::Admin {
  Admin(Fakes* fakes, const FakesOptions& options)
      : explainer(options.explainer),
        backend(fakes),
        control(&fakes->clock_, &fakes->engine_, &fakes->journal_, &backend, explainer.get()),
        access(*options.control_token),
        json(mock::admin::Calls(&control), &access) {}

  const std::shared_ptr<const mock::admin::Explainer> explainer;
  FakesBackend backend;
  mock::admin::Control control;
  mock::admin::Access access;
  mock::admin::JsonApi json;
};

Fakes::Fakes(const FakesOptions& options, std::shared_ptr<ServerKeys> keys)
    : clock_(options.clock_mode, StartOf(options)),
      random_(options.repeatable_ids ? mock::Random::Seeded(kSeed) : mock::Random::Real()),
      journal_(options.journal),
      keys_(std::move(keys)),
      entra_(EntraOptionsFor(options, &clock_, random_.get(), keys_)),
      tools_(ToolsOptionsFor()),
      host_list_(&clock_),
      directory_(&entra_.directory(), &host_list_, &tools_),
      engine_(&clock_, &journal_, random_.get(),
              [this](const auto& error, const auto& request, const auto& setting) {
                return entra_.Render(error, request, setting);
              }),
      hosts_(HostsOptionsFor()),
      admin_(options.control_token ? std::make_unique<Admin>(this, options) : nullptr) {
  directory_.Merge(DefaultHosts()).IgnoreError();  // Of the default tenant, so they are sound.
}

Fakes::~Fakes() {
  // Before what their handlers use goes, each other included. They are not there if Listen
  // failed.
  if (server_ != nullptr) server_->Stop();
  for (const auto& server : http_servers_) server->Stop();
}

absl::StatusOr<std::unique_ptr<Fakes>> Fakes::Start(const FakesOptions& options) {
  if (absl::Status enough = CheckDescriptors(); !enough.ok()) return enough;
  std::shared_ptr<ServerKeys> keys = options.keys;
  if (keys == nullptr) {
    auto made = ServerKeys::Make(NewSigningKey(options), options.certificate_authority);
    if (!made.ok()) return made.status();
    keys = *std::move(made);
  }
  std::unique_ptr<Fakes> fakes(new Fakes(options, std::move(keys)));
  if (absl::Status listening = fakes->Listen(options); !listening.ok()) return listening;
  return fakes;
}

absl::StatusOr<mock::Leaf> Fakes::IssueCertificate() const {
  return keys_->Issue(certificate_names_);
}

absl::Status Fakes::Listen(const FakesOptions& options) {
  listeners_ = std::make_unique<Listeners>(ListenersOptions{
      options.address, options.allow_non_loopback, &clock_,
      [this] { return engine_.FailNextHandshake(); }, mock::entra::IsMtlsHost, keys_,
      options.max_admin_body_bytes, options.threads, options.max_connections, options.warn,
      [this](int status, const std::string& reason) { RecordRefusal(status, reason); }});
  certificate_names_ = WellKnownNames();
  for (const auto* extra : {&options.extra_host_names, &options.extra_service_names}) {
    certificate_names_.insert(certificate_names_.end(), extra->begin(), extra->end());
  }
  // Names that somebody gave may be such as no certificate can have, which is to be said now.
  if (!options.extra_host_names.empty() || !options.extra_service_names.empty()) {
    if (const auto leaf = keys_->Issue(certificate_names_); !leaf.ok()) return leaf.status();
  }
  auto server =
      listeners_->Tls(certificate_names_, options.port,
                      [this](const mock::http::Request& request) { return Handle(request); });
  if (!server.ok()) return server.status();
  server_ = *std::move(server);
  const auto handle_hosts = [this](const mock::http::Request& request) {
    return HandleHosts(request);
  };
  // For clients that take the plain server for their proxy (`http_proxy`): the names that the
  // TLS server has are there, with any port, and nothing else.
  const mock::http::TunnelEnd tls{listeners_->address(), server_->port()};
  const auto tunnel = [this,
                       tls](const mock::http::Request& to) -> std::optional<mock::http::TunnelEnd> {
    return IsNamedIn(certificate_names_, to.host) ? std::make_optional(tls) : std::nullopt;
  };
  auto http_server = listeners_->Plain(options.http_port, handle_hosts, tunnel);
  if (!http_server.ok()) return http_server.status();
  http_servers_.push_back(*std::move(http_server));
  for (const std::string& address : options.http_addresses) {
    auto further = listeners_->PlainAt(address, http_port(), handle_hosts);
    if (!further.ok()) return further.status();
    http_servers_.push_back(*std::move(further));
  }
  auto host_addresses =
      HostAddresses::Make(listeners_.get(), keys_, &clock_, http_port(), handle_hosts);
  if (!host_addresses.ok()) return host_addresses.status();
  host_addresses_ = *std::move(host_addresses);
  token_proxy_ = std::make_unique<TokenProxyServer>(
      listeners_.get(), [this](const mock::http::Request& request) { return Ask(request); },
      [this](const mock::http::Request& request) {
        return engine_.Handle(request, "", [](const auto&, const auto&) {
          return mock::entra::TokenProxy::NotFound();
        });
      });
  // Only now is all there that a request may ask for.
  server_->Serve();
  for (const auto& plain : http_servers_) plain->Serve();
  return absl::OkStatus();
}

mock::imds::HostsOptions Fakes::HostsOptionsFor() {
  mock::imds::HostsOptions hosts;
  hosts.clock = &clock_;
  hosts.random = random_.get();
  hosts.list = &host_list_;
  hosts.identities = IdentitiesOf(&entra_);
  hosts.write_key_file = [this](const mock::imds::KeyFile& file) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return write_key_file_ != nullptr && write_key_file_(file);
  };
  return hosts;
}

mock::imds::DeveloperToolsOptions Fakes::ToolsOptionsFor() {
  mock::imds::DeveloperToolsOptions tools;
  tools.clock = &clock_;
  tools.issue = IssueToTools(&entra_);
  tools.record = [this](const mock::imds::ToolRecord& run) {
    journal_.RecordRun(clock_.Now(), {run.command, run.tenant, run.exit_code, run.answered_by,
                                      &run.remarks, run.duration});
  };
  return tools;
}

void Fakes::RecordRefusal(int status, const std::string& reason) {
  mock::http::Remarks remarks;
  remarks.reason = reason;
  mock::scenario::Outcome outcome{status, "", "computed", ""};
  outcome.remarks = &remarks;
  journal_.Record(clock_.Now(), mock::http::Request(), "", outcome);
}

mock::http::Reply Fakes::Handle(const mock::http::Request& request) {
  if (auto reply = HandleToolRun(request, access(), &tools_)) return *std::move(reply);
  if (admin_ != nullptr) {
    if (auto page = mock::console::Handle(request)) return *std::move(page);
    if (auto reply = admin_->json.Handle(request)) return *std::move(reply);
  }
  return Ask(request);
}

mock::http::Reply Fakes::Ask(const mock::http::Request& request) {
  // At the fakes' own address, to which AtFakes leads, Azure DevOps has its name all the same:
  // rules and the journal call it so.
  if (request.host == kLocalhost && mock::entra::IsPipelinesOidc(request)) {
    mock::http::Request named = request;
    named.host = kAzureDevOpsHost;
    return AskEntra(named);
  }
  return AskEntra(request);
}

mock::http::Reply Fakes::AskEntra(const mock::http::Request& request) {
  return engine_.Handle(
      request, entra_.TenantOf(request),
      [this](const mock::http::Request& passed, const mock::scenario::Setting& setting) {
        return entra_.Handle(passed, setting);
      });
}

mock::http::Reply Fakes::HandleHosts(const mock::http::Request& request) {
  const auto life = hosts_.Find(request);
  if (life == nullptr) return Handle(request);
  return engine_.Handle(
      request, life->host.tenant_id(),
      [this, &life](const mock::http::Request& passed, const mock::scenario::Setting& setting) {
        return hosts_.Handle(*life, passed, setting);
      });
}

absl::Status Fakes::SetUp(mock::scenario::Directory* directory) {
  absl::Status status = ReadCertificates(ReadCertificateFile, directory);
  for (const auto& host : directory->hosts()) {
    if (status.ok()) status = host_addresses_->Prepare(host);
  }
  return status;
}

absl::Status Fakes::PrepareClient(mock::scenario::Scenario* scenario) {
  std::string thumbprint;
  for (const auto& host : scenario->directory().hosts()) {
    if (thumbprint.empty()) thumbprint = host_addresses_->ThumbprintOf(host);
  }
  const ClientValues values{keys_->ca_pem(), thumbprint,
                            [this](absl::string_view path) { return token_proxy_->UrlFor(path); }};
  return FillIn(values, scenario->mutable_client());
}

void Fakes::BeginAgain(const mock::scenario::Scenario& scenario) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (begun_.insert(scenario.id()).second) return;
  }
  for (const auto& tenant : scenario.directory().tenants()) {
    entra_.directory().ForgetTenant(tenant.id());
  }
}

absl::StatusOr<mock::scenario::Scenario> Fakes::Arm(mock::scenario::Scenario scenario) {
  absl::Status status = mock::scenario::ToStatus(mock::scenario::Validate(scenario));
  // Before its directory is added.
  if (status.ok()) status = engine_.CheckNotArmed(scenario.id());
  if (status.ok()) status = SetUp(scenario.mutable_directory());
  if (status.ok()) status = Materialise(entra_, directory_, ReadCertificateFile, &scenario);
  host_addresses_->WaitForDropped(host_list_);
  if (status.ok() && scenario.has_client()) status = PrepareClient(&scenario);
  if (status.ok()) BeginAgain(scenario);
  if (status.ok()) status = engine_.Arm(RuleSetOf(scenario));
  if (!status.ok()) {
    return absl::Status(status.code(), absl::StrCat(scenario.id(), ": ", status.message()));
  }
  return scenario;
}

absl::Status Fakes::MergeDirectory(mock::scenario::Directory directory) {
  absl::Status status = SetUp(&directory);
  if (status.ok()) status = directory_.Merge(directory);
  host_addresses_->WaitForDropped(host_list_);
  return status;
}

absl::Status Fakes::ReplaceDirectory(mock::scenario::Directory directory) {
  absl::Status status = SetUp(&directory);
  std::vector<std::vector<std::string>> gone;
  for (const std::string& id : entra_.directory().TenantIds()) gone.push_back(TenantNames(id));
  if (status.ok()) status = directory_.Replace(directory);
  host_addresses_->WaitForDropped(host_list_);
  if (!status.ok()) return status;
  for (const auto& names : gone) engine_.ResetTenant(names);
  return status;
}

absl::Status Fakes::RemoveFromDirectory(const mock::scenario::Directory& what) {
  std::vector<std::vector<std::string>> named;
  for (const auto& tenant : what.tenants()) named.push_back(TenantNames(tenant.id()));
  absl::Status status = directory_.Remove(what);
  host_addresses_->WaitForDropped(host_list_);
  if (!status.ok()) return status;
  for (const auto& names : named) {
    if (!names.empty() && TenantNames(names.front()).empty()) engine_.ResetTenant(names);
  }
  return absl::OkStatus();
}

std::vector<std::string> Fakes::TenantNames(absl::string_view tenant) {
  const auto found = entra_.directory().FindTenant(tenant);
  if (found == nullptr) return {};
  std::vector<std::string> names = {found->id};
  names.insert(names.end(), found->proto().domains().begin(), found->proto().domains().end());
  return names;
}

absl::Status Fakes::ResetTenant(absl::string_view tenant) {
  const std::vector<std::string> names = TenantNames(tenant);
  if (names.empty()) {
    return absl::NotFoundError(absl::StrCat("the directory has no tenant \"", tenant, "\""));
  }
  entra_.directory().ForgetTenant(names.front());
  host_list_.BeginAgain(names);
  tools_.BeginAgain(names);
  engine_.ResetTenant(names);
  journal_.ClearTenant(names);
  return absl::OkStatus();
}

std::string Fakes::ca_pem() const {
  return absl::StrCat(keys_->ca_pem(), keys_->managed_identity_issuer()->certificate_pem(),
                      host_addresses_->TrustedPem(*hosts()));
}

std::string Fakes::server_pem() const {
  return absl::StrCat(keys_->ca_pem(), host_addresses_->ShownPem(*hosts()));
}

std::vector<std::string> Fakes::host_names() const {
  std::vector<std::string> names;
  for (const std::string& name : certificate_names_) {
    if (IsHostName(name) && name != kLocalhost) names.push_back(name);
  }
  return names;
}

std::vector<Connection> Fakes::connections() const {
  return host_addresses_->ConnectionsTo(*hosts());
}

std::string Fakes::UrlOf(const mock::scenario::ManagedIdentityHost& host) const {
  return host_addresses_->UrlOf(host);
}

std::string Fakes::AtFakes(absl::string_view value) const {
  absl::string_view rest = value;
  if (absl::ConsumePrefix(&rest, absl::StrCat("https://", kAzureDevOpsHost, "/"))) {
    return absl::StrCat("https://localhost:", port(), "/", rest);
  }
  const auto all = hosts();
  for (const auto& life : *all) {
    rest = value;
    if (!absl::ConsumePrefix(&rest, life->host.endpoint())) continue;
    const std::string url = UrlOf(life->host);
    if (!url.empty()) return absl::StrCat(url, rest);
  }
  return std::string(value);
}

void Fakes::SetKeyFileWriter(mock::imds::WriteKeyFile writer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  write_key_file_ = std::move(writer);
}

mock::admin::Control* Fakes::control() { return admin_ == nullptr ? nullptr : &admin_->control; }

const mock::admin::Access* Fakes::access() const {
  return admin_ == nullptr ? nullptr : &admin_->access;
}

}  // namespace azmock
