#include "tools/azmock_cli/run/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/azmock_cli/serving/files.h"

namespace azmock {
namespace {

sigset_t Watched() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) sigaddset(&signals, signal);
  return signals;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// What a program writes, passed on and kept.
class Outputs {
 public:
  Outputs() {
    for (Output& output : outputs_) {
      int ends[2] = {-1, -1};
      if (pipe2(ends, O_CLOEXEC) != 0) continue;
      output.read = ends[0];
      output.write = ends[1];
    }
  }
  ~Outputs() {
    for (const Output& output : outputs_) close(output.read);
  }
  Outputs(const Outputs&) = delete;
  Outputs& operator=(const Outputs&) = delete;

  // In the program's own process.
  void Redirect() const {
    for (const Output& output : outputs_) dup2(output.write, output.descriptor);
  }

  // From when the program has the other ends until nobody has them.
  std::string PassOn() {
    for (const Output& output : outputs_) close(output.write);
    std::string kept;
    pollfd sources[] = {{outputs_[0].read, POLLIN, 0}, {outputs_[1].read, POLLIN, 0}};
    while (sources[0].fd >= 0 || sources[1].fd >= 0) {
      if (poll(sources, 2, -1) < 0) continue;
      for (int i = 0; i < 2; ++i) {
        if (sources[i].revents == 0) continue;
        char bytes[16 * 1024];
        const ssize_t count = read(sources[i].fd, bytes, sizeof bytes);
        if (count <= 0) {
          sources[i].fd = -1;
          continue;
        }
        const absl::string_view piece(bytes, static_cast<std::size_t>(count));
        WriteAll(outputs_[i].descriptor, piece, "an output").IgnoreError();
        if (kept.size() < kMostKept) absl::StrAppend(&kept, piece);
      }
    }
    return kept;
  }

 private:
  static constexpr std::size_t kMostKept = 4 << 20;
  struct Output {
    int descriptor;
    int read = -1;
    int write = -1;
  };
  Output outputs_[2] = {{STDOUT_FILENO}, {STDERR_FILENO}};
};

// The child of fork, of which other threads' locks may be held for ever: it calls the system alone.
// Tells `starter` errno if there is no such program.
[[noreturn]] void BecomeProgram(char* const* command, char* const* variables,
                                const Outputs* outputs, int starter) {
  // When this process is killed it can end nothing by itself.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (outputs != nullptr) outputs->Redirect();
  execvpe(command[0], command, variables);
  const int error = errno;
  if (write(starter, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

// Found by the PATH of its own variables, as a shell of its own would.
absl::StatusOr<pid_t> Spawn(std::vector<std::string> command,
                            const std::map<std::string, std::string>& environment,
                            const Outputs* outputs) {
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(absl::StrCat(name, "=", value));
  // execvpe looks into this process's PATH.
  if (const auto path = environment.find("PATH"); path != environment.end()) {
    setenv("PATH", path->second.c_str(), 1);
  }
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<char*> assignments = Pointers(variables);
  int started[2] = {-1, -1};
  int error = pipe2(started, O_CLOEXEC) == 0 ? 0 : errno;
  const pid_t child = error == 0 ? fork() : -1;
  if (child == 0) BecomeProgram(arguments.data(), assignments.data(), outputs, started[1]);
  if (error == 0 && child < 0) error = errno;
  close(started[1]);
  // The end of the pipe is that the program runs.
  if (child > 0 && read(started[0], &error, sizeof error) > 0) waitpid(child, nullptr, 0);
  close(started[0]);
  if (error == 0) return child;
  const std::string text = absl::StrCat("cannot run ", command[0], ": ", strerror(error));
  return error == ENOENT ? absl::NotFoundError(text) : absl::UnavailableError(text);
}

int ExitCode(int ended) { return WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended); }

// Those whose parent this process is by now, since their own has gone.
std::vector<pid_t> Orphans() {
  std::vector<pid_t> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    pid_t process = 0;
    if (!absl::SimpleAtoi(entry.path().filename().string(), &process)) continue;
    // "pid (name) state ppid …"; the name may have spaces and parentheses.
    std::ifstream file(entry.path() / "stat");
    const std::string stat(std::istreambuf_iterator<char>(file), {});
    const std::size_t end = stat.rfind(')');
    if (end == std::string::npos || stat.size() < end + 4) continue;
    if (std::atoi(stat.c_str() + end + 4) == getpid()) found.push_back(process);
  }
  return found;
}

// Each time that one is killed, what it had started is ours.
void EndOrphans() {
  for (std::vector<pid_t> orphans = Orphans(); !orphans.empty(); orphans = Orphans()) {
    for (const pid_t process : orphans) {
      kill(process, SIGKILL);
      while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
  }
}

// Orphans that end by themselves are reaped by the way.
int WaitFor(pid_t child) {
  const sigset_t watched = Watched();
  for (;;) {
    int signal = 0;
    sigwait(&watched, &signal);
    if (signal != SIGCHLD) {
      kill(child, signal);
      continue;
    }
    int ended = 0;
    for (pid_t process; (process = waitpid(-1, &ended, WNOHANG)) > 0;) {
      if (process == child) return ExitCode(ended);
    }
  }
}

}  // namespace

ProgramSignals::ProgramSignals() {
  const sigset_t watched = Watched();
  pthread_sigmask(SIG_BLOCK, &watched, nullptr);
}

absl::StatusOr<int> RunProgram(const std::vector<std::string>& command,
                               const std::map<std::string, std::string>& environment,
                               std::string* output) {
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::optional<Outputs> outputs;
  if (output != nullptr) outputs.emplace();
  const auto child = Spawn(command, environment, outputs ? &*outputs : nullptr);
  if (!child.ok()) return child.status();
  std::thread passing;
  if (outputs) passing = std::thread([&] { *output = outputs->PassOn(); });
  const int exit_code = WaitFor(*child);
  EndOrphans();
  // Nobody writes any more.
  if (passing.joinable()) passing.join();
  return exit_code;
}

}  // namespace azmock
