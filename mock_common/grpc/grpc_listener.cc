#include "mock_common/grpc/grpc_listener.h"

#include <grpc/grpc.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace mock {
namespace {

constexpr int kThreads = 4;
constexpr int kMaxMessageBytes = 64 * 1024 * 1024;

// "127.0.0.1:50051", "[::1]:50051".
std::string Text(const GrpcAddress& address) {
  const bool v6 = absl::StrContains(address.ip, ':');
  return absl::StrCat(v6 ? "[" : "", address.ip, v6 ? "]" : "", ":", address.port);
}

// Whether it can be listened on, as far as one can know before.
absl::Status CheckFree(const GrpcAddress& address) {
  if (address.port == 0) return absl::OkStatus();
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.ip.c_str(), absl::StrCat(address.port).c_str(), &hints, &found) != 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", Text(address)));
  }
  const int tried = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(tried, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  const bool bound = bind(tried, found->ai_addr, found->ai_addrlen) == 0;
  const int error = errno;
  close(tried);
  freeaddrinfo(found);
  if (bound) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("cannot listen on ", Text(address), ": ", std::strerror(error)));
}

}  // namespace

GrpcAhead::GrpcAhead() : start_(grpc_init) {}

GrpcAhead::~GrpcAhead() {
  start_.join();
  grpc_shutdown();
}

absl::StatusOr<std::unique_ptr<GrpcListener>> GrpcListener::Start(
    grpc::Service* service, const std::shared_ptr<grpc::ServerCredentials>& credentials,
    const GrpcAddress& address) {
  // gRPC writes a line of its own about a port that is in use.
  if (absl::Status free = CheckFree(address); !free.ok()) return free;
  grpc::ServerBuilder builder;
  grpc::ResourceQuota quota;
  quota.SetMaxThreads(kThreads);
  builder.SetResourceQuota(quota);
  // Another server's port is not to be shared.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  int bound = 0;
  // A whole directory may come in one message.
  builder.SetMaxReceiveMessageSize(kMaxMessageBytes);
  builder.AddListeningPort(Text(address), credentials, &bound);
  builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || bound == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", Text(address)));
  }
  return std::unique_ptr<GrpcListener>(
      new GrpcListener(std::move(server), static_cast<std::uint16_t>(bound)));
}

GrpcListener::~GrpcListener() {
  server_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
}

}  // namespace mock
