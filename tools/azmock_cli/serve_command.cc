// azmock serve: the fakes as servers, until a signal or the end of input.
#include <sys/resource.h>

#include <cstdint>
#include <future>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "identity/context.h"
#include "identity/seams/browser.h"
#include "identity/seams/environment.h"
#include "identity/seams/process_runner.h"
#include "mock_common/grpc/grpc_listener.h"
#include "mock_server/admin/grpc_server.h"
#include "mock_server/echo/echo_server.h"
#include "mock_server/fakes.h"
#include "mock_server/kept_authority.h"
#include "mock_server/key_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/explainer.h"
#include "tools/azmock_cli/serving/announcement.h"
#include "tools/azmock_cli/serving/control_token.h"
#include "tools/azmock_cli/serving/fakes_content.h"
#include "tools/azmock_cli/serving/files.h"
#include "tools/azmock_cli/serving/records.h"
#include "tools/azmock_cli/serving/stop_signals.h"
#include "tools/azmock_cli/serving/temporary_folder.h"
#include "tools/azmock_cli/serving/tools_folder.h"

namespace azmock {
namespace {

struct ServeOptions {
  std::vector<std::string> configs;
  std::vector<std::string> scenarios;
  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  int port = 0;
  int http_port = 0;
  std::vector<std::string> names;
  std::string ca_dir;
  std::string ca_file;
  std::string env_file;
  std::string journal_file;
  mock::scenario::JournalOptions journal;
  int threads = FakesOptions().threads;
  bool fast_tokens = false;
  std::size_t max_connections = FakesOptions().max_connections;
  std::string requests_file;
  std::string clock = "follow";
  bool stop_on_eof = false;
  bool open = false;
  int admin_grpc_port = 0;
  int echo_grpc_port = 0;
  std::string control_token_file;
  mock::entra::PromiseLimits promise_limits;
  std::size_t max_admin_body_bytes = FakesOptions().max_admin_body_bytes;
};

FakesOptions FakesOptionsFor(const ServeOptions& options, const FakesContent& content) {
  using Mode = mock::VirtualClock::Mode;
  const Mode mode = options.clock == "frozen" ? Mode::kFrozen
                    : options.clock == "jump" ? Mode::kJump
                                              : Mode::kFollow;
  FakesOptions fakes = OptionsForContent(content);
  if (!content.scenarios.empty()) {
    // The first one's counts.
    fakes.start_time = OptionsForScenario(content.scenarios.front(), mode).start_time;
  }
  fakes.extra_host_names.insert(fakes.extra_host_names.end(), options.names.begin(),
                                options.names.end());
  fakes.clock_mode = mode;
  fakes.address = options.address;
  fakes.allow_non_loopback = options.allow_non_loopback;
  fakes.port = static_cast<std::uint16_t>(options.port);
  fakes.http_port = static_cast<std::uint16_t>(options.http_port);
  fakes.journal = options.journal;
  fakes.threads = options.threads;
  fakes.shared_tokens = options.fast_tokens;
  fakes.max_connections = options.max_connections;
  fakes.warn = [](const std::string& text) { std::cerr << absl::StrCat("azmock: ", text, "\n"); };
  fakes.promise_limits = options.promise_limits;
  fakes.max_admin_body_bytes = options.max_admin_body_bytes;
  return fakes;
}

// On loopback, whatever the address of the others is, unless that is one that others can reach.
mock::GrpcAddress GrpcAddressFor(const ServeOptions& options, int port) {
  return {IsLoopback(options.address) ? "127.0.0.1" : options.address,
          static_cast<std::uint16_t>(port)};
}

absl::StatusOr<std::unique_ptr<mock::admin::GrpcServer>> StartAdminGrpc(const ServeOptions& options,
                                                                        Fakes& fakes) {
  std::optional<mock::Leaf> certificate;
  if (!IsLoopback(options.address)) {
    auto issued = fakes.IssueCertificate();
    if (!issued.ok()) return issued.status();
    certificate = *std::move(issued);
  }
  return mock::admin::GrpcServer::Start(fakes.control(), fakes.access(),
                                        GrpcAddressFor(options, options.admin_grpc_port),
                                        certificate);
}

// Shows the page. What shows it goes on when the fakes stop; where nothing can, they serve all the
// same.
void OpenConsole(const std::string& url) {
  constexpr absl::Duration kPatience = absl::Seconds(5);
  const auto browser = azure::identity::NewBrowser(azure::identity::RealProcessRunner(),
                                                   azure::identity::RealEnvironment());
  const auto context = azure::identity::Context::Background().WithDeadline(absl::Now() + kPatience);
  const absl::Status opened = browser->Open(context, url);
  if (opened.ok() || absl::IsDeadlineExceeded(opened)) return;
  std::cerr << absl::StrCat("azmock: cannot open ", url, ": ", opened.message(), "\n");
}

// Each connection takes a descriptor; many systems give more than they do at first. False if there
// are so few that gRPC, which ends the process if it gets none, must wait for the fakes to say so.
bool AllowManyDescriptors() {
  constexpr rlim_t kFew = 64;
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur >= kFew;
}

absl::Status ServeUntilStopped(const ServeOptions& options, Records& records) {
  // What is read may be a pipe: until all is there, a signal ends the process.
  auto content = ReadFakesContent(options.scenarios, options.configs);
  if (!content.ok()) return content.status();
  const auto token = GetControlToken(options.control_token_file, options.address);
  if (!token.ok()) return token.status();
  const StopSignals signals;
  std::optional<mock::GrpcAhead> grpc_ahead;
  if (AllowManyDescriptors()) grpc_ahead.emplace();
  FakesOptions fakes_options = FakesOptionsFor(options, *content);
  fakes_options.control_token = token->value;
  fakes_options.explainer = MakeExplainer();
  if (!options.ca_dir.empty()) {
    auto kept = KeptAuthority(options.ca_dir);
    if (!kept.ok()) return kept.status();
    fakes_options.certificate_authority = *std::move(kept);
  }
  const auto fakes = Fakes::Start(fakes_options);
  if (!fakes.ok()) return fakes.status();
  records.Follow((*fakes)->journal());
  if (auto added = AddContent(*content, **fakes); !added.ok()) return added;
  const KeyFiles key_files;
  (*fakes)->SetKeyFileWriter(key_files.writer());
  auto grpc_started =
      std::async(std::launch::async, [&] { return StartAdminGrpc(options, **fakes); });
  const auto folder = TemporaryFolder::Create();
  if (!folder.ok()) return folder.status();
  const std::string ca_file =
      options.ca_file.empty() ? (*folder)->path() + "/ca.pem" : options.ca_file;
  if (auto written = WriteFile(ca_file, (*fakes)->ca_pem()); !written.ok()) return written;
  const auto tools = InstallToolsOf(**fakes, (*folder)->path(), token->value);
  if (!tools.ok()) return tools.status();
  const auto echo =
      EchoServer::Start(fakes->get(), GrpcAddressFor(options, options.echo_grpc_port));
  const auto grpc = grpc_started.get();
  if (!grpc.ok()) return grpc.status();
  if (!echo.ok()) return echo.status();
  Announcement told;
  told.ca_file = ca_file;
  told.env_file = options.env_file;
  told.client = ClientFor(content->scenarios);
  told.metadata_service = HasMetadataService(content->scenarios);
  told.folder = (*folder)->path() + "/client";
  told.tools = *tools;
  told.admin_grpc =
      absl::StrCat(IsLoopback(options.address) ? "127.0.0.1:" : "localhost:", (*grpc)->port());
  told.echo_grpc = absl::StrCat("localhost:", (*echo)->port());
  if (token->generated) told.control_token = token->value;
  told.max_connections = options.max_connections;
  told.journal_entries = options.journal.max_entries;
  told.journal_bytes = options.journal.max_bytes;
  told.promises = options.promise_limits;
  told.max_admin_body_bytes = options.max_admin_body_bytes;
  if (absl::Status said = Announce(**fakes, told); !said.ok()) return said;
  if (options.open) OpenConsole(ConsoleEndpoint(**fakes));
  signals.Wait(options.stop_on_eof);
  return absl::OkStatus();
}

absl::Status Serve(const ServeOptions& options) {
  const auto records = Records::Open(options.journal_file, options.requests_file);
  if (!records.ok()) return records.status();
  absl::Status status = ServeUntilStopped(options, **records);
  // Now that the servers have stopped, the last entry is there.
  status.Update((*records)->Finish());
  return status;
}

}  // namespace

void AddServeCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<ServeOptions>();
  Command serve(app, action, "serve",
                "Starts the fakes; prints one JSON line with endpoints and environment.");
  serve
      .Value("--scenario", options->scenarios,
             "Arms a scenario, by id or .textproto file; may be repeated.")
      .Called("ID")
      .Repeatable();
  serve
      .Value("--config", options->configs,
             "Adds a .textproto file to the directory; may be repeated.")
      .Called("FILE")
      .Repeatable();
  serve.Value("--port", options->port, "TLS port; 0, the default, picks a free one.")
      .Between(0, 65535);
  serve
      .Value("--http-port", options->http_port, "Port of the plain server, for managed identities.")
      .Between(0, 65535);
  serve.Value("--address", options->address, "IP address to bind; loopback by default.");
  serve.Flag("--allow-non-loopback", options->allow_non_loopback,
             "Lets --address name an address others can reach.");
  serve
      .Value("--name", options->names,
             "A name that clients call this machine by, such as a container's: in the\n"
             "certificate, and an authority that instance discovery vouches for. Repeatable.")
      .Called("HOST")
      .Repeatable();
  serve
      .Value("--ca-dir", options->ca_dir,
             "Keeps the certificate authority there, as ca.pem and ca-key.pem, for the next\n"
             "server; without it each server has a new one.")
      .Called("FOLDER");
  serve
      .Value("--ca-file", options->ca_file,
             "Where to write the CA certificate; a temporary file by default.")
      .Called("FILE");
  serve
      .Value("--env-file", options->env_file,
             "Writes the environment as `export` lines for a shell to source.")
      .Called("FILE");
  serve
      .Value("--journal", options->journal_file,
             "Writes every exchange as a JSON line, before its reply is sent.")
      .Called("FILE");
  constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
  serve
      .Value("--journal-entries", options->journal.max_entries,
             "How many exchanges the admin service remembers.")
      .Between(std::size_t{1}, kMost)
      .ShowsDefault();
  serve.Value("--journal-bytes", options->journal.max_bytes, "And how many bytes of them.")
      .Between(std::size_t{1}, kMost)
      .ShowsDefault();
  serve
      .Value("--requests", options->requests_file,
             "Writes the requests in the form of the golden files when the server stops.")
      .Called("FILE");
  serve
      .Value("--threads", options->threads,
             "How many threads of each server answer; one for each core lets tokens be signed "
             "at once.")
      .Between(1, 256)
      .ShowsDefault();
  serve.Flag("--fast-tokens", options->fast_tokens,
             "Access tokens with equal claims within a second are one token, and cost one\n"
             "signature. Entra's all differ.");
  serve
      .Value("--max-connections", options->max_connections,
             "How many connections each server has open; further ones get 503.")
      .Between(std::size_t{1}, kMost)
      .ShowsDefault();
  serve
      .Value("--clock", options->clock,
             "follow: real time (default); frozen: stands still; jump: skips waits.")
      .OneOf({"follow", "frozen", "jump"});
  serve
      .Value("--admin-grpc-port", options->admin_grpc_port,
             "Port of the admin service's gRPC (over TLS unless on loopback); 0, the "
             "default, picks a free one.")
      .Between(0, 65535);
  serve
      .Value("--echo-grpc-port", options->echo_grpc_port,
             "Port of the echo service's gRPC; 0, the default, picks a free one.")
      .Between(0, 65535);
  serve
      .Value("--control-token-file", options->control_token_file,
             "The token that the admin service asks for; without it none on loopback, and\n"
             "elsewhere a new one, which is printed.")
      .Called("FILE");
  serve
      .Value("--max-promises", options->promise_limits.entries,
             "How many codes, refresh tokens and sessions a tenant remembers, of each kind;\n"
             "how many device codes all do. What has no room is told so.")
      .ShowsDefault();
  serve
      .Value("--max-promise-bytes", options->promise_limits.bytes,
             "And in how many bytes, of each kind.")
      .ShowsDefault();
  serve
      .Value("--max-admin-body-bytes", options->max_admin_body_bytes,
             "The largest request that the admin service takes as JSON.")
      .ShowsDefault();
  serve.Flag("--open", options->open, "Shows the console, a page, in the browser.");
  serve.Flag("--stop-on-eof", options->stop_on_eof, "Stops when standard input ends.");
  serve.Does([options]() -> int {
    const absl::Status served = Serve(*options);
    return served.ok() ? kSuccess : Fail(served);
  });
}

}  // namespace azmock
