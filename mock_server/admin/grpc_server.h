// The admin service as gRPC, with server reflection.
#ifndef MOCK_SERVER_ADMIN_GRPC_SERVER_H_
#define MOCK_SERVER_ADMIN_GRPC_SERVER_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "mock_common/admin/access.h"
#include "mock_common/grpc/grpc_listener.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_server/admin/control.h"

namespace mock::admin {

// Serves from Start until destroyed; waits end with UNAVAILABLE then.
class GrpcServer {
 public:
  // Over TLS if there is a certificate, which is for addresses that others can reach. The
  // pointers must outlive the server. Errors: kUnavailable, naming address and port, if it
  // cannot be bound.
  static absl::StatusOr<std::unique_ptr<GrpcServer>> Start(
      Control* control, const Access* access, const GrpcAddress& address = {},
      const std::optional<Leaf>& certificate = std::nullopt);
  virtual ~GrpcServer() = default;

  virtual std::uint16_t port() const = 0;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_GRPC_SERVER_H_
