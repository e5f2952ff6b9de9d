// A gRPC call that is answered by one of the admin service's.
#ifndef MOCK_SERVER_ADMIN_PENDING_CALL_H_
#define MOCK_SERVER_ADMIN_PENDING_CALL_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include "absl/status/status.h"
#include "mock_common/admin/call.h"

namespace mock::admin {

grpc::Status ToGrpc(const absl::Status& status);

// A call that may end later, or be cancelled before. Made with `new`; deletes itself when
// gRPC is done with it and Start has returned.
//
// It stands by itself so that ThreadSanitizer watches it: grpc_server.cc, which has the
// code of gRPC's headers in it, is not watched (see .bazelrc).
class PendingCall final : public grpc::ServerUnaryReactor {
 public:
  using Run = std::function<std::shared_ptr<void>(const Call::Done& done)>;

  void Start(const Run& run);

  void OnCancel() override;
  void OnDone() override;

 private:
  ~PendingCall() override;

  // Nothing may write the response any more once gRPC knows that it is over.
  void End(std::shared_ptr<void> call);
  void FinishOnce(const grpc::Status& status);
  void Release();

  std::atomic<bool> finished_{false};
  std::atomic<int> users_{2};
  std::mutex mutex_;
  bool started_ = false;
  bool cancelled_ = false;
  std::shared_ptr<void> call_;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_PENDING_CALL_H_
