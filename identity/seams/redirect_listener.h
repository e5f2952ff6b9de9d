// The seam to the loopback address at which a browser comes back.
#ifndef IDENTITY_SEAMS_REDIRECT_LISTENER_H_
#define IDENTITY_SEAMS_REDIRECT_LISTENER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "identity/seams/redirect_request.h"

namespace azure::identity {

// The page that the browser shows.
struct RedirectAnswer {
  int status_code = 200;  // of HTTP
  std::string html;       // UTF-8
};

// A server for browsers of this host. When it is destroyed, nothing of it is left;
// an answer that was given is sent first, if the browser takes it within a second.
class RedirectListener {
 public:
  virtual ~RedirectListener() = default;

  // Where it listens.
  virtual int port() const = 0;
};

// Safe for use by many threads at once.
class RedirectListeners {
 public:
  // Called for every request, on a thread of the listener, one at a time.
  using Answer = std::function<RedirectAnswer(const RedirectRequest&)>;

  virtual ~RedirectListeners() = default;

  // Listens at a port of the host's own address (127.0.0.1), at any free one if
  // `port` is 0. Errors have Go's texts, kUnavailable: "listen tcp 127.0.0.1:80:
  // bind: permission denied", "listen tcp: address 70000: invalid port". kResourceExhausted if
  // there is no thread for it.
  virtual absl::StatusOr<std::unique_ptr<RedirectListener>> Listen(int port, Answer answer) = 0;
};

// Sockets. A connection has ten seconds for its request, and there are at most 16
// at once; what is no request of a browser gets no answer.
std::shared_ptr<RedirectListeners> LoopbackListeners();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_REDIRECT_LISTENER_H_
