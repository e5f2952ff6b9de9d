// What a connection does from its first byte to its last. Private to the server.
#ifndef MOCK_COMMON_HTTP_SESSION_H_
#define MOCK_COMMON_HTTP_SESSION_H_

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <memory>

#include "mock_common/http/server.h"
#include "mock_common/http/worker.h"

namespace mock::http {

// What all connections of a server have in common. Outlives them.
struct ServerState {
  ServerOptions options;  // its clock is never null here
  Handler handler;
  std::atomic<std::size_t> open_connections{0};
};

// `socket` belongs to `worker`'s context. With `tls`, which must outlive the
// session, TLS is spoken.
std::shared_ptr<Session> MakeSession(boost::asio::ip::tcp::socket socket, Worker& worker,
                                     ServerState& state, boost::asio::ssl::context* tls);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_SESSION_H_
