#include "identity/seams/process_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// glibc 2.36 forgets that this header may be read as C++.
extern "C" {
#include <sys/pidfd.h>
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/seams/background_thread.h"
#include "identity/seams/errno_text.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity {
namespace {

using internal::ErrnoText;
using internal::UniqueFd;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kMaxOutput = 4 << 20;

// How often a program that was left alone is looked after.
constexpr absl::Duration kFirstLook = absl::Milliseconds(100);
constexpr absl::Duration kLongestLook = absl::Minutes(1);

// azidentity's cmd.WaitDelay.
constexpr std::chrono::milliseconds kDrainTime(100);

absl::Status SystemError(absl::string_view operation, int error) {
  return absl::UnavailableError(absl::StrCat(operation, ": ", ErrnoText(error)));
}

// The kernel has already reaped a child that this process is to wait for.
absl::Status NobodyToldError() {
  return absl::UnavailableError(
      "wait: no child processes: this application ignores SIGCHLD, so nobody learns how the "
      "program ended; set the signal's handling to SIG_DFL");
}

// One of the program's outputs: the reading end of a pipe.
struct Output {
  UniqueFd pipe;
  std::string text;
};

// Where the program's descriptors go. No descriptor is 0, 1 or 2, even if this
// process has those closed: the child's own would overwrite it.
absl::StatusOr<std::pair<UniqueFd, UniqueFd>> MakePipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return SystemError("pipe", errno);
  const UniqueFd low_reader(ends[0]), low_writer(ends[1]);
  UniqueFd reader(fcntl(ends[0], F_DUPFD_CLOEXEC, 3));
  UniqueFd writer(fcntl(ends[1], F_DUPFD_CLOEXEC, 3));
  if (!reader || !writer) return SystemError("pipe", errno);
  return std::make_pair(std::move(reader), std::move(writer));
}

// The same for an output that nobody wants; the reading end is none.
absl::StatusOr<std::pair<UniqueFd, UniqueFd>> OpenNull() {
  const UniqueFd low(open("/dev/null", O_WRONLY | O_CLOEXEC));
  UniqueFd writer(low ? fcntl(low.get(), F_DUPFD_CLOEXEC, 3) : -1);
  if (!writer) return SystemError("open /dev/null", errno);
  return std::make_pair(UniqueFd(), std::move(writer));
}

// posix_spawn's two parameter blocks.
class SpawnPlan {
 public:
  SpawnPlan(int out, int err, const std::string& directory) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, err, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    if (!directory.empty()) {
      posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
    }

    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes_, 0);
    // The program must not inherit what this process blocks or ignores.
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

bool IsWithNul(const std::string& text) { return absl::StrContains(text, '\0'); }

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

absl::Status StartError(const std::string& program, int error) {
  if (error != ENOENT) return SystemError(absl::StrCat("fork/exec ", program), error);
  if (program.find('/') != std::string::npos) {
    return absl::NotFoundError(absl::StrCat("fork/exec ", program, ": ", ErrnoText(error)));
  }
  return absl::NotFoundError(
      absl::StrCat("exec: \"", program, "\": executable file not found in $PATH"));
}

// Starts the program as the leader of its own process group.
absl::StatusOr<pid_t> Start(const ProcessRequest& request, int out, int err) {
  if (request.argv.empty()) return absl::UnavailableError("exec: no command");
  const std::string& program = request.argv[0];

  std::vector<std::string> arguments = request.argv;
  std::vector<std::string> variables;
  for (const auto& [name, value] : request.environment) {
    variables.push_back(absl::StrCat(name, "=", value));
  }
  if (std::any_of(arguments.begin(), arguments.end(), IsWithNul))
    return StartError(program, EINVAL);
  if (std::any_of(variables.begin(), variables.end(), IsWithNul)) {
    return absl::UnavailableError("exec: environment variable contains NUL");
  }

  // Asked first, since posix_spawn does not say which of its steps failed.
  const std::string& directory = request.working_directory;
  struct stat information;
  if (!directory.empty() && stat(directory.c_str(), &information) != 0) {
    return SystemError(absl::StrCat("chdir ", directory), errno);
  }

  const SpawnPlan plan(out, err, directory);
  pid_t pid = 0;
  const int error = posix_spawnp(&pid, program.c_str(), plan.actions(), plan.attributes(),
                                 Pointers(arguments).data(), Pointers(variables).data());
  if (error != 0) return StartError(program, error);
  return pid;
}

// Looks from time to time whether a program that was left alone has ended. Without a thread to
// do that it stays a zombie until this process ends.
void ReapWhenEnded(std::shared_ptr<const UniqueFd> process, absl::Duration delay) {
  (void)internal::ProcessBackgroundThread().Run(delay, [process = std::move(process), delay] {
    siginfo_t information{};
    const int waited =
        waitid(P_PIDFD, static_cast<id_t>(process->get()), &information, WEXITED | WNOHANG);
    const bool runs = waited == 0 && information.si_pid == 0;
    if (runs) ReapWhenEnded(process, std::min(delay * 2, kLongestLook));
  });
}

// A started program, from its start to the moment it is reaped.
class Child {
 public:
  Child(pid_t pid, UniqueFd exited, Output out, Output err)
      : pid_(pid), exited_(std::move(exited)), outputs_{std::move(out), std::move(err)} {}
  ~Child() {
    if (!reaped_) {
      Kill();
      (void)Reap();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The group's number is the child's, and stays taken until it is reaped.
  void Kill() { kill(-pid_, SIGKILL); }

  // Waits for output, the child's end, the event `wake` or `timeout`; reads what
  // there is. True when nothing more is to be waited for.
  absl::StatusOr<bool> Wait(int wake, std::optional<absl::Duration> timeout);

  absl::StatusOr<ProcessResult> Reap();

  // Lets it go on, and has the process's background thread reap it.
  void Leave() {
    reaped_ = true;
    ReapWhenEnded(std::make_shared<const UniqueFd>(std::move(exited_)), kFirstLook);
  }

 private:
  absl::Status Read(Output& output);
  int PollTimeout(std::optional<absl::Duration> timeout) const;

  const pid_t pid_;
  UniqueFd exited_;                // readable when the child has ended; then closed
  std::array<Output, 2> outputs_;  // standard output, standard error
  SteadyTime drain_end_;           // meaningful once the child has ended
  bool reaped_ = false;
};

int Child::PollTimeout(std::optional<absl::Duration> timeout) const {
  absl::Duration wait = timeout.value_or(absl::InfiniteDuration());
  if (!exited_) {
    wait = std::min(wait, absl::FromChrono(drain_end_ - std::chrono::steady_clock::now()));
  }
  if (wait == absl::InfiniteDuration()) return -1;
  const absl::Duration milliseconds =
      absl::Ceil(std::max(wait, absl::ZeroDuration()), absl::Milliseconds(1));
  return static_cast<int>(std::min<std::int64_t>(absl::ToInt64Milliseconds(milliseconds), INT_MAX));
}

absl::StatusOr<bool> Child::Wait(int wake, std::optional<absl::Duration> timeout) {
  // poll() skips the negative descriptors of what has ended.
  std::array<pollfd, 4> waits{};
  waits[0].fd = wake;
  waits[1].fd = exited_.get();
  waits[2].fd = outputs_[0].pipe.get();
  waits[3].fd = outputs_[1].pipe.get();
  for (pollfd& wait : waits) wait.events = POLLIN;
  if (poll(waits.data(), waits.size(), PollTimeout(timeout)) < 0 && errno != EINTR) {
    return SystemError("poll", errno);
  }

  eventfd_t ignored;
  if (waits[0].revents != 0) (void)eventfd_read(wake, &ignored);
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    if (waits[2 + i].revents == 0) continue;
    if (absl::Status status = Read(outputs_[i]); !status.ok()) return status;
  }
  if (waits[1].revents != 0) {
    exited_.Reset();
    drain_end_ = std::chrono::steady_clock::now() + kDrainTime;
  }
  if (exited_) return false;
  return (!outputs_[0].pipe && !outputs_[1].pipe) || std::chrono::steady_clock::now() >= drain_end_;
}

absl::Status Child::Read(Output& output) {
  char buffer[64 * 1024];
  const ssize_t count = read(output.pipe.get(), buffer, sizeof(buffer));
  if (count < 0) return errno == EINTR ? absl::OkStatus() : SystemError("read |0", errno);
  if (count == 0) output.pipe.Reset();
  // It may be a token.
  internal::AppendSecret(output.text, {buffer, static_cast<std::size_t>(count)});
  internal::Cleanse(buffer, static_cast<std::size_t>(count));
  if (output.text.size() <= kMaxOutput) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("the program printed more than ", kMaxOutput, " bytes"));
}

absl::StatusOr<ProcessResult> Child::Reap() {
  siginfo_t information{};
  int waited;
  do {
    waited = waitid(P_PID, static_cast<id_t>(pid_), &information, WEXITED);
  } while (waited != 0 && errno == EINTR);
  reaped_ = true;
  if (waited != 0 && errno == ECHILD) return NobodyToldError();
  if (waited != 0) return SystemError("wait", errno);

  ProcessResult result;
  result.output_left_open = outputs_[0].pipe || outputs_[1].pipe;
  (information.si_code == CLD_EXITED ? result.exit_code : result.signal) = information.si_status;
  result.out = std::move(outputs_[0].text);
  result.err = std::move(outputs_[1].text);
  return result;
}

class PosixProcessRunner final : public ProcessRunner {
 public:
  explicit PosixProcessRunner(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override {
    if (absl::Status ended = clock_->Err(ctx); !ended.ok()) return ended;

    const auto open_output = request.discard_output ? OpenNull : MakePipe;
    absl::StatusOr<std::pair<UniqueFd, UniqueFd>> out = open_output();
    if (!out.ok()) return out.status();
    absl::StatusOr<std::pair<UniqueFd, UniqueFd>> err = open_output();
    if (!err.ok()) return err.status();
    const UniqueFd wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!wake) return SystemError("eventfd", errno);

    const absl::StatusOr<pid_t> pid = Start(request, out->second.get(), err->second.get());
    if (!pid.ok()) return pid.status();
    out->second.Reset();
    err->second.Reset();
    UniqueFd exited(pidfd_open(*pid, 0));
    const int pidfd_error = errno;
    const bool watched = static_cast<bool>(exited);
    Child child(*pid, std::move(exited), {std::move(out->first), ""}, {std::move(err->first), ""});
    if (!watched) {
      return pidfd_error == ESRCH ? NobodyToldError() : SystemError("pidfd_open", pidfd_error);
    }
    return Supervise(ctx, child, wake.get(), request.outlives_context);
  }

 private:
  absl::StatusOr<ProcessResult> Supervise(const Context& ctx, Child& child, int wake,
                                          bool outlives_context) {
    const auto notify = [wake] { (void)eventfd_write(wake, 1); };
    const auto on_cancel = ctx.OnCancel(notify);
    const auto on_deadline =
        ctx.has_deadline() ? clock_->WakeAfter(clock_->Remaining(ctx), notify) : nullptr;

    bool killed = false;
    for (;;) {
      if (const absl::Status ended = clock_->Err(ctx); !killed && !ended.ok()) {
        if (outlives_context) {
          child.Leave();
          return ended;
        }
        child.Kill();
        killed = true;
      }
      std::optional<absl::Duration> timeout;
      if (!killed && ctx.has_deadline()) timeout = clock_->Remaining(ctx);
      const absl::StatusOr<bool> done = child.Wait(wake, timeout);
      if (!done.ok()) return done.status();
      if (*done) return child.Reap();
    }
  }

  const std::shared_ptr<Clock> clock_;
};

}  // namespace

std::shared_ptr<ProcessRunner> RealProcessRunner(std::shared_ptr<Clock> clock) {
  return std::make_shared<PosixProcessRunner>(std::move(clock));
}

}  // namespace azure::identity
