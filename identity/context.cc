#include "identity/context.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace azure::identity {

struct Context::CancelCallback::Registration {
  using List = std::list<std::shared_ptr<Registration>>;

  std::function<void()> callback;

  // Guarded by State::mutex.
  enum { kPending, kRunning, kDone } phase = kPending;
  std::thread::id runner;   // meaningful while kRunning
  List::iterator position;  // meaningful while kPending
};

struct Context::State {
  using Registration = CancelCallback::Registration;

  State(absl::Time end, bool retries, std::shared_ptr<State> around)
      : deadline(end), may_retry(retries), outer(std::move(around)) {}

  const absl::Time deadline;
  const bool may_retry;
  const std::shared_ptr<State> outer;  // null in Background()
  std::atomic<bool> cancelled{false};

  std::mutex mutex;
  std::condition_variable callback_done;
  Registration::List pending;

  // The deadline as Clock::Elapsed() will have it, once something has waited for it.
  std::optional<absl::Duration> end;

  absl::Duration Remaining(absl::Time now, absl::Duration elapsed) {
    const absl::Duration around =
        outer == nullptr ? absl::InfiniteDuration() : outer->Remaining(now, elapsed);
    if (deadline == absl::InfiniteFuture()) return around;
    const std::lock_guard<std::mutex> lock(mutex);
    if (!end.has_value()) end = elapsed + (deadline - now);
    return std::min(around, *end - elapsed);
  }

  // The hold on the parent; null for a child of Background().
  std::unique_ptr<CancelCallback> parent;

  void Cancel() {
    std::unique_lock<std::mutex> lock(mutex);
    if (cancelled.exchange(true)) return;
    std::exception_ptr thrown;
    while (!pending.empty()) {
      const std::shared_ptr<Registration> next = pending.front();
      pending.pop_front();
      next->phase = Registration::kRunning;
      next->runner = std::this_thread::get_id();
      lock.unlock();
      try {
        next->callback();
      } catch (...) {
        thrown = std::current_exception();
      }
      next->callback = nullptr;  // what it captured may lock this mutex when it goes
      lock.lock();
      next->phase = Registration::kDone;
      callback_done.notify_all();
    }
    lock.unlock();
    if (thrown != nullptr) std::rethrow_exception(thrown);
  }

  // False if the context has already been cancelled.
  bool Register(const std::shared_ptr<Registration>& registration) {
    const std::lock_guard<std::mutex> lock(mutex);
    if (cancelled) return false;
    registration->position = pending.insert(pending.end(), registration);
    return true;
  }

  void Unregister(const Registration& registration) {
    std::unique_lock<std::mutex> lock(mutex);
    if (registration.phase == Registration::kPending) {
      pending.erase(registration.position);
      return;
    }
    // A child context may lose its last handle inside the callback that cancels
    // it; waiting for oneself would never end.
    if (registration.runner == std::this_thread::get_id()) return;
    callback_done.wait(lock, [&] { return registration.phase == Registration::kDone; });
  }
};

Context::Context(std::shared_ptr<State> state) : state_(std::move(state)) {}

Context Context::Background() { return Context(nullptr); }

Context Context::Child(absl::Time deadline, bool may_retry) const {
  auto child = std::make_shared<State>(std::min(deadline, this->deadline()), may_retry, state_);
  child->parent = OnCancel([weak = std::weak_ptr<State>(child)] {
    // The strong reference keeps the child alive while its callbacks run.
    if (const std::shared_ptr<State> strong = weak.lock()) strong->Cancel();
  });
  return Context(std::move(child));
}

Context Context::WithDeadline(absl::Time deadline) const { return Child(deadline, may_retry()); }

Context Context::WithCancel() const { return WithDeadline(absl::InfiniteFuture()); }

Context Context::WithoutRetries() const {
  return Child(absl::InfiniteFuture(), /*may_retry=*/false);
}

bool Context::may_retry() const { return state_ == nullptr || state_->may_retry; }

void Context::Cancel() {
  // A callback may destroy this handle.
  if (const std::shared_ptr<State> state = state_) state->Cancel();
}

bool Context::cancelled() const { return state_ != nullptr && state_->cancelled; }

absl::Time Context::deadline() const {
  return state_ == nullptr ? absl::InfiniteFuture() : state_->deadline;
}

absl::Duration Context::Remaining(absl::Time now, absl::Duration elapsed) const {
  return state_ == nullptr ? absl::InfiniteDuration() : state_->Remaining(now, elapsed);
}

absl::Status Context::Err(absl::Time now) const {
  if (state_ == nullptr) return absl::OkStatus();
  if (state_->cancelled) return absl::CancelledError("context canceled");
  if (now >= state_->deadline) return absl::DeadlineExceededError("context deadline exceeded");
  return absl::OkStatus();
}

std::unique_ptr<Context::CancelCallback> Context::OnCancel(std::function<void()> callback) const {
  if (state_ == nullptr) return nullptr;
  auto registration = std::make_shared<CancelCallback::Registration>();
  registration->callback = std::move(callback);
  if (!state_->Register(registration)) {
    registration->callback();
    return nullptr;
  }
  return std::unique_ptr<CancelCallback>(new CancelCallback(state_, std::move(registration)));
}

Context::CancelCallback::CancelCallback(std::shared_ptr<State> state,
                                        std::shared_ptr<Registration> registration)
    : state_(std::move(state)), registration_(std::move(registration)) {}

Context::CancelCallback::~CancelCallback() { state_->Unregister(*registration_); }

}  // namespace azure::identity
