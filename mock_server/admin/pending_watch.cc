#include "mock_server/admin/pending_watch.h"

#include <utility>

#include "mock_server/admin/pending_call.h"

namespace mock::admin {

PendingWatch::~PendingWatch() = default;

void PendingWatch::Start(absl::StatusOr<std::shared_ptr<Answers>> answers) {
  if (!answers.ok()) return Finish(ToGrpc(answers.status()));
  answers_ = *std::move(answers);
  Await();
}

void PendingWatch::Await() {
  ++users_;
  answer_.Clear();
  const int round = ++rounds_;
  waiting_ = true;
  auto wait = answers_->Next(&answer_, [this](const absl::Status& status) { Take(status); });
  bool cancelled = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    cancelled = cancelled_;
    // The next round may have begun, on another thread, before Next has returned here.
    if (!cancelled && round == rounds_) wait_.swap(wait);
  }
  wait.reset();
  if (cancelled) EndWait();
  Release();
}

void PendingWatch::Take(const absl::Status& status) {
  if (!waiting_.exchange(false)) return;
  status.ok() ? StartWrite(&answer_) : Finish(ToGrpc(status));
}

void PendingWatch::OnWriteDone(bool ok) { ok ? Await() : Finish(grpc::Status::CANCELLED); }

void PendingWatch::OnCancel() {
  std::shared_ptr<void> wait;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    cancelled_ = true;
    wait_.swap(wait);
  }
  wait.reset();
  EndWait();
}

void PendingWatch::EndWait() {
  if (waiting_.exchange(false)) Finish(grpc::Status::CANCELLED);
}

void PendingWatch::OnDone() { Release(); }

void PendingWatch::Release() {
  if (--users_ == 0) delete this;
}

}  // namespace mock::admin
