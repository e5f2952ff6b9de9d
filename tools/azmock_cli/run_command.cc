// azmock run: a program meets the fakes, unchanged.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "mock_common/http/dead_end.h"
#include "mock_common/http/url.h"
#include "mock_imds/host_endpoint.h"
#include "mock_server/fakes.h"
#include "mock_server/key_files.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/run/expectation.h"
#include "tools/azmock_cli/run/java_trust_store.h"
#include "tools/azmock_cli/run/name_server.h"
#include "tools/azmock_cli/run/private_world.h"
#include "tools/azmock_cli/run/program.h"
#include "tools/azmock_cli/run/program_environment.h"
#include "tools/azmock_cli/serving/announcement.h"
#include "tools/azmock_cli/serving/client_environment.h"
#include "tools/azmock_cli/serving/fakes_content.h"
#include "tools/azmock_cli/serving/files.h"
#include "tools/azmock_cli/serving/records.h"
#include "tools/azmock_cli/serving/temporary_folder.h"
#include "tools/azmock_cli/serving/tools_folder.h"
#include "tools/explain/journal/calls.h"
#include "tools/explain/journal/explain_journal.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;

constexpr char kMetadataService[] = "169.254.169.254";

// What is at the address of Azure's metadata service.
enum class Metadata { kNone, kServed, kRefused, kDropped };

struct RunOptions {
  std::vector<std::string> scenarios;
  std::vector<std::string> configs;
  bool by_environment = false;
  std::string expect_file;
  std::string journal_file;
  std::vector<std::string> command;
  ColorMode color = ColorMode::kAuto;
};

// What all of it works on.
struct Run {
  RunOptions options;
  bool world = false;  // namespaces of its own
  Metadata metadata = Metadata::kNone;
  FakesContent content;
  std::unique_ptr<Fakes> fakes;
  std::unique_ptr<TemporaryFolder> folder;
  std::unique_ptr<NameServer> names;
  std::unique_ptr<mock::http::DeadEnd> dead_end;
};

// SDKs wait for a connection that does not come about as long as they would on such a machine.
Metadata MetadataOf(const std::vector<Scenario>& scenarios) {
  using Host = mock::scenario::ManagedIdentityHost;
  for (const Scenario& scenario : scenarios) {
    for (const Host& host : scenario.directory().hosts()) {
      if (!mock::imds::StandsForImds(host.kind())) continue;
      if (host.network() == Host::REFUSED) return Metadata::kRefused;
      return host.network() == Host::DROPPED ? Metadata::kDropped : Metadata::kServed;
    }
  }
  return HasMetadataService(scenarios) ? Metadata::kServed : Metadata::kNone;
}

// In the system's time: a program has no other.
FakesOptions FakesOptionsFor(const Run& run) {
  FakesOptions options = OptionsForContent(run.content);
  options.control_token = "";
  if (run.world) {
    options.port = 443;
    options.http_port = 80;
    if (run.metadata == Metadata::kServed) options.http_addresses = {kMetadataService};
  }
  return options;
}

absl::Status StartFakes(Run& run) {
  auto fakes = Fakes::Start(FakesOptionsFor(run));
  if (!fakes.ok()) return fakes.status();
  run.fakes = *std::move(fakes);
  return AddContent(run.content, *run.fakes);
}

bool HasArc(const Run& run) {
  return std::any_of(run.content.scenarios.begin(), run.content.scenarios.end(),
                     [](const Scenario& scenario) {
                       const auto& hosts = scenario.directory().hosts();
                       return std::any_of(hosts.begin(), hosts.end(), [](const auto& host) {
                         return host.kind() == mock::scenario::ManagedIdentityHost::AZURE_ARC;
                       });
                     });
}

// A file of the world's: its path there, and what it says instead.
absl::Status Replace(const Run& run, const std::string& path, const std::string& content) {
  const std::string file = absl::StrCat(run.folder->path(), "/", path.substr(path.rfind('/') + 1));
  if (auto written = WriteFile(file, content); !written.ok()) return written;
  const absl::Status laid = Overlay(path, file);
  // What is not there is not read.
  return absl::IsNotFound(laid) ? absl::OkStatus() : laid;
}

absl::Status LayOut(Run& run) {
  char machine[256] = "";
  gethostname(machine, sizeof machine - 1);
  absl::Status status = Replace(
      run, "/etc/hosts",
      absl::StrCat("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n127.0.0.1 ",
                   absl::StrJoin(run.fakes->host_names(), "\n127.0.0.1 "), "\n127.0.1.1 ", machine,
                   "\n"));
  status.Update(Replace(run, "/etc/resolv.conf", "nameserver 127.0.0.1\n"));
  // Debian's and Fedora's.
  for (const char* bundle :
       {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"}) {
    status.Update(Replace(run, bundle, run.fakes->ca_pem()));
  }
  // Where the agent of Azure Arc keeps its keys. What else is there stays in sight unless that is
  // what the scenario is about.
  std::error_code error;
  if (HasArc(run) || std::filesystem::is_empty("/var/opt", error)) {
    const std::string var_opt = run.folder->path() + "/var-opt";
    std::filesystem::create_directory(var_opt, error);
    status.Update(Overlay("/var/opt", var_opt));
  }
  if (!status.ok()) return status;
  if (run.metadata == Metadata::kDropped) {
    auto made =
        mock::http::DeadEnd::Make(mock::http::DeadEnd::Kind::kDropped, kMetadataService, 80);
    if (!made.ok()) return made.status();
    run.dead_end = *std::move(made);
  }
  auto names = NameServer::Start("127.0.0.1", 53, [&fakes = *run.fakes](const std::string& name) {
    return name == "localhost" || fakes.HasName(name);
  });
  if (!names.ok()) return names.status();
  run.names = *std::move(names);
  return absl::OkStatus();
}

// Whether a URL is at the fakes as it stands, in a world where Azure's names lead there.
bool IsAtAzureName(const Fakes& fakes, absl::string_view url) {
  return absl::ConsumePrefix(&url, "https://") && fakes.HasName(url.substr(0, url.find('/')));
}

absl::StatusOr<Variables> EnvironmentFor(const Run& run) {
  const Fakes& fakes = *run.fakes;
  const std::string ca_file = run.folder->path() + "/ca.pem";
  const std::string java = run.folder->path() + "/trust.jks";
  absl::Status written = WriteFile(ca_file, fakes.ca_pem());
  const auto store = JavaTrustStore(fakes.ca_pem());
  if (!store.ok()) return store.status();
  written.Update(WriteFile(java, *store));
  if (!written.ok()) return written;
  Variables variables = InheritedVariables();
  for (const auto& [name, value] : TrustVariables(ca_file)) variables[name] = value;
  AddJavaTrust(java, variables);
  const std::string origin = mock::http::Origin(/*tls=*/true, "localhost", fakes.port());
  variables["AZMOCK_ADMIN"] = origin + "/_mock/v1";
  if (!run.world) {
    const std::string proxy =
        absl::StrCat("http://", mock::http::HostAndPort(fakes.address(), fakes.http_port()));
    variables["AZURE_AUTHORITY_HOST"] = origin + "/";
    variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = proxy;
    for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY"}) variables[name] = proxy;
    for (const char* name : {"no_proxy", "NO_PROXY"}) {
      variables[name] = "localhost,127.0.0.1,::1";
    }
  }
  const auto tools = InstallToolsOf(fakes, run.folder->path(), /*control_token=*/"");
  if (!tools.ok()) return tools.status();
  if (!tools->empty()) variables["PATH"] = absl::StrCat(*tools, ":", variables["PATH"]);
  const auto client =
      ClientEnvironment(ClientFor(run.content.scenarios), run.folder->path() + "/client");
  if (!client.ok()) return client.status();
  for (const auto& [name, value] : *client) {
    variables[name] = run.world && IsAtAzureName(fakes, value) ? value : fakes.AtFakes(value);
  }
  return variables;
}

// The exchanges with the reason of each refusal, and what to do about it.
void PrintTranscript(const Run& run, const std::string& what) {
  auto entries = run.fakes->journal().Entries();
  std::cerr << "\nazmock: " << what << ". ";
  if (entries.empty()) {
    std::cerr << "The fakes saw no request.\n";
  } else {
    std::cerr << "What the fakes saw:\n\n"
              << explain::JournalReport(explain::CallsOf(std::move(entries)),
                                        Style::For(run.options.color, STDERR_FILENO));
  }
  if (run.names != nullptr && !run.names->unknown().empty()) {
    std::cerr << "\nNames that were asked for and that the fakes do not have: "
              << absl::StrJoin(run.names->unknown(), ", ") << "\n";
  }
}

absl::StatusOr<int> RunAndCompare(Run& run, const Variables& environment) {
  std::optional<run::Expect> expected;
  if (!run.options.expect_file.empty()) {
    auto read = ReadExpectation(run.options.expect_file);
    if (!read.ok()) return read.status();
    expected = *std::move(read);
  }
  Ended ended;
  const bool keeps = expected && expected->output_size() > 0;
  const auto exit_code =
      RunProgram(run.options.command, environment, keeps ? &ended.output : nullptr);
  if (!exit_code.ok()) return exit_code.status();
  ended.exit_code = *exit_code;
  if (!expected) {
    if (*exit_code != 0) {
      PrintTranscript(run, absl::StrCat(run.options.command[0], " ended with ", *exit_code));
    }
    return *exit_code;
  }
  const auto differences = Compare(*expected, ended, *run.fakes->control());
  if (!differences.ok()) {
    return absl::Status(differences.status().code(), absl::StrCat(run.options.expect_file, ": ",
                                                                  differences.status().message()));
  }
  if (differences->empty()) return kSuccess;
  PrintTranscript(run, "what was expected did not come to pass");
  std::cerr << "\n" << *differences << "\n";
  return kDiffers;
}

absl::StatusOr<int> RunInWorld(Run& run, Records& records) {
  const ProgramSignals signals;
  if (absl::Status started = StartFakes(run); !started.ok()) return started;
  records.Follow(run.fakes->journal());
  auto folder = TemporaryFolder::Create();
  if (!folder.ok()) return folder.status();
  run.folder = *std::move(folder);
  if (run.world) {
    if (absl::Status laid = LayOut(run); !laid.ok()) return laid;
  }
  const KeyFiles key_files;
  run.fakes->SetKeyFileWriter(key_files.writer());
  const auto environment = EnvironmentFor(run);
  if (!environment.ok()) return environment.status();
  return RunAndCompare(run, *environment);
}

absl::Status ChooseWorld(Run& run) {
  if (run.options.by_environment) return absl::OkStatus();
  std::vector<std::string> addresses;
  if (run.metadata != Metadata::kNone) addresses.push_back(kMetadataService);
  const absl::Status allowed = TryPrivateWorld(addresses);
  if (!allowed.ok()) {
    std::cerr << "azmock: no namespaces here (" << allowed.message()
              << "): variables and a proxy lead to the fakes, which does not cover programs that "
                 "heed neither, nor requests to 169.254.169.254 by SDKs that use no proxy for it\n";
    return absl::OkStatus();
  }
  run.world = true;
  return EnterPrivateWorld(addresses);
}

absl::StatusOr<int> RunProgramAtFakes(const RunOptions& options) {
  const auto records = Records::Open(options.journal_file, /*requests_file=*/"");
  if (!records.ok()) return records.status();
  Run run;
  run.options = options;
  auto content = ReadFakesContent(options.scenarios, options.configs);
  if (!content.ok()) return content.status();
  run.content = *std::move(content);
  run.metadata = MetadataOf(run.content.scenarios);
  // While there is one thread.
  if (absl::Status chosen = ChooseWorld(run); !chosen.ok()) return chosen;
  auto exit_code = RunInWorld(run, **records);
  run.fakes.reset();
  const absl::Status recorded = (*records)->Finish();
  return exit_code.ok() && !recorded.ok() ? absl::StatusOr<int>(recorded) : exit_code;
}

}  // namespace

void AddRunCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<RunOptions>();
  Command run(
      app, action, "run",
      "Runs a program that meets the fakes instead of Azure, with no change and no switch:\n"
      "azmock run --scenario ID -- python3 app.py. Exits as the program does; if that fails, says\n"
      "what the fakes saw and why they refused.");
  run.Value("--scenario", options->scenarios,
            "Arms a scenario, by id or .textproto file; may be repeated. The program is its\n"
            "client: it has its variables, files and tools.")
      .Called("ID")
      .Repeatable()
      .OneValueEach();
  run.Value("--config", options->configs,
            "Adds a .textproto file to the directory; may be repeated.")
      .Called("FILE")
      .Repeatable()
      .OneValueEach();
  run.Flag("--env", options->by_environment,
           "Leads the program by variables and a proxy alone, without namespaces.");
  run.Value("--expect", options->expect_file,
            "What must come to pass: requests, output, exit code (run/expect.proto).")
      .Called("FILE");
  run.Value("--journal", options->journal_file,
            "Writes every exchange as a JSON line, before its reply is sent.")
      .Called("FILE");
  run.Color(options->color);
  run.Value("command", options->command, "The program and its arguments, after --.")
      .Called("CMD")
      .Required();
  run.Does([options]() -> int {
    const auto exit_code = RunProgramAtFakes(*options);
    return exit_code.ok() ? *exit_code : Fail(exit_code.status());
  });
}

}  // namespace azmock
