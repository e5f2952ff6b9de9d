#include "mock_imds/fake_tools/program.h"

#include <poll.h>
#include <sys/auxv.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/read_file.h"
#include "mock_imds/fake_tools/install_tools.h"
#include "mock_imds/fake_tools/run_json.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

constexpr int kSoftwareError = 70;  // EX_SOFTWARE of sysexits.h
// A child that keeps the output open goes when nobody reads it, and in any case then.
constexpr int kChildLivesMilliseconds = 60 * 1000;

// The path that this process was started by: not argv[0], which a shell may shorten.
std::string StartedBy() {
  const auto* path = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  return path == nullptr ? "" : path;
}

struct Fakes {
  std::string host;
  std::uint16_t port = 0;
  std::string control_token;
};

absl::StatusOr<Fakes> FindFakes(const std::string& started_by) {
  const auto slash = started_by.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : started_by.substr(0, slash);
  const std::string path = absl::StrCat(folder, "/", kToolsFile);
  const auto text = scenario::ReadFile(path);
  if (!text.ok()) return text.status();
  const auto json = scenario::ParseJson(*text);
  const auto wrong = absl::InvalidArgumentError(absl::StrCat(path, ": names no endpoint"));
  if (!json.is_object()) return wrong;
  const std::string endpoint = json.value("endpoint", "");
  const auto colon = endpoint.rfind(':');
  std::uint32_t port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(endpoint.substr(colon + 1), &port)) {
    return wrong;
  }
  return Fakes{endpoint.substr(0, colon), static_cast<std::uint16_t>(port),
               json.value("control_token", "")};
}

bool WriteAll(int descriptor, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// The body of the answer to one POST. The fakes are asked without the library that is
// tested with them, and without a proxy.
absl::StatusOr<std::string> Post(const Fakes& fakes, const std::string& body) {
  http::RawClient client = http::RawClient::Connect(fakes.port, fakes.host);
  if (!client.connected()) {
    return absl::UnavailableError(
        absl::StrCat("nothing answers at ", fakes.host, ":", fakes.port, "; do the fakes run?"));
  }
  std::string request =
      absl::StrCat("POST ", kToolRunPath, " HTTP/1.1\r\nHost: ", fakes.host, ":", fakes.port,
                   "\r\nContent-Type: application/json\r\nConnection: close\r\n");
  if (!fakes.control_token.empty()) {
    absl::StrAppend(&request, "Authorization: Bearer ", fakes.control_token, "\r\n");
  }
  client.Send(absl::StrCat(request, "Content-Length: ", body.size(), "\r\n\r\n", body));
  const std::string reply = client.ReadReply();
  const auto end = reply.find("\r\n\r\n");
  if (end == std::string::npos || !absl::StartsWith(reply, "HTTP/1.1 200 ")) {
    return absl::UnavailableError(absl::StrCat("the fakes answered ", reply));
  }
  return reply.substr(end + 4);
}

ToolInvocation ThisInvocation(const std::string& started_by, int argc, char** argv) {
  ToolInvocation invocation;
  invocation.argv.assign(argv, argv + argc);
  if (invocation.argv.empty()) invocation.argv.emplace_back();
  invocation.argv[0] = started_by.substr(started_by.rfind('/') + 1);
  std::array<char, 4096> folder;
  if (getcwd(folder.data(), folder.size()) != nullptr) invocation.working_directory = folder.data();
  if (const char* zone = std::getenv("TZ")) invocation.environment["TZ"] = zone;
  return invocation;
}

// A child that does nothing but hold what it was given open.
void LeaveChild() {
  if (fork() != 0) return;
  pollfd output{STDOUT_FILENO, 0, 0};  // POLLERR when nobody reads it any more
  poll(&output, 1, kChildLivesMilliseconds);
  _exit(0);
}

int Enact(const ToolOutcome& outcome) {
  std::signal(SIGPIPE, SIG_DFL);  // Its end, as that of other programs.
  WriteAll(STDERR_FILENO, outcome.err);
  if (outcome.endless_output) {
    const std::string line = outcome.out.empty() ? "\n" : outcome.out;
    while (WriteAll(STDOUT_FILENO, line)) {
    }
    return outcome.exit_code;
  }
  WriteAll(STDOUT_FILENO, outcome.out);
  absl::SleepFor(outcome.delay);
  if (outcome.child_keeps_output_open) LeaveChild();
  return outcome.exit_code;
}

absl::StatusOr<ToolOutcome> Ask(const std::string& started_by, int argc, char** argv) {
  const auto fakes = FindFakes(started_by);
  if (!fakes.ok()) return fakes.status();
  const auto answer = Post(*fakes, ToJson(ThisInvocation(started_by, argc, argv)));
  if (!answer.ok()) return answer.status();
  return OutcomeFromJson(*answer);
}

}  // namespace

bool IsToolProgram() {
  const std::string started_by = StartedBy();
  const std::string name = started_by.substr(started_by.rfind('/') + 1);
  return name == "az" || name == "azd" || name == "pwsh";
}

int RunToolProgram(int argc, char** argv) {
  const auto outcome = Ask(StartedBy(), argc, argv);
  if (outcome.ok()) return Enact(*outcome);
  std::cerr << "azmock: " << outcome.status().message() << "\n";
  return kSoftwareError;
}

}  // namespace mock::imds
