// An executor whose work runs when a test says so.
#ifndef IDENTITY_TESTING_FAKE_EXECUTOR_H_
#define IDENTITY_TESTING_FAKE_EXECUTOR_H_

#include <cstddef>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "identity/seams/executor.h"

namespace azure::identity {

// Safe for use by many threads at once.
class FakeExecutor final : public Executor {
 public:
  absl::Status Run(std::function<void()> work) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!refusal_.ok()) return refusal_;
    waiting_.push_back(std::move(work));
    return absl::OkStatus();
  }

  // How much work waits.
  std::size_t waiting() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return waiting_.size();
  }

  // Does all that waits, on this thread; returns how much it was.
  std::size_t RunAll() {
    std::vector<std::function<void()>> works;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      works.swap(waiting_);
    }
    for (const auto& work : works) work();
    return works.size();
  }

  // Lets go of all that waits, undone.
  void Forget() {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_.clear();
  }

  // What Run() returns from now on, without taking the work, if it is an error.
  void Refuse(absl::Status refusal) {
    const std::lock_guard<std::mutex> lock(mutex_);
    refusal_ = std::move(refusal);
  }

 private:
  mutable std::mutex mutex_;
  absl::Status refusal_;
  std::vector<std::function<void()>> waiting_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_EXECUTOR_H_
