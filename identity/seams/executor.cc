#include "identity/seams/executor.h"

#include <utility>

#include "identity/seams/background_thread.h"

namespace azure::identity {
namespace {

class ThreadExecutor final : public Executor {
 public:
  absl::Status Run(std::function<void()> work) override {
    return internal::ProcessBackgroundThread().Run(absl::ZeroDuration(), std::move(work));
  }
};

class CallersExecutor final : public Executor {
 public:
  absl::Status Run(std::function<void()> work) override {
    work();
    return absl::OkStatus();
  }
};

}  // namespace

std::shared_ptr<Executor> BackgroundExecutor() {
  // Has no state, so one will do for all; leaked, since credentials may outlive statics.
  static const auto* const kShared =
      new std::shared_ptr<Executor>(std::make_shared<ThreadExecutor>());
  return *kShared;
}

std::shared_ptr<Executor> InlineExecutor() { return std::make_shared<CallersExecutor>(); }

}  // namespace azure::identity
