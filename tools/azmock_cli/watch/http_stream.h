// An answer without end, as it comes.
#ifndef TOOLS_AZMOCK_CLI_WATCH_HTTP_STREAM_H_
#define TOOLS_AZMOCK_CLI_WATCH_HTTP_STREAM_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azmock {

struct StreamRequest {
  std::string url;
  std::string body;           // JSON; it is a POST
  std::string ca_file;        // what signed the server's certificate; "" for the system's
  std::string control_token;  // "" for none
};

enum class StreamEnd { kStopped, kServerEnded };

// Returns when there is something to read at `stop`, a descriptor, when `on_bytes` returns false,
// or when the server ends the answer or itself. Errors, which name the URL: kInvalidArgument for a
// URL that is none and for what the server calls so, kUnavailable if nothing answers, is not
// trusted, or answers anything else.
absl::StatusOr<StreamEnd> FollowStream(const StreamRequest& request, int stop,
                                       const std::function<bool(absl::string_view)>& on_bytes);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_WATCH_HTTP_STREAM_H_
