// How each fault looks to a client, over plain sockets and over TLS.
#include <future>
#include <thread>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"
#include "mock_common/tls/certificate_authority.h"

namespace mock::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using End = RawClient::End;
using Kind = Fault::Kind;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const absl::Time kStart = absl::FromUnixSeconds(784111777);

class FaultTest : public testing::TestWithParam<bool> {
 protected:
  RawClient Connect() {
    return GetParam()
               ? RawClient::ConnectTls(server_->port(), authority_.certificate_pem(), "localhost")
               : RawClient::Connect(server_->port());
  }

  // Only the first request meets the fault and the delay.
  RawClient Ask(Fault::Kind kind, absl::Duration delay = absl::ZeroDuration()) {
    ServerOptions options;
    options.clock = &clock_;
    options.idle_timeout = absl::Seconds(60);
    if (GetParam()) {
      options.certificate_pem = leaf_.certificate_pem;
      options.private_key_pem = leaf_.private_key_pem();
    }
    server_ = *Server::Start(options, [this, kind, delay](const Request&) {
      Reply reply;
      if (++asked_ == 1) {
        reply.delay = delay;
        reply.fault.kind = kind;
      }
      reply.response.body = body_;
      return reply;
    });
    RawClient client = Connect();
    client.Send(kGet);
    return client;
  }

  const CertificateAuthority authority_ = *CertificateAuthority::Generate(absl::Now());
  const Leaf leaf_ = *authority_.Issue({"localhost"}, absl::Now());
  VirtualClock clock_{VirtualClock::Mode::kJump, kStart};
  std::string body_ = "0123456789";
  std::atomic<int> asked_ = 0;
  std::unique_ptr<Server> server_;
};

TEST_P(FaultTest, ResetIsATcpReset) {
  RawClient client = Ask(Kind::kReset);
  EXPECT_EQ(client.ReadAll(), "");
  EXPECT_EQ(client.end(), End::kReset);
}

TEST_P(FaultTest, CloseIsAnOrderlyEndWithoutAByte) {
  RawClient client = Ask(Kind::kClose);
  EXPECT_EQ(client.ReadAll(), "");
  EXPECT_EQ(client.end(), End::kClosed);
}

TEST_P(FaultTest, TruncatedBodyHasTheWholeHeaderAndHalfTheBody) {
  RawClient client = Ask(Kind::kTruncateBody);
  const std::string reply = client.ReadAll();
  EXPECT_THAT(reply, HasSubstr("\r\nContent-Length: 10\r\n"));
  EXPECT_THAT(reply, Not(HasSubstr("Connection: close")));
  EXPECT_THAT(reply, EndsWith("\r\n\r\n01234"));
  EXPECT_EQ(client.end(), End::kClosed);
}

TEST_P(FaultTest, WithoutABodyTheEndOfTheHeaderIsTruncated) {
  body_ = "";
  RawClient client = Ask(Kind::kTruncateBody);
  const std::string reply = client.ReadAll();
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(reply, EndsWith("\r\nContent-Length: 0\r\n"));
  EXPECT_THAT(reply, Not(HasSubstr("\r\n\r\n")));
  EXPECT_EQ(client.end(), End::kClosed);
}

TEST_P(FaultTest, GarbageIsNoHttp) {
  RawClient client = Ask(Kind::kGarbage);
  const std::string reply = client.ReadAll();
  EXPECT_THAT(reply, Not(StartsWith("HTTP")));
  EXPECT_THAT(reply, HasSubstr("garbage"));
  EXPECT_EQ(client.end(), End::kClosed);
}

TEST_P(FaultTest, HangAnswersNothingUntilTheClientLeaves) {
  {
    RawClient client = Ask(Kind::kHang);
    while (asked_ == 0) std::this_thread::yield();
    client.Send(kGet);  // is read, and not answered either
    // Others are served meanwhile.
    RawClient other = Connect();
    other.Send(kGet);
    EXPECT_THAT(other.ReadReply(), EndsWith("0123456789"));
    EXPECT_EQ(asked_, 2);
    EXPECT_EQ(client.end(), End::kOpen);
  }
  RawClient next = Connect();
  next.Send(kGet);
  EXPECT_THAT(next.ReadReply(), EndsWith("0123456789"));
}

TEST_P(FaultTest, HangLetsAJumpingClockGoOnToTheClientsDeadline) {
  std::promise<void> gave_up;
  const auto deadline =
      clock_.CallAt(kStart + absl::Seconds(30), /*blocking=*/false, [&] { gave_up.set_value(); });
  RawClient client = Ask(Kind::kHang);
  gave_up.get_future().get();
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(30));
  EXPECT_EQ(client.end(), End::kOpen);
}

TEST_P(FaultTest, DripSendsEveryByteAtItsTime) {
  RawClient client = Ask(Kind::kDrip);
  const std::string reply = client.ReadReply();
  EXPECT_THAT(reply, EndsWith("\r\n\r\n0123456789"));
  EXPECT_EQ(clock_.Now(), kStart + absl::Milliseconds(10) * (reply.size() - 1));
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(), EndsWith("0123456789"));
}

TEST_P(FaultTest, DripComesByteByByte) {
  clock_.SetMode(VirtualClock::Mode::kFrozen);
  RawClient client = Ask(Kind::kDrip);
  EXPECT_EQ(client.ReadAll(1), "H");
  // Not before its time: a reply to somebody else comes first.
  RawClient other = Connect();
  other.Send(kGet);
  EXPECT_THAT(other.ReadReply(), EndsWith("0123456789"));
  clock_.SetMode(VirtualClock::Mode::kJump);
  EXPECT_THAT(client.ReadReply(), StartsWith("TTP/1.1 200 OK\r\n"));
}

TEST_P(FaultTest, DelayGoesBeforeTheFault) {
  RawClient client = Ask(Kind::kClose, absl::Seconds(30));
  EXPECT_EQ(client.ReadAll(), "");
  EXPECT_EQ(client.end(), End::kClosed);
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(30));
}

TEST_P(FaultTest, ADelayedReplyWaitsForTheClock) {
  clock_.SetMode(VirtualClock::Mode::kFrozen);
  RawClient client = Ask(Kind::kNone, absl::Seconds(30));
  while (asked_ == 0) std::this_thread::yield();
  RawClient other = Connect();
  other.Send(kGet);
  EXPECT_THAT(other.ReadReply(), EndsWith("0123456789"));
  clock_.SetMode(VirtualClock::Mode::kJump);
  EXPECT_THAT(client.ReadReply(), HasSubstr("\r\nDate: Sun, 06 Nov 1994 08:50:07 GMT\r\n"));
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(30));
}

TEST_P(FaultTest, AClientMayLeaveDuringADelay) {
  clock_.SetMode(VirtualClock::Mode::kFrozen);
  {
    const RawClient client = Ask(Kind::kNone, absl::Seconds(30));
    while (asked_ == 0) std::this_thread::yield();
  }
  clock_.SetMode(VirtualClock::Mode::kJump);
  RawClient next = Connect();
  next.Send(kGet);
  EXPECT_THAT(next.ReadReply(), EndsWith("0123456789"));
}

INSTANTIATE_TEST_SUITE_P(Transports, FaultTest, testing::Bool(),
                         [](const auto& info) { return info.param ? "Tls" : "Plain"; });

}  // namespace
}  // namespace mock::http
