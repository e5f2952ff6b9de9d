#include "identity/transport/idle_sockets.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace azure::identity::internal {
namespace {

// A server that goes on sending is left to be found out by the next request.
constexpr int kMaxReads = 16;

}  // namespace

void IdleSockets::Add(int socket) {
  if (std::find(sockets_.begin(), sockets_.end(), socket) == sockets_.end()) {
    sockets_.push_back(socket);
  }
}

void IdleSockets::Remove(int socket) {
  sockets_.erase(std::remove(sockets_.begin(), sockets_.end(), socket), sockets_.end());
}

void IdleSockets::EndDead() {
  for (const int socket : sockets_) {
    pollfd state{socket, POLLIN, 0};
    if (poll(&state, 1, 0) != 1) continue;
    shutdown(socket, SHUT_RD);
    char buffer[1024];
    for (int i = 0; i < kMaxReads && recv(socket, buffer, sizeof(buffer), MSG_DONTWAIT) > 0; ++i) {
    }
  }
}

}  // namespace azure::identity::internal
