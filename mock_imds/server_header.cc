#include "mock_imds/server_header.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

const char* ServerOf(Host::Kind kind) {
  switch (kind) {
    case Host::IMDS:
    case Host::CONTAINER_INSTANCES:
      return "IMDS/150.870.65.1125";  // as seen
    case Host::APP_SERVICE:
    case Host::CONTAINER_APPS:
    case Host::SERVICE_FABRIC:
      return "Kestrel";
    default:
      return nullptr;
  }
}

}  // namespace

void AddServerHeader(const Host& host, http::Response* response) {
  const char* server = ServerOf(host.kind());
  if (server != nullptr && !response->headers.Has("Server")) {
    response->headers.Add("Server", server);
  }
}

}  // namespace mock::imds
