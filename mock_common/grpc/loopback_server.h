// A small gRPC server on loopback.
#ifndef MOCK_COMMON_GRPC_LOOPBACK_SERVER_H_
#define MOCK_COMMON_GRPC_LOOPBACK_SERVER_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"

namespace mock {

// Serves from Start until destroyed, which gives calls a second to end. For callback services,
// where load is not: it takes few threads and little memory.
class LoopbackServer {
 public:
  // At 127.0.0.1; `port` 0 picks a free one. The service must outlive the server. Errors:
  // kUnavailable, naming address and port, if it cannot be bound.
  static absl::StatusOr<std::unique_ptr<LoopbackServer>> Start(
      grpc::Service* service, const std::shared_ptr<grpc::ServerCredentials>& credentials,
      std::uint16_t port = 0);
  ~LoopbackServer();

  std::uint16_t port() const { return port_; }

 private:
  LoopbackServer(std::unique_ptr<grpc::Server> server, std::uint16_t port)
      : server_(std::move(server)), port_(port) {}

  const std::unique_ptr<grpc::Server> server_;
  const std::uint16_t port_;
};

}  // namespace mock

#endif  // MOCK_COMMON_GRPC_LOOPBACK_SERVER_H_
