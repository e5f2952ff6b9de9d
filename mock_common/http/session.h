// What a connection does from its first byte to its last. Private to the server.
#ifndef MOCK_COMMON_HTTP_SESSION_H_
#define MOCK_COMMON_HTTP_SESSION_H_

#include <atomic>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <memory>
#include <string>

#include "mock_common/http/server.h"
#include "mock_common/http/worker.h"

namespace mock::http {

// What all connections of a server have in common. Outlives them.
struct ServerState {
  ServerOptions options;  // its clock is never null here
  Handler handler;
  std::atomic<std::size_t> open_connections{0};
  std::atomic<std::size_t> refused_connections{0};  // open, too, until the client has read why
};

// `socket` belongs to `worker`'s context. With `tls`, which must outlive the
// session, TLS is spoken. With a `refusal` all that is said is 503, with this text.
std::shared_ptr<Session> MakeSession(Socket socket, Worker& worker, ServerState& state,
                                     boost::asio::ssl::context* tls, std::string refusal);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_SESSION_H_
