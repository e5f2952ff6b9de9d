// Programs that are not run.
#ifndef IDENTITY_TESTING_FAKE_PROCESS_RUNNER_H_
#define IDENTITY_TESTING_FAKE_PROCESS_RUNNER_H_

#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/seams/process_runner.h"

namespace azure::identity {

// Answers calls from a queue and keeps what was asked. A call that nothing was
// queued for fails the test. Safe for use by many threads at once.
class FakeProcessRunner final : public ProcessRunner {
 public:
  // Called in a program's place.
  using Answer =
      std::function<absl::StatusOr<ProcessResult>(const Context& ctx, const ProcessRequest&)>;

  absl::StatusOr<ProcessResult> Run(const Context& ctx, const ProcessRequest& request) override;

  // What the next program does, after those that are expected already.
  void Expect(absl::StatusOr<ProcessResult> result);
  void Expect(Answer answer);

  // All so far, in their order.
  std::vector<ProcessRequest> requests() const;

 private:
  mutable std::mutex mutex_;
  std::deque<Answer> answers_;
  std::vector<ProcessRequest> requests_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_PROCESS_RUNNER_H_
