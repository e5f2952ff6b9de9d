#include "identity/seams/redirect_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/seams/unique_fd.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::UniqueFd;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

UniqueFd Connect(int port) {
  UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  EXPECT_EQ(connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  return socket;
}

void Send(const UniqueFd& socket, absl::string_view bytes) {
  EXPECT_EQ(send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(bytes.size()));
}

// Everything that comes until the other side closes.
std::string ReceiveAll(const UniqueFd& socket) {
  std::string all;
  char buffer[4096];
  for (ssize_t count; (count = recv(socket.get(), buffer, sizeof(buffer), 0)) > 0;) {
    all.append(buffer, static_cast<std::size_t>(count));
  }
  return all;
}

std::string Exchange(int port, absl::string_view request) {
  const UniqueFd socket = Connect(port);
  Send(socket, request);
  return ReceiveAll(socket);
}

std::string Form(absl::string_view body) {
  return absl::StrCat(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: ",
      body.size(), "\r\n\r\n", body);
}

class RedirectListenerTest : public ::testing::Test {
 protected:
  RedirectListenerTest() {
    auto listener = LoopbackListeners()->Listen(0, [this](const RedirectRequest& request) {
      bodies_.push_back(request.body);
      return RedirectAnswer{request.method == "POST" ? 200 : 405, "<p>page</p>"};
    });
    EXPECT_THAT(listener, IsOk());
    listener_ = *std::move(listener);
  }

  std::vector<std::string> bodies_;  // written by the listener's thread
  std::unique_ptr<RedirectListener> listener_;
};

TEST_F(RedirectListenerTest, AnswersAForm) {
  const std::string answer = Exchange(listener_->port(), Form("code=c"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                                 "Content-Length: 11\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n<p>page</p>"));
  listener_.reset();
  EXPECT_THAT(bodies_, ElementsAre("code=c"));
}

TEST_F(RedirectListenerTest, GivesTheAnswersStatus) {
  EXPECT_THAT(Exchange(listener_->port(), "GET / HTTP/1.1\r\n\r\n"),
              StartsWith("HTTP/1.1 405 Method Not Allowed\r\n"));
}

TEST_F(RedirectListenerTest, AnswersOneBrowserWhileAnotherConnectionIsSilent) {
  const UniqueFd silent = Connect(listener_->port());
  EXPECT_THAT(Exchange(listener_->port(), Form("a")), HasSubstr("200 OK"));
}

TEST_F(RedirectListenerTest, ARequestMayComeInPieces) {
  const UniqueFd socket = Connect(listener_->port());
  const std::string request = Form("code=c");
  Send(socket, request.substr(0, 20));
  // By the time this one is answered, the piece has been read.
  EXPECT_THAT(Exchange(listener_->port(), Form("other")), HasSubstr("200 OK"));
  Send(socket, request.substr(20));
  EXPECT_THAT(ReceiveAll(socket), HasSubstr("200 OK"));
}

TEST_F(RedirectListenerTest, ClosesOnWhatIsNoRequest) {
  EXPECT_EQ(Exchange(listener_->port(), "nonsense\r\n\r\n"), "");
  EXPECT_THAT(Exchange(listener_->port(), Form("a")), HasSubstr("200 OK"));
  listener_.reset();
  EXPECT_THAT(bodies_, ElementsAre("a"));
}

TEST_F(RedirectListenerTest, StopsWhileConnectionsAreOpen) {
  const UniqueFd silent = Connect(listener_->port());
  const UniqueFd half = Connect(listener_->port());
  Send(half, Form("a").substr(0, 30));
  listener_.reset();
  EXPECT_EQ(ReceiveAll(silent), "");
  EXPECT_TRUE(bodies_.empty());
}

TEST_F(RedirectListenerTest, AnAnswerThatWasGivenIsSent) {
  const UniqueFd socket = Connect(listener_->port());
  Send(socket, Form("a"));
  EXPECT_THAT(ReceiveAll(socket), HasSubstr("<p>page</p>"));
  listener_.reset();
}

// How much processor time the process has taken.
absl::Duration ProcessorTime() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return absl::DurationFromTimespec(time);
}

TEST_F(RedirectListenerTest, WaitsInPeaceWhileThereAreNoDescriptors) {
  const UniqueFd first = Connect(listener_->port());
  const UniqueFd second(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  std::vector<UniqueFd> all;
  const rlimit few{64, 64};
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  setrlimit(RLIMIT_NOFILE, &few);
  for (UniqueFd more(dup(first.get())); more; more = UniqueFd(dup(first.get()))) {
    all.push_back(std::move(more));
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(listener_->port()));
  const absl::Duration start = ProcessorTime();
  ASSERT_EQ(connect(second.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  Send(second, Form("code=c"));
  // Nobody answers: a spinning listener would take all of this time.
  pollfd wait{second.get(), POLLIN, 0};
  EXPECT_EQ(poll(&wait, 1, 500), 0);
  EXPECT_LT(ProcessorTime() - start, absl::Milliseconds(250));
  all.clear();
  setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_THAT(ReceiveAll(second), HasSubstr("200 OK"));
}

TEST_F(RedirectListenerTest, SaysThatThePortIsTaken) {
  const int port = listener_->port();
  EXPECT_THAT(
      LoopbackListeners()->Listen(port, nullptr),
      StatusIs(absl::StatusCode::kUnavailable,
               absl::StrCat("listen tcp 127.0.0.1:", port, ": bind: address already in use")));
  listener_.reset();
  EXPECT_THAT(
      LoopbackListeners()->Listen(port, [](const RedirectRequest&) { return RedirectAnswer(); }),
      IsOk());
}

TEST_F(RedirectListenerTest, SaysThatThereIsNoSuchPort) {
  EXPECT_THAT(LoopbackListeners()->Listen(70000, nullptr),
              StatusIs(absl::StatusCode::kUnavailable, "listen tcp: address 70000: invalid port"));
}

}  // namespace
}  // namespace azure::identity
