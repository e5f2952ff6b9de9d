#include "identity/seams/thread.h"

#include <signal.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "identity/seams/errno_text.h"

namespace azure::identity::internal {
namespace {

void* Main(void* work) {
  const std::unique_ptr<const std::function<void()>> owned(
      static_cast<const std::function<void()>*>(work));
  (*owned)();
  return nullptr;
}

}  // namespace

absl::StatusOr<Thread> Thread::Start(std::function<void()> work) {
  auto owned = std::make_unique<const std::function<void()>>(std::move(work));
  pthread_t thread;
  pthread_attr_t attributes;
  int error = pthread_attr_init(&attributes);
  if (error == 0) {
    sigset_t all;
    sigfillset(&all);
    error = pthread_attr_setsigmask_np(&attributes, &all);
    void* const argument = const_cast<std::function<void()>*>(owned.get());
    if (error == 0) error = pthread_create(&thread, &attributes, Main, argument);
    pthread_attr_destroy(&attributes);
  }
  if (error != 0) {
    return absl::ResourceExhaustedError(absl::StrCat("no thread can be had: ", ErrnoText(error)));
  }
  (void)owned.release();  // the thread's now
  return Thread(thread);
}

Thread& Thread::operator=(Thread&& other) noexcept {
  if (this != &other) {
    Join();
    thread_ = std::exchange(other.thread_, std::nullopt);
  }
  return *this;
}

void Thread::Join() {
  if (thread_.has_value()) pthread_join(*std::exchange(thread_, std::nullopt), nullptr);
}

void Thread::Detach() {
  if (thread_.has_value()) pthread_detach(*std::exchange(thread_, std::nullopt));
}

}  // namespace azure::identity::internal
