#include "mock_common/http/dead_end.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace mock::http {
namespace {

// Linux holds one connection more than the backlog says; then it drops requests.
constexpr int kFillers = 2;

absl::Status Failed(const char* call) {
  return absl::UnavailableError(
      absl::StrCat("cannot make a dead end: ", call, ": ", std::strerror(errno)));
}

}  // namespace

DeadEnd::~DeadEnd() {
  for (const int socket : sockets_) close(socket);
}

absl::StatusOr<std::unique_ptr<DeadEnd>> DeadEnd::Make(Kind kind, const std::string& at,
                                                       std::uint16_t port) {
  std::unique_ptr<DeadEnd> made(new DeadEnd);
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return Failed("socket");
  made->sockets_.push_back(listener);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, at.c_str(), &address.sin_addr) != 1) {
    return absl::InvalidArgumentError(absl::StrCat(at, " is no IPv4 address"));
  }
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener, generic, size) != 0) return Failed("bind");
  if (getsockname(listener, generic, &size) != 0) return Failed("getsockname");
  made->port_ = ntohs(address.sin_port);
  if (kind == Kind::kRefused) return made;
  if (listen(listener, 0) != 0) return Failed("listen");
  for (int i = 0; i < kFillers; ++i) {
    const int filler = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (filler < 0) return Failed("socket");
    made->sockets_.push_back(filler);
    if (connect(filler, generic, size) != 0 && errno != EINPROGRESS) return Failed("connect");
  }
  return made;
}

}  // namespace mock::http
