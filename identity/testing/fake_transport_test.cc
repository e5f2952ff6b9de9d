#include "identity/testing/fake_transport.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest-spi.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

const HttpRequest kToken{"POST", "https://h/token", {}, "a=b"};
const HttpRequest kKeys{"GET", "https://h/keys", {}, ""};

TEST(FakeTransportTest, AnswersInOrderAndKeepsTheRequests) {
  FakeTransport transport;
  transport.Expect(Respond(503, "busy", {{"Retry-After", "1"}}));
  transport.Expect(Fail(absl::UnavailableError("EOF")));
  const auto first = transport.Send(Context::Background(), kToken);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->status_code, 503);
  EXPECT_EQ(first->reason, "Service Unavailable");
  EXPECT_EQ(first->headers.Get("retry-after"), "1");
  EXPECT_EQ(first->request_method, "POST");
  EXPECT_EQ(first->request_url, "https://h/token");
  EXPECT_THAT(transport.Send(Context::Background(), kKeys),
              StatusIs(absl::StatusCode::kUnavailable, "EOF"));
  ASSERT_EQ(transport.requests().size(), 2u);
  EXPECT_EQ(transport.requests()[0].body, "a=b");
}

TEST(FakeTransportTest, PredicatesPickTheAnswer) {
  FakeTransport transport;
  transport.Always(Respond(404, ""));
  transport.Expect(Respond(200, "token"), UrlContains("/token"));
  EXPECT_EQ(transport.Send(Context::Background(), kKeys)->status_code, 404);
  EXPECT_EQ(transport.Send(Context::Background(), kToken)->body, "token");
  EXPECT_EQ(transport.Send(Context::Background(), kToken)->status_code, 404);
}

TEST(FakeTransportTest, AnUnexpectedRequestFailsTheTestWithItsUrl) {
  FakeTransport transport;
  absl::Status status;
  EXPECT_NONFATAL_FAILURE(status = transport.Send(Context::Background(), kKeys).status(),
                          "unexpected GET https://h/keys");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInternal, "unexpected GET https://h/keys"));
}

TEST(FakeTransportTest, AnExpectedRequestThatDoesNotComeFailsTheTest) {
  auto transport = std::make_unique<FakeTransport>();
  transport->Expect(Respond(200, ""));
  EXPECT_NONFATAL_FAILURE(transport.reset(), "expected requests that did not come");
}

TEST(FakeTransportTest, AHungRequestEndsWithItsContext) {
  FakeTransport transport;
  const auto clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  transport.Expect(Hang(clock));
  EXPECT_THAT(
      transport.Send(Context::Background().WithDeadline(clock->Now() + absl::Seconds(1)), kKeys),
      StatusIs(absl::StatusCode::kDeadlineExceeded));
}

}  // namespace
}  // namespace azure::identity
