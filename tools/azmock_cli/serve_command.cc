// azmock serve: the fakes as servers, until a signal or the end of input.
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_server/admin/grpc_server.h"
#include "mock_server/echo/echo_server.h"
#include "mock_server/fakes.h"
#include "mock_server/key_files.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/scenario_files.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/client_environment.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/control_token.h"
#include "tools/azmock_cli/replay/requests.h"
#include "tools/azmock_cli/tools_folder.h"

namespace azmock {
namespace {

using nlohmann::ordered_json;

struct ServeOptions {
  std::vector<std::string> configs;
  std::vector<std::string> scenarios;
  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  int port = 0;
  int http_port = 0;
  std::string ca_file;
  std::string env_file;
  std::string journal_file;
  std::string requests_file;
  std::string clock = "follow";
  bool stop_on_eof = false;
  int admin_grpc_port = 0;
  int echo_grpc_port = 0;
  std::string control_token_file;
  mock::entra::PromiseLimits promise_limits;
  std::size_t max_admin_body_bytes = FakesOptions().max_admin_body_bytes;
};

// Blocks the stopping signals in this thread and those it will start, and turns
// them into something that can be polled.
class StopSignals {
 public:
  StopSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC);
  }
  ~StopSignals() { close(descriptor_); }

  // Returns when a signal came or, if asked to, when standard input ended.
  void Wait(bool stop_on_eof) const {
    pollfd sources[] = {{descriptor_, POLLIN, 0}, {stop_on_eof ? STDIN_FILENO : -1, POLLIN, 0}};
    while (true) {
      poll(sources, 2, -1);
      if (sources[0].revents != 0) return;
      char ignored[256];
      if (sources[1].revents != 0 && read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return;
    }
  }

 private:
  int descriptor_;
};

// A folder of our own for the CA file and the client's files, gone when the server is.
class TemporaryFolder {
 public:
  static absl::StatusOr<std::unique_ptr<TemporaryFolder>> Create() {
    std::error_code error;
    const auto base = std::filesystem::temp_directory_path(error);
    std::string path = (error ? std::filesystem::path("/tmp") : base) / "azmock-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) {
      return absl::UnavailableError(absl::StrCat("cannot create ", path, ": ", strerror(errno)));
    }
    return std::unique_ptr<TemporaryFolder>(new TemporaryFolder(std::move(path)));
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// What a client is to be: the first scenario's, or the directory's sample.
mock::scenario::Client ClientFor(const std::vector<mock::scenario::Scenario>& scenarios) {
  for (const auto& scenario : scenarios) {
    if (scenario.has_client()) return scenario.client();
  }
  const auto directory = mock::entra::DefaultDirectory();
  const auto& application = directory.tenants(0).applications(0);
  mock::scenario::Client client;
  auto& sample = *client.mutable_client_secret();
  sample.set_tenant_id(directory.tenants(0).id());
  sample.set_client_id(application.app_id());
  sample.set_client_secret(application.secrets(0).value());
  return client;
}

std::string Endpoint(const Fakes& fakes) {
  return absl::StrCat("https://localhost:", fakes.port());
}

std::string HttpEndpoint(const Fakes& fakes) {
  return absl::StrCat("http://", fakes.address(), ":", fakes.http_port());
}

// Where each kind of managed-identity host is asked: "imds", "app_service", …
std::map<std::string, std::string> HostEndpoints(const Fakes& fakes) {
  std::map<std::string, std::string> endpoints;
  const auto hosts = fakes.hosts();
  for (const auto& life : *hosts) {
    using Host = mock::scenario::ManagedIdentityHost;
    const std::string kind = absl::AsciiStrToLower(Host::Kind_Name(life->host.kind()));
    if (std::string url = fakes.UrlOf(life->host); !url.empty()) endpoints.emplace(kind, url);
  }
  return endpoints;
}

std::string AdminEndpoint(const Fakes& fakes) { return Endpoint(fakes) + "/_mock/v1"; }

// The fake tools come before real ones.
std::string PathWith(const std::string& tools) {
  const char* path = std::getenv("PATH");
  return path == nullptr ? tools : absl::StrCat(tools, ":", path);
}

// What a shell exports so that any SDK finds the fakes and trusts them.
ordered_json EnvironmentFor(const Fakes& fakes, const std::string& ca_file,
                            const std::string& tools,
                            const std::map<std::string, std::string>& of_client) {
  ordered_json environment;
  environment["AZURE_AUTHORITY_HOST"] = Endpoint(fakes) + "/";
  environment["AZMOCK_ADMIN"] = AdminEndpoint(fakes);
  // The metadata service's address: for SDKs that can be told another, and for all
  // that respect a proxy. The plain server answers for every host itself.
  environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = HttpEndpoint(fakes);
  environment["http_proxy"] = HttpEndpoint(fakes);
  environment["no_proxy"] = "localhost,127.0.0.1";
  if (!tools.empty()) environment["PATH"] = PathWith(tools);
  for (const auto& [name, value] : of_client) environment[name] = value;
  // Where OpenSSL and Go, curl, Python's requests, and Node look.
  for (const char* name :
       {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}) {
    environment[name] = ca_file;
  }
  return environment;
}

std::string AsShell(const ordered_json& environment) {
  std::string lines;
  for (const auto& [name, value] : environment.items()) {
    absl::StrAppend(&lines, "export ", name, "='",
                    absl::StrReplaceAll(value.get<std::string>(), {{"'", "'\\''"}}), "'\n");
  }
  return lines;
}

absl::StatusOr<std::vector<mock::scenario::Scenario>> Find(
    const std::vector<std::string>& ids_or_paths) {
  std::vector<mock::scenario::Scenario> found;
  for (const auto& id_or_path : ids_or_paths) {
    auto scenario = FindScenario(id_or_path);
    if (!scenario.ok()) return scenario.status();
    found.push_back(*std::move(scenario));
  }
  return found;
}

FakesOptions FakesOptionsFor(const ServeOptions& options,
                             const std::vector<mock::scenario::Scenario>& scenarios) {
  using Mode = mock::VirtualClock::Mode;
  const Mode mode = options.clock == "frozen" ? Mode::kFrozen
                    : options.clock == "jump" ? Mode::kJump
                                              : Mode::kFollow;
  FakesOptions fakes;
  for (const auto& scenario : scenarios) {
    auto wanted = OptionsForScenario(scenario, mode);
    if (fakes.repeatable_ids) wanted.start_time = fakes.start_time;  // The first one's counts.
    wanted.extra_host_names.insert(wanted.extra_host_names.end(), fakes.extra_host_names.begin(),
                                   fakes.extra_host_names.end());
    wanted.extra_service_names.insert(wanted.extra_service_names.end(),
                                      fakes.extra_service_names.begin(),
                                      fakes.extra_service_names.end());
    fakes = std::move(wanted);
  }
  fakes.clock_mode = mode;
  fakes.address = options.address;
  fakes.allow_non_loopback = options.allow_non_loopback;
  fakes.port = static_cast<std::uint16_t>(options.port);
  fakes.http_port = static_cast<std::uint16_t>(options.http_port);
  fakes.promise_limits = options.promise_limits;
  fakes.max_admin_body_bytes = options.max_admin_body_bytes;
  return fakes;
}

// What one who uses the fakes is told.
struct Announcement {
  std::string ca_file;
  mock::scenario::Client client;
  std::string folder;  // for the client's files
  std::string tools;   // the folder of developers' tools; "" if there are none
  std::string admin_grpc;
  std::string echo_grpc;
  std::string control_token;  // "" if it needs no telling
};

absl::Status Announce(const ServeOptions& options, const Fakes& fakes, const Announcement& told) {
  auto of_client = ClientEnvironment(told.client, told.folder);
  if (!of_client.ok()) return of_client.status();
  for (auto& [name, value] : *of_client) value = fakes.AtFakes(value);
  const auto environment = EnvironmentFor(fakes, told.ca_file, told.tools, *of_client);
  if (!options.env_file.empty()) {
    if (auto written = WriteFile(options.env_file, AsShell(environment)); !written.ok()) {
      return written;
    }
  }
  ordered_json line;
  line["endpoints"]["entra"] = Endpoint(fakes);
  for (const auto& [kind, url] : HostEndpoints(fakes)) line["endpoints"][kind] = url;
  line["endpoints"]["admin"] = AdminEndpoint(fakes);
  line["endpoints"]["admin_grpc"] = told.admin_grpc;
  line["endpoints"]["echo_grpc"] = told.echo_grpc;
  line["address"] = absl::StrCat(fakes.address(), ":", fakes.port());
  line["ca_file"] = told.ca_file;
  if (!told.tools.empty()) line["tools"] = told.tools;
  if (!told.control_token.empty()) line["control_token"] = told.control_token;
  line["limits"] = {{"promises", options.promise_limits.entries},
                    {"promise_bytes", options.promise_limits.bytes},
                    {"admin_body_bytes", options.max_admin_body_bytes}};
  line["environment"] = environment;
  std::cout << line.dump() << std::endl;
  return absl::OkStatus();
}

absl::Status WriteRecords(const ServeOptions& options, const mock::scenario::Journal& journal) {
  absl::Status written;
  if (!options.journal_file.empty()) {
    written.Update(WriteFile(options.journal_file, journal.JsonLines()));
  }
  if (!options.requests_file.empty()) {
    written.Update(WriteFile(options.requests_file, RequestsText(journal.Entries())));
  }
  return written;
}

absl::Status Configure(const std::vector<std::string>& files, Fakes& fakes) {
  for (const std::string& file : files) {
    auto directory = mock::scenario::LoadDirectory(file);
    if (!directory.ok()) return directory.status();
    if (auto added = fakes.MergeDirectory(*std::move(directory)); !added.ok()) {
      return absl::Status(added.code(), absl::StrCat(file, ": ", added.message()));
    }
  }
  return absl::OkStatus();
}

absl::Status Serve(const ServeOptions& options) {
  const StopSignals signals;
  auto scenarios = Find(options.scenarios);
  if (!scenarios.ok()) return scenarios.status();
  const auto token = GetControlToken(options.control_token_file, options.address);
  if (!token.ok()) return token.status();
  FakesOptions fakes_options = FakesOptionsFor(options, *scenarios);
  fakes_options.control_token = token->value;
  const auto fakes = Fakes::Start(fakes_options);
  if (!fakes.ok()) return fakes.status();
  if (auto configured = Configure(options.configs, **fakes); !configured.ok()) return configured;
  for (auto& scenario : *scenarios) {
    auto armed = (*fakes)->Arm(std::move(scenario));
    if (!armed.ok()) return armed.status();
    scenario = *std::move(armed);
  }
  const KeyFiles key_files;
  (*fakes)->SetKeyFileWriter(key_files.writer());
  const auto folder = TemporaryFolder::Create();
  if (!folder.ok()) return folder.status();
  const std::string ca_file =
      options.ca_file.empty() ? (*folder)->path() + "/ca.pem" : options.ca_file;
  if (auto written = WriteFile(ca_file, (*fakes)->ca_pem()); !written.ok()) return written;
  const auto tools = InstallToolsOf(**fakes, (*folder)->path(), token->value);
  if (!tools.ok()) return tools.status();
  const auto grpc = mock::admin::GrpcServer::Start(
      (*fakes)->control(), (*fakes)->access(), static_cast<std::uint16_t>(options.admin_grpc_port));
  if (!grpc.ok()) return grpc.status();
  const auto echo =
      EchoServer::Start(fakes->get(), static_cast<std::uint16_t>(options.echo_grpc_port));
  if (!echo.ok()) return echo.status();
  auto said =
      Announce(options, **fakes,
               {ca_file, ClientFor(*scenarios), (*folder)->path(), *tools,
                absl::StrCat("127.0.0.1:", (*grpc)->port()),
                absl::StrCat("localhost:", (*echo)->port()), token->generated ? token->value : ""});
  if (!said.ok()) return said;
  signals.Wait(options.stop_on_eof);
  return WriteRecords(options, (*fakes)->journal());
}

}  // namespace

void AddServeCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  auto* serve = app.add_subcommand(
      "serve", "Starts the fakes; prints one JSON line with endpoints and environment.");
  serve
      ->add_option("--scenario", options->scenarios,
                   "Arms a scenario, by id or .textproto file; may be repeated.")
      ->type_name("ID")
      ->take_all();
  serve
      ->add_option("--config", options->configs,
                   "Adds a .textproto file to the directory; may be repeated.")
      ->type_name("FILE")
      ->take_all();
  serve->add_option("--port", options->port, "TLS port; 0, the default, picks a free one.")
      ->check(CLI::Range(0, 65535));
  serve
      ->add_option("--http-port", options->http_port,
                   "Port of the plain server, for managed identities.")
      ->check(CLI::Range(0, 65535));
  serve->add_option("--address", options->address, "IP address to bind; loopback by default.");
  serve->add_flag("--allow-non-loopback", options->allow_non_loopback,
                  "Lets --address name an address others can reach.");
  serve->add_option("--ca-file", options->ca_file,
                    "Where to write the CA certificate; a temporary file by default.");
  serve->add_option("--env-file", options->env_file,
                    "Writes the environment as `export` lines for a shell to source.");
  serve->add_option("--journal", options->journal_file,
                    "Writes every exchange as a JSON line when the server stops.");
  serve->add_option("--requests", options->requests_file,
                    "Writes the requests in the form of the golden files when the server stops.");
  serve
      ->add_option("--clock", options->clock,
                   "follow: real time (default); frozen: stands still; jump: skips waits.")
      ->check(CLI::IsMember({"follow", "frozen", "jump"}));
  serve
      ->add_option(
          "--admin-grpc-port", options->admin_grpc_port,
          "Port of the admin service's gRPC, on loopback; 0, the default, picks a free one.")
      ->check(CLI::Range(0, 65535));
  serve
      ->add_option(
          "--echo-grpc-port", options->echo_grpc_port,
          "Port of the echo service's gRPC, on loopback; 0, the default, picks a free one.")
      ->check(CLI::Range(0, 65535));
  serve
      ->add_option("--control-token-file", options->control_token_file,
                   "The token that the admin service asks for; without it none on loopback, and\n"
                   "elsewhere a new one, which is printed.")
      ->type_name("FILE");
  serve
      ->add_option("--max-promises", options->promise_limits.entries,
                   "How many codes, refresh tokens and sessions a tenant remembers, of each kind;\n"
                   "how many device codes all do. What has no room is told so.")
      ->capture_default_str();
  serve
      ->add_option("--max-promise-bytes", options->promise_limits.bytes,
                   "And in how many bytes, of each kind.")
      ->capture_default_str();
  serve
      ->add_option("--max-admin-body-bytes", options->max_admin_body_bytes,
                   "The largest request that the admin service takes as JSON.")
      ->capture_default_str();
  serve->add_flag("--stop-on-eof", options->stop_on_eof, "Stops when standard input ends.");
  serve->callback([options, &action] {
    action = [options]() -> int {
      const absl::Status served = Serve(*options);
      return served.ok() ? kSuccess : Fail(served);
    };
  });
}

}  // namespace azmock
