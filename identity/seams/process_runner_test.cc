#include "identity/seams/process_runner.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/seams/unique_fd.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::UniqueFd;

ProcessRequest Shell(const std::string& script) {
  ProcessRequest request;
  request.argv = {"/bin/sh", "-c", script};
  request.environment = {{"PATH", "/usr/bin:/bin"}};
  return request;
}

absl::StatusOr<ProcessResult> RunProgram(const ProcessRequest& request) {
  return RealProcessRunner()->Run(Context::Background(), request);
}

// A named pipe: opening it waits for the other side, without any polling.
class Fifo {
 public:
  explicit Fifo(const std::string& name)
      : path_(absl::StrCat(::testing::TempDir(), "/", name, ".", getpid())) {
    unlink(path_.c_str());
    EXPECT_EQ(mkfifo(path_.c_str(), 0600), 0);
  }
  ~Fifo() { unlink(path_.c_str()); }

  const std::string& path() const { return path_; }
  // Blocks until a writer has opened the pipe.
  UniqueFd OpenForReading() const { return UniqueFd(open(path_.c_str(), O_RDONLY | O_CLOEXEC)); }
  // Blocks until a reader has opened the pipe.
  UniqueFd OpenForWriting() const { return UniqueFd(open(path_.c_str(), O_WRONLY | O_CLOEXEC)); }

 private:
  const std::string path_;
};

// Blocks until every writer has gone.
bool ReadsToTheEnd(const UniqueFd& pipe) {
  char byte;
  return read(pipe.get(), &byte, 1) == 0;
}

TEST(ProcessRunnerTest, CapturesBothOutputsAndTheExitCode) {
  const auto result = RunProgram(Shell("echo out; echo err >&2; exit 3"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->exit_code, 3);
  EXPECT_EQ(result->signal, 0);
  EXPECT_EQ(result->out, "out\n");
  EXPECT_EQ(result->err, "err\n");
}

TEST(ProcessRunnerTest, LargeOutputsOnBothPipesDoNotBlockEachOther) {
  const auto result = RunProgram(Shell("head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->out.size(), 1'000'000u);
  EXPECT_EQ(result->err.size(), 1'000'000u);
}

TEST(ProcessRunnerTest, ReportsTheSignalThatEndedTheProgram) {
  const auto result = RunProgram(Shell("kill -TERM $$"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->signal, SIGTERM);
}

TEST(ProcessRunnerTest, TheProgramHasNoInput) {
  EXPECT_EQ(RunProgram(Shell("cat; echo end"))->out, "end\n");
}

TEST(ProcessRunnerTest, TheProgramHasTheGivenEnvironmentAndNoOther) {
  ProcessRequest request;
  request.argv = {"/usr/bin/env"};
  request.environment = {{"A", "1"}, {"B", "x=y z"}};
  EXPECT_EQ(RunProgram(request)->out, "A=1\nB=x=y z\n");
}

TEST(ProcessRunnerTest, TheProgramRunsInTheGivenDirectory) {
  ProcessRequest request = Shell("pwd");
  request.working_directory = "/";
  EXPECT_EQ(RunProgram(request)->out, "/\n");
}

TEST(ProcessRunnerTest, TheProgramInheritsNoOtherDescriptors) {
  const UniqueFd open_here(open("/dev/null", O_RDONLY));  // without O_CLOEXEC
  EXPECT_EQ(RunProgram(Shell(absl::StrCat("test -e /proc/self/fd/", open_here.get())))->exit_code,
            1);
}

TEST(ProcessRunnerTest, TheProgramDoesNotInheritIgnoredSignals) {
  const auto before = signal(SIGPIPE, SIG_IGN);
  const auto result = RunProgram(Shell("kill -PIPE $$; echo survived"));
  signal(SIGPIPE, before);
  EXPECT_EQ(result->signal, SIGPIPE);
}

TEST(ProcessRunnerTest, SaysWhatCouldNotBeStarted) {
  ProcessRequest request;
  EXPECT_THAT(RunProgram(request), StatusIs(absl::StatusCode::kUnavailable, "exec: no command"));
  request.argv = {"no-such-program"};
  EXPECT_THAT(RunProgram(request),
              StatusIs(absl::StatusCode::kNotFound,
                       R"(exec: "no-such-program": executable file not found in $PATH)"));
  request.argv = {"/no/such/program"};
  EXPECT_THAT(RunProgram(request),
              StatusIs(absl::StatusCode::kNotFound,
                       "fork/exec /no/such/program: no such file or directory"));
  request.argv = {"/etc/passwd"};
  EXPECT_THAT(RunProgram(request),
              StatusIs(absl::StatusCode::kUnavailable, "fork/exec /etc/passwd: permission denied"));
  request.argv = {"/bin/sh", std::string("a\0b", 3)};
  EXPECT_THAT(RunProgram(request),
              StatusIs(absl::StatusCode::kUnavailable, "fork/exec /bin/sh: invalid argument"));
}

TEST(ProcessRunnerTest, SaysThatTheDirectoryDoesNotExist) {
  ProcessRequest request = Shell("pwd");
  request.working_directory = "/no/such/directory";
  EXPECT_THAT(RunProgram(request), StatusIs(absl::StatusCode::kUnavailable,
                                            "chdir /no/such/directory: no such file or directory"));
}

TEST(ProcessRunnerTest, AProgramThatPrintsTooMuchIsKilled) {
  EXPECT_THAT(RunProgram(Shell("cat /dev/zero")),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       "the program printed more than 4194304 bytes"));
}

TEST(ProcessRunnerTest, AContextThatHasEndedStartsNothing) {
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  const std::string path = absl::StrCat(::testing::TempDir(), "/started.", getpid());
  EXPECT_THAT(RealProcessRunner()->Run(ctx, Shell(absl::StrCat("touch ", path))),
              StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  EXPECT_NE(access(path.c_str(), F_OK), 0);
}

TEST(ProcessRunnerTest, CancellationKillsTheProgramAndItsChildren) {
  const Fifo started("started");
  Context ctx = Context::Background().WithCancel();
  absl::StatusOr<ProcessResult> result = absl::UnknownError("not run");
  std::thread runner([&] {
    result = RealProcessRunner()->Run(
        ctx, Shell(absl::StrCat("echo begun; sleep 1000 > ", started.path(), " & wait")));
  });
  const UniqueFd grandchild = started.OpenForReading();
  ctx.Cancel();
  runner.join();
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->signal, SIGKILL);
  EXPECT_EQ(result->out, "begun\n");
  EXPECT_TRUE(ReadsToTheEnd(grandchild)) << "the grandchild has been killed too";
}

TEST(ProcessRunnerTest, ADeadlineOfTheClockKillsTheProgram) {
  const auto clock = std::make_shared<FakeClock>();
  std::thread timekeeper([&clock] {
    clock->AwaitWaiters(1);
    clock->Advance(absl::Seconds(10));
  });
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Seconds(10));
  const auto result = RealProcessRunner(clock)->Run(ctx, Shell("exec sleep 1000"));
  timekeeper.join();
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->signal, SIGKILL);
}

TEST(ProcessRunnerTest, ADeadlineOfTheRealClockKillsTheProgram) {
  const Context ctx =
      Context::Background().WithDeadline(RealClock()->Now() + absl::Milliseconds(20));
  const auto result = RealProcessRunner()->Run(ctx, Shell("exec sleep 1000"));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->signal, SIGKILL);
}

TEST(ProcessRunnerTest, AGrandchildThatHoldsTheOutputIsNotWaitedFor) {
  const Fifo end("end");
  // Holds standard output until this test opens the pipe.
  const auto result = RunProgram(Shell(absl::StrCat("echo done; read line < ", end.path(), " &")));
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->exit_code, 0);
  EXPECT_EQ(result->out, "done\n");
  EXPECT_TRUE(result->output_left_open);
  const UniqueFd release = end.OpenForWriting();
}

TEST(ProcessRunnerTest, ManyThreadsMayRunProgramsAtOnce) {
  const auto runner = RealProcessRunner();
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&runner, i] {
      const auto result =
          runner->Run(Context::Background(), Shell(absl::StrCat("echo ", i, "; exit ", i)));
      ASSERT_THAT(result, IsOk());
      EXPECT_EQ(result->out, absl::StrCat(i, "\n"));
      EXPECT_EQ(result->exit_code, i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(ProcessRunnerTest, DiscardedOutputGoesNowhere) {
  ProcessRequest request = Shell("echo out; echo err >&2; exit 3");
  request.discard_output = true;
  const auto result = RunProgram(request);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->exit_code, 3);
  EXPECT_EQ(result->out, "");
  EXPECT_EQ(result->err, "");
  EXPECT_FALSE(result->output_left_open);
}

TEST(ProcessRunnerTest, AChildThatOutlivesItsParentIsNotWaitedForWithDiscardedOutput) {
  const Fifo fifo("outlives");
  ProcessRequest request = Shell("(: <" + fifo.path() + ") & exit 0");
  request.discard_output = true;
  EXPECT_THAT(RunProgram(request), IsOk());
  // The child still waits for a writer.
  const UniqueFd writer = fifo.OpenForWriting();
  EXPECT_TRUE(static_cast<bool>(writer));
}

TEST(ProcessRunnerTest, SaysThatTheApplicationIgnoresSigchld) {
  const auto before = signal(SIGCHLD, SIG_IGN);
  const auto result = RunProgram(Shell("exit 3"));
  signal(SIGCHLD, before);
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kUnavailable,
                               "wait: no child processes: this application ignores SIGCHLD, so "
                               "nobody learns how the program ended; set the signal's handling to "
                               "SIG_DFL"));
}

TEST(ProcessRunnerTest, AProgramMayOutliveTheContext) {
  const Fifo runs("runs"), told("told");
  ProcessRequest request = Shell(absl::StrCat("echo $$ > ", runs.path(), "; read word < ",
                                              told.path(), "; echo $word > ", runs.path()));
  request.discard_output = true;
  request.outlives_context = true;
  Context ctx = Context::Background().WithCancel();
  absl::StatusOr<ProcessResult> result;
  std::thread run([&] { result = RealProcessRunner()->Run(ctx, request); });
  pid_t program = 0;
  {
    std::ifstream(runs.path()) >> program;
    ctx.Cancel();
    run.join();
  }
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kCancelled));
  std::ofstream(told.path()) << "alive\n";
  std::string word;
  std::ifstream(runs.path()) >> word;
  EXPECT_EQ(word, "alive");
  // It is reaped, though nobody waits for it here.
  while (kill(program, 0) == 0) std::this_thread::yield();
  EXPECT_EQ(errno, ESRCH);
}

}  // namespace
}  // namespace azure::identity
