#include "mock_common/http/dead_end.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "gtest/gtest.h"

namespace mock::http {
namespace {

// A connection that was begun: its error so far, EINPROGRESS while there is none.
int Connect(std::uint16_t port, int wait_ms) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  int error = connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
  pollfd events = {fd, POLLOUT, 0};
  if (error == EINPROGRESS && poll(&events, 1, wait_ms) == 1) {
    socklen_t size = sizeof error;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  close(fd);
  return error;
}

TEST(DeadEndTest, RefusesAtOnce) {
  const auto made = DeadEnd::Make(DeadEnd::Kind::kRefused);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(Connect((*made)->port(), 10000), ECONNREFUSED);
}

TEST(DeadEndTest, LeavesConnectionsUnanswered) {
  const auto made = DeadEnd::Make(DeadEnd::Kind::kDropped);
  ASSERT_TRUE(made.ok()) << made.status();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(Connect((*made)->port(), 50), EINPROGRESS);
}

}  // namespace
}  // namespace mock::http
