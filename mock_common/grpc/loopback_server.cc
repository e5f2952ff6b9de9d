#include "mock_common/grpc/loopback_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace mock {
namespace {

constexpr char kAddress[] = "127.0.0.1";
constexpr int kThreads = 4;

// Whether it can be listened on; 0 always can.
absl::Status CheckPort(std::uint16_t port) {
  if (port == 0) return absl::OkStatus();
  const int tried = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(tried, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool bound = bind(tried, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  const int error = errno;
  close(tried);
  if (bound) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("cannot listen on ", kAddress, ":", port, ": ", std::strerror(error)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<LoopbackServer>> LoopbackServer::Start(
    grpc::Service* service, const std::shared_ptr<grpc::ServerCredentials>& credentials,
    std::uint16_t port) {
  // gRPC writes a line of its own about a port that is in use.
  if (absl::Status free = CheckPort(port); !free.ok()) return free;
  grpc::ServerBuilder builder;
  grpc::ResourceQuota quota;
  quota.SetMaxThreads(kThreads);
  builder.SetResourceQuota(quota);
  // Another server's port is not to be shared.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  int bound = 0;
  builder.AddListeningPort(absl::StrCat(kAddress, ":", port), credentials, &bound);
  builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || bound == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", kAddress, ":", port));
  }
  return std::unique_ptr<LoopbackServer>(
      new LoopbackServer(std::move(server), static_cast<std::uint16_t>(bound)));
}

LoopbackServer::~LoopbackServer() {
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
}

}  // namespace mock
