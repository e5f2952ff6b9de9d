// A gRPC call that is answered with one message after the other: WatchJournal.
#ifndef MOCK_SERVER_ADMIN_PENDING_WATCH_H_
#define MOCK_SERVER_ADMIN_PENDING_WATCH_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_common/admin/call.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

// Writes what its answers give until they end or the caller leaves. Made with `new`; deletes itself
// when gRPC is done with it and no answer is awaited any more.
//
// It stands by itself for the same reason as PendingCall.
class PendingWatch final : public grpc::ServerWriteReactor<WatchJournalResponse> {
 public:
  // Ends at once with an error.
  void Start(absl::StatusOr<std::shared_ptr<Answers>> answers);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  ~PendingWatch() override;

  void Await();
  void Take(const absl::Status& status);
  // Nobody awaits an answer any more.
  void EndWait();
  void Release();

  std::shared_ptr<Answers> answers_;
  WatchJournalResponse answer_;
  std::atomic<bool> waiting_{false};  // whoever makes it false goes on
  std::atomic<int> rounds_{0};
  std::atomic<int> users_{1};  // gRPC, and Await while it runs
  std::mutex mutex_;
  bool cancelled_ = false;
  std::shared_ptr<void> wait_;  // last: ends before what it works on
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_PENDING_WATCH_H_
