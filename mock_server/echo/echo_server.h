// The echo service of the fakes, by gRPC.
#ifndef MOCK_SERVER_ECHO_ECHO_SERVER_H_
#define MOCK_SERVER_ECHO_ECHO_SERVER_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "mock_common/grpc/grpc_listener.h"
#include "mock_server/fakes.h"

namespace azmock {

// Serves over TLS from Start until destroyed.
class EchoServer {
 public:
  // The fakes must outlive the server. Errors: kUnavailable, naming address and port, if it
  // cannot be bound; those of the certificate.
  static absl::StatusOr<std::unique_ptr<EchoServer>> Start(Fakes* fakes,
                                                           const mock::GrpcAddress& address = {});
  virtual ~EchoServer() = default;

  virtual std::uint16_t port() const = 0;
};

}  // namespace azmock

#endif  // MOCK_SERVER_ECHO_ECHO_SERVER_H_
