// Replies as the bytes that go over the wire.
#ifndef MOCK_COMMON_HTTP_RESPONSE_WRITER_H_
#define MOCK_COMMON_HTTP_RESPONSE_WRITER_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"

namespace mock::http {

struct WireOptions {
  // How the client knows where the body ends (RFC 9112, section 6).
  enum class Framing { kLength, kChunked, kUntilClose };
  Framing framing = Framing::kLength;
  bool head = false;       // the request's method was HEAD: the body is left out
  bool keep_alive = true;  // false adds "Connection: close"
  bool http10 = false;     // keeping the connection open needs saying so
  absl::Time now;          // of the Date header
};

// Appends status line, headers and body to `out`: the response's own headers in
// their order, then Date, the body's framing and Connection as needed. Statuses that
// have no body (1xx, 204, 304) are sent without one. Returns the size of the body
// as sent.
std::size_t AppendResponse(const Response& response, const WireOptions& options, std::string& out);

// Appends a piece of a body that is not framed by its length; an empty one is the last.
void AppendPiece(absl::string_view piece, const WireOptions& options, std::string& out);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_RESPONSE_WRITER_H_
