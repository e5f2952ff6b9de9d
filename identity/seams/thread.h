// A thread, with what a library owes to the process that it is a guest in.
#ifndef IDENTITY_SEAMS_THREAD_H_
#define IDENTITY_SEAMS_THREAD_H_

#include <pthread.h>

#include <functional>
#include <optional>
#include <utility>

#include "absl/status/statusor.h"

namespace azure::identity::internal {

// It takes none of the application's signals, and nothing is thrown where none can be had:
// the only way in which this library starts one. Joined when it is destroyed.
class Thread {
 public:
  // kResourceExhausted: "no thread can be had: …". `work` throws nothing.
  static absl::StatusOr<Thread> Start(std::function<void()> work);

  Thread() = default;  // none
  Thread(Thread&& other) noexcept : thread_(std::exchange(other.thread_, std::nullopt)) {}
  Thread& operator=(Thread&& other) noexcept;
  ~Thread() { Join(); }

  explicit operator bool() const { return thread_.has_value(); }

  // Waits for its end. Not by itself.
  void Join();
  // Leaves it to itself.
  void Detach();
  // Forgets it: a child of fork() has the object, and not the thread.
  void Forget() { thread_.reset(); }

 private:
  explicit Thread(pthread_t thread) : thread_(thread) {}

  std::optional<pthread_t> thread_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_SEAMS_THREAD_H_
