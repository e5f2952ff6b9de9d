#include "mock_server/admin/diagnosis_calls.h"

#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

namespace mock::admin {
namespace {

absl::Status CheckExplainer(const Control& control) {
  if (control.explainer != nullptr) return absl::OkStatus();
  return absl::FailedPreconditionError("these fakes explain nothing: start them by azmock serve");
}

// Ends before it is destroyed, unless its own end is what destroys it.
class OwnThread {
 public:
  explicit OwnThread(std::function<void()> run) : thread_(std::move(run)) {}
  ~OwnThread() {
    if (thread_.get_id() == std::this_thread::get_id()) {
      thread_.detach();
    } else {
      thread_.join();
    }
  }
  OwnThread(const OwnThread&) = delete;
  OwnThread& operator=(const OwnThread&) = delete;

 private:
  std::thread thread_;
};

}  // namespace

absl::Status Explain(Control& control, const ExplainRequest& request, ExplainResponse* response) {
  if (auto there = CheckExplainer(control); !there.ok()) return there;
  switch (request.what_case()) {
    case ExplainRequest::kSequence: {
      const auto entry = control.journal.Find(static_cast<std::uint64_t>(request.sequence()));
      if (!entry) {
        return absl::NotFoundError(
            absl::StrCat("sequence: the journal has no exchange ", request.sequence()));
      }
      *response = control.explainer->ExplainExchange(*entry);
      return absl::OkStatus();
    }
    case ExplainRequest::kText:
      *response = control.explainer->ExplainText(request.text());
      return absl::OkStatus();
    case ExplainRequest::WHAT_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("write one of sequence and text");
}

std::shared_ptr<void> Reproduce(Control& control, const ReproduceRequest& request,
                                ReproduceResponse* response, const Call::Done& done) {
  absl::Status possible = CheckExplainer(control);
  if (possible.ok() && request.text().empty()) {
    possible = absl::InvalidArgumentError("text: is required");
  }
  if (!possible.ok()) {
    done(possible);
    return nullptr;
  }
  const auto reproduce = [&explainer = *control.explainer, text = request.text(), response, done] {
    auto reproduced = explainer.Reproduce(text);
    if (reproduced.ok()) *response = *std::move(reproduced);
    done(reproduced.status());
  };
  try {
    return std::make_shared<OwnThread>(reproduce);
  } catch (const std::system_error&) {
    done(absl::UnavailableError("the fakes can have no more threads now: try again later"));
    return nullptr;
  }
}

}  // namespace mock::admin
