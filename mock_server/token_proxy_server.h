// The token proxy of AKS identity bindings, once a scenario needs it.
#ifndef MOCK_SERVER_TOKEN_PROXY_SERVER_H_
#define MOCK_SERVER_TOKEN_PROXY_SERVER_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/http/server.h"
#include "mock_entra/token_proxy.h"
#include "mock_server/listeners.h"

namespace azmock {

// Safe for use by many threads.
class TokenProxyServer {
 public:
  // `listeners` must outlive it. `handler` answers what the proxy passes on, `others` the rest.
  TokenProxyServer(const Listeners* listeners, mock::http::Handler handler,
                   mock::http::Handler others)
      : listeners_(*listeners), handler_(std::move(handler)), others_(std::move(others)) {}

  // "https://127.0.0.1:40443", once requests below `prefix` are served. The first call
  // starts the server. Errors: as Listeners::Tls.
  absl::StatusOr<std::string> UrlFor(absl::string_view prefix);

 private:
  const Listeners& listeners_;
  const mock::http::Handler handler_;
  const mock::http::Handler others_;
  mock::entra::TokenProxy proxy_;
  std::mutex mutex_;
  std::unique_ptr<mock::http::Server> server_;  // guarded; null until it is needed
};

}  // namespace azmock

#endif  // MOCK_SERVER_TOKEN_PROXY_SERVER_H_
