#include "mock_server/admin/diagnosis_calls.h"

#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

namespace mock::admin {
namespace {

absl::Status NobodyExplains() {
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
  if (control.explainer == nullptr) return NobodyExplains();
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
  if (control.explainer == nullptr || request.text().empty()) {
    done(control.explainer == nullptr ? NobodyExplains()
                                      : absl::InvalidArgumentError("text: is required"));
    return nullptr;
  }
  const auto reproduce = [&explainer = *control.explainer, text = request.text(), response, done] {
    auto reproduced = explainer.Reproduce(text);
    const absl::Status status = reproduced.status();
    if (status.ok()) *response = *std::move(reproduced);
    done(status);
  };
  try {
    return std::make_shared<OwnThread>(reproduce);
  } catch (const std::system_error&) {
    done(absl::UnavailableError("the fakes can have no more threads now: try again later"));
    return nullptr;
  }
}

}  // namespace mock::admin
