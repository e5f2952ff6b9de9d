// Keeps a server busy over keep-alive connections, and counts.
#ifndef MOCK_COMMON_HTTP_LOAD_GENERATOR_H_
#define MOCK_COMMON_HTTP_LOAD_GENERATOR_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace mock::http {

struct LoadOptions {
  std::uint16_t port = 0;  // on 127.0.0.1, plain HTTP
  std::string request;     // its bytes, sent over and over
  int connections = 16;    // each with one request under way
  absl::Duration duration = absl::Seconds(3);
  std::int64_t at_least = 1;  // replies: goes on for longer until that many have come
  // Looks at every reply's status line, header and body, if set; false counts as a failure.
  std::function<bool(absl::string_view reply)> check;
};

struct LoadResult {
  std::int64_t replies = 0;   // with status 200, and passed by the check
  std::int64_t failures = 0;  // others
  absl::Duration elapsed;
  absl::Duration median_latency;
  absl::Duration p99_latency;

  double PerSecond() const { return static_cast<double>(replies) / absl::ToDoubleSeconds(elapsed); }
};

// Runs on the calling thread, with one epoll loop. Replies must have a
// Content-Length. Errors: kUnavailable if the server cannot be reached or ends a
// connection.
absl::StatusOr<LoadResult> GenerateLoad(const LoadOptions& options);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_LOAD_GENERATOR_H_
