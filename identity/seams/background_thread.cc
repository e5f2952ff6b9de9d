#include "identity/seams/background_thread.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace azure::identity::internal {
namespace {

// How long the exit of a process waits for a request that runs.
constexpr absl::Duration kExitPatience = absl::Seconds(1);

// Far enough, and no moment that overflows.
constexpr absl::Duration kMostDelay = absl::Hours(24 * 365);

void RunGuarded(const std::function<void()>& work) {
  try {
    work();
  } catch (...) {  // of a callback of the user's: nobody is there to be told
  }
}

}  // namespace

BackgroundThread::~BackgroundThread() { Stop(absl::ZeroDuration()); }

absl::Status BackgroundThread::Run(absl::Duration delay, std::function<void()> work) {
  delay = std::min(delay, kMostDelay);
  const Moment due = std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(delay);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (stopped_) return absl::ResourceExhaustedError("the background thread has stopped");
  if (waiting_.size() >= kMostWaiting) return absl::ResourceExhaustedError("too much work waits");
  LeaveToParent();
  if (!thread_) {
    absl::StatusOr<Thread> started = Thread::Start([this] { Loop(); });
    if (!started.ok()) return started.status();
    thread_ = *std::move(started);
  }
  const auto added = waiting_.emplace(std::make_pair(due, ++last_), std::move(work)).first;
  if (added == waiting_.begin()) changed_->notify_all();  // else it waits for another already
  return absl::OkStatus();
}

void BackgroundThread::LeaveToParent() {
  if (process_ == getpid()) return;
  process_ = getpid();
  thread_.Forget();
  running_ = false;
  // Notifying would wait for the thread that waits at the parent's.
  (void)changed_.release();
  changed_ = std::make_unique<std::condition_variable>();
}

void BackgroundThread::Stop(absl::Duration patience) {
  decltype(waiting_) dropped;  // goes without the lock
  std::unique_lock<std::mutex> lock(mutex_);
  LeaveToParent();
  stopped_ = true;
  dropped.swap(waiting_);
  changed_->notify_all();
  if (patience <= absl::ZeroDuration() || !thread_) return;
  const bool idle =
      changed_->wait_for(lock, absl::ToChronoNanoseconds(patience), [this] { return !running_; });
  Thread thread = std::move(thread_);
  lock.unlock();
  // One that still runs is left to itself; the process may be about to exit.
  if (!idle) thread.Detach();
}

void BackgroundThread::Loop() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopped_) {
    if (waiting_.empty()) {
      changed_->wait(lock);
      continue;
    }
    const auto next = waiting_.begin();
    if (const Moment due = next->first.first; due > std::chrono::steady_clock::now()) {
      changed_->wait_until(lock, due);
      continue;
    }
    std::function<void()> work = std::move(next->second);
    waiting_.erase(next);
    running_ = true;
    lock.unlock();
    RunGuarded(work);
    work = nullptr;  // what it holds may lock
    lock.lock();
    running_ = false;
    changed_->notify_all();
  }
}

BackgroundThread& ProcessBackgroundThread() {
  static BackgroundThread* const kThread = [] {
    auto* const thread = new BackgroundThread();
    std::atexit([] { ProcessBackgroundThread().Stop(kExitPatience); });
    return thread;
  }();
  return *kThread;
}

}  // namespace azure::identity::internal
