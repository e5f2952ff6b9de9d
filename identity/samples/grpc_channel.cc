// Opens a gRPC channel whose calls have a token, and waits until it is connected. Stubs that
// protoc generates take the channel as any other:
//
//   bazel run //identity/samples:grpc_channel -- backend.example.test:443 api://backend/.default
#include <grpcpp/grpcpp.h>

#include <chrono>
#include <iostream>
#include <utility>

#include "identity/grpc/call_credentials.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::DefaultAzureCredential;
using ::azure::identity::NewCallCredentials;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: grpc_channel HOST:PORT SCOPE\n";
    return 2;
  }
  auto credential = DefaultAzureCredential::Create();
  if (!credential.ok()) {
    std::cerr << credential.status().message() << "\n";
    return 1;
  }

  const auto tokens = NewCallCredentials(*std::move(credential), {argv[2]});
  const auto channel = grpc::CreateChannel(
      argv[1], grpc::CompositeChannelCredentials(grpc::SslCredentials({}), tokens));

  const auto deadline = std::chrono::system_clock::now() + std::chrono::seconds(10);
  if (!channel->WaitForConnected(deadline)) {
    std::cerr << "no connection to " << argv[1] << "\n";
    return 1;
  }
  std::cout << "connected\n";
  return 0;
}
