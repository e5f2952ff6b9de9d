#include "mock_server/token_proxy_server.h"

#include "mock_common/http/url.h"

namespace azmock {

absl::StatusOr<std::string> TokenProxyServer::UrlFor(absl::string_view prefix) {
  proxy_.AddPrefix(prefix);
  const std::string& address = listeners_.address();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (server_ == nullptr) {
    // Its address, and the names that AKS gives such proxies.
    auto started = listeners_.Tls({address, "token-proxy.azmock.example", "*.ests.aks"},
                                  /*port=*/0, [this](const mock::http::Request& request) {
                                    const auto forwarded = proxy_.Forward(request);
                                    return forwarded ? handler_(*forwarded) : others_(request);
                                  });
    if (!started.ok()) return started.status();
    server_ = *std::move(started);
    server_->Serve();
  }
  return mock::http::Origin(/*tls=*/true, address, server_->port());
}

}  // namespace azmock
