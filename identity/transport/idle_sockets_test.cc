#include "identity/transport/idle_sockets.h"

#include <sys/socket.h>

#include <cerrno>
#include <string>

#include "gtest/gtest.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity::internal {
namespace {

class IdleSocketsTest : public ::testing::Test {
 protected:
  IdleSocketsTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    near_.Reset(ends[0]);
    far_.Reset(ends[1]);
  }

  void Say(const std::string& text) {
    ASSERT_EQ(send(far_.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  }

  // What libcurl looks at.
  bool SeemsAlive() const {
    char byte;
    const ssize_t count = recv(near_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 1 || (count == -1 && errno == EAGAIN);
  }

  UniqueFd near_;
  UniqueFd far_;
  IdleSockets idle_;
};

TEST_F(IdleSocketsTest, ASilentConnectionStays) {
  idle_.Add(near_.get());
  idle_.EndDead();
  EXPECT_TRUE(SeemsAlive());
  Say("later");
  EXPECT_TRUE(SeemsAlive());
}

TEST_F(IdleSocketsTest, AConnectionWithSomethingToReadIsClosed) {
  idle_.Add(near_.get());
  Say(std::string(3000, 'x'));
  ASSERT_TRUE(SeemsAlive());
  idle_.EndDead();
  EXPECT_FALSE(SeemsAlive());
}

TEST_F(IdleSocketsTest, OnlyIdleConnectionsAreLookedAt) {
  idle_.Add(near_.get());
  idle_.Add(near_.get());
  idle_.Remove(near_.get());
  Say("x");
  idle_.EndDead();
  EXPECT_TRUE(SeemsAlive());
}

}  // namespace
}  // namespace azure::identity::internal
