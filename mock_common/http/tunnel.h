// What becomes of a connection whose CONNECT was granted (RFC 9110, section 9.3.6). Private to
// the server.
#ifndef MOCK_COMMON_HTTP_TUNNEL_H_
#define MOCK_COMMON_HTTP_TUNNEL_H_

#include <memory>
#include <string>

#include "mock_common/http/session.h"
#include "mock_common/http/worker.h"

namespace mock::http {

// Carries bytes both ways between `client`, which belongs to `worker`'s context, and `to`, until
// both have no more, one fails, or neither says anything for the server's idle time-out. The
// client is told 200 when the other side is there, 502 if it cannot be reached. `early` is what
// the client sent behind its request.
std::shared_ptr<Session> MakeTunnel(Socket client, Worker& worker, ServerState& state,
                                    const TunnelEnd& to, std::string early);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_TUNNEL_H_
