#include "mock_common/grpc/loopback_server.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"

namespace mock {
namespace {

constexpr char kAddress[] = "127.0.0.1";
constexpr int kThreads = 4;
constexpr int kMaxMessageBytes = 64 * 1024 * 1024;

}  // namespace

absl::StatusOr<std::unique_ptr<LoopbackServer>> LoopbackServer::Start(
    grpc::Service* service, const std::shared_ptr<grpc::ServerCredentials>& credentials,
    std::uint16_t port) {
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
