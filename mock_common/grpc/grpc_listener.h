// A small gRPC server.
#ifndef MOCK_COMMON_GRPC_GRPC_LISTENER_H_
#define MOCK_COMMON_GRPC_GRPC_LISTENER_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "absl/status/statusor.h"

namespace mock {

// gRPC as a whole, whose start takes as long as that of two servers: it begins on a thread of its
// own, beside what its maker does before those.
class GrpcAhead {
 public:
  GrpcAhead();
  ~GrpcAhead();
  GrpcAhead(const GrpcAhead&) = delete;
  GrpcAhead& operator=(const GrpcAhead&) = delete;

 private:
  std::thread start_;
};

struct GrpcAddress {
  std::string ip = "127.0.0.1";
  std::uint16_t port = 0;  // 0 picks a free one
};

// Serves from Start until destroyed, which gives calls a second to end. For callback services,
// where load is not: it takes few threads and little memory.
class GrpcListener {
 public:
  // The service must outlive the server. Errors: kUnavailable, naming address and port, if it
  // cannot be bound.
  static absl::StatusOr<std::unique_ptr<GrpcListener>> Start(
      grpc::Service* service, const std::shared_ptr<grpc::ServerCredentials>& credentials,
      const GrpcAddress& address);
  ~GrpcListener();

  std::uint16_t port() const { return port_; }

 private:
  GrpcListener(std::unique_ptr<grpc::Server> server, std::uint16_t port)
      : server_(std::move(server)), port_(port) {}

  const std::unique_ptr<grpc::Server> server_;
  const std::uint16_t port_;
};

}  // namespace mock

#endif  // MOCK_COMMON_GRPC_GRPC_LISTENER_H_
