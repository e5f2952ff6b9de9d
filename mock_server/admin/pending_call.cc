#include "mock_server/admin/pending_call.h"

#include <string>
#include <utility>

namespace mock::admin {

grpc::Status ToGrpc(const absl::Status& status) {
  // The codes are the same in both.
  return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
}

PendingCall::~PendingCall() = default;

void PendingCall::Start(const Run& run) {
  auto call = run([this](const absl::Status& status) { FinishOnce(ToGrpc(status)); });
  bool cancelled = false;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    started_ = true;
    cancelled = cancelled_;
    if (!cancelled) call_.swap(call);
  }
  if (cancelled) End(std::move(call));
  Release();
}

void PendingCall::OnCancel() {
  std::shared_ptr<void> call;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    cancelled_ = true;
    if (!started_) return;  // Start ends it.
    call_.swap(call);
  }
  End(std::move(call));
}

void PendingCall::OnDone() { Release(); }

void PendingCall::End(std::shared_ptr<void> call) {
  call.reset();
  FinishOnce(grpc::Status::CANCELLED);
}

void PendingCall::FinishOnce(const grpc::Status& status) {
  if (!finished_.exchange(true)) Finish(status);
}

void PendingCall::Release() {
  if (--users_ == 0) delete this;
}

}  // namespace mock::admin
