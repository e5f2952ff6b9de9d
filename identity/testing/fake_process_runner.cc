#include "identity/testing/fake_process_runner.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace azure::identity {

absl::StatusOr<ProcessResult> FakeProcessRunner::Run(const Context& ctx,
                                                     const ProcessRequest& request) {
  Answer answer;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    requests_.push_back(request);
    if (!answers_.empty()) {
      answer = std::move(answers_.front());
      answers_.pop_front();
    }
  }
  if (answer) return answer(ctx, request);
  const std::string message = absl::StrCat("unexpected run of: ", absl::StrJoin(request.argv, " "));
  ADD_FAILURE() << message;
  return absl::InternalError(message);
}

void FakeProcessRunner::Expect(absl::StatusOr<ProcessResult> result) {
  Expect([result = std::move(result)](const Context&, const ProcessRequest&) { return result; });
}

void FakeProcessRunner::Expect(Answer answer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  answers_.push_back(std::move(answer));
}

std::vector<ProcessRequest> FakeProcessRunner::requests() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return requests_;
}

}  // namespace azure::identity
