// One thread for work that nobody waits for.
#ifndef IDENTITY_SEAMS_BACKGROUND_THREAD_H_
#define IDENTITY_SEAMS_BACKGROUND_THREAD_H_

#include <sys/types.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "identity/seams/thread.h"

namespace azure::identity::internal {

// Runs one work after the other, by when they are due. The thread starts with the
// first one, and takes no signals. Safe for use by many threads at once.
class BackgroundThread {
 public:
  BackgroundThread() = default;
  // Waits for the work that runs; what waits is dropped. Not by such work.
  ~BackgroundThread();
  BackgroundThread(const BackgroundThread&) = delete;
  BackgroundThread& operator=(const BackgroundThread&) = delete;

  // Runs `work` once `delay` has passed on the monotonic clock. What it throws is
  // lost. kResourceExhausted, and `work` is dropped, if no thread can be had or too
  // much waits.
  absl::Status Run(absl::Duration delay, std::function<void()> work);

  // From now on nothing starts. Waits for the work that runs, `patience` at most.
  void Stop(absl::Duration patience);

 private:
  using Moment = std::chrono::steady_clock::time_point;

  static constexpr std::size_t kMostWaiting = 10'000;

  void Loop();
  // In a child of the process that started the thread, which there is not. Under mutex_.
  void LeaveToParent();

  std::mutex mutex_;
  std::unique_ptr<std::condition_variable> changed_ = std::make_unique<std::condition_variable>();
  std::map<std::pair<Moment, std::uint64_t>, std::function<void()>> waiting_;
  std::uint64_t last_ = 0;    // tells works of one moment apart, in order
  pid_t process_ = getpid();  // that has the thread: a child of fork() does not
  bool stopped_ = false;
  bool running_ = false;
  Thread thread_;  // the last member: it uses the others
};

// The process's. It is never destroyed, since credentials may outlive statics; when
// the process exits, it is stopped, so that no work runs while libraries clean up.
BackgroundThread& ProcessBackgroundThread();

}  // namespace azure::identity::internal

#endif  // IDENTITY_SEAMS_BACKGROUND_THREAD_H_
