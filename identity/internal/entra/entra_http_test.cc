#include "identity/internal/entra/entra_http.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"
#include "identity/version.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kUuid[] = "7b12f9bb-2eef-42e3-ad75-eee69ec9088d";
constexpr char kUrl[] = "https://login.microsoftonline.com/t/oauth2/v2.0/token";

class EntraHttpTest : public ::testing::Test {
 protected:
  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const EntraHttp http_{"ClientSecretCredential", transport_, clock_,
                        std::make_shared<FakeRandom>(FakeRandom::ForUuid(kUuid))};
};

TEST_F(EntraHttpTest, GetsWithMsalsHeaders) {
  transport_->Expect(Respond(200, "body"));
  EXPECT_THAT(http_.Get(Context::Background(), "https://host/path?"), IsOkAndHolds("body"));
  const HttpRequest request = transport_->requests().at(0);
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.url, "https://host/path?");
  EXPECT_EQ(request.body, "");
  EXPECT_THAT(
      request.headers.fields(),
      ElementsAre(Pair("Client-Request-Id", kUuid), Pair("Return-Client-Request-Id", "false"),
                  Pair("X-Client-Cpu", ::testing::AnyOf("amd64", "arm64", "unknown")),
                  Pair("X-Client-Os", ::testing::AnyOf("linux", "darwin", "unknown")),
                  Pair("X-Client-Sku", "azure-identity-cc"), Pair("X-Client-Ver", kVersion)));
}

TEST_F(EntraHttpTest, PostsAForm) {
  transport_->Expect(Respond(201, "body"));
  EXPECT_THAT(http_.PostForm(Context::Background(), kUrl, {{"b", "1 2"}, {"a", "/"}}),
              IsOkAndHolds("body"));
  const HttpRequest request = transport_->requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, kUrl);
  EXPECT_EQ(request.body, "a=%2F&b=1+2");
  EXPECT_EQ(request.headers.Get("Content-Type"),
            "application/x-www-form-urlencoded; charset=utf-8");
  EXPECT_EQ(request.headers.Get("Client-Request-Id"), kUuid);
}

TEST_F(EntraHttpTest, EveryOtherStatusIsAFailedAuthentication) {
  for (const int code : {202, 204, 302, 400, 401, 500}) {
    transport_->Expect(Respond(code, "x"));
    const auto body = http_.PostForm(Context::Background(), kUrl, {});
    EXPECT_THAT(body, StatusIs(code == 500 ? absl::StatusCode::kUnavailable
                                           : absl::StatusCode::kUnauthenticated))
        << code;
    ASSERT_TRUE(GetErrorDetails(body.status()).has_value()) << code;
    EXPECT_EQ(GetErrorDetails(body.status())->http.value().status_code, code);
  }
}

TEST_F(EntraHttpTest, PrintsTheResponse) {
  transport_->Expect(Respond(404, "nope"));
  EXPECT_EQ(http_.Get(Context::Background(), "https://host/p?q=1").status().message(),
            "ClientSecretCredential authentication failed. \n"
            "GET https://host/p\n"
            "--------------------------------------------------------------------------------\n"
            "RESPONSE 404: 404 Not Found\n"
            "--------------------------------------------------------------------------------\n"
            "nope\n"
            "--------------------------------------------------------------------------------\n"
            "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret");
}

TEST_F(EntraHttpTest, PassesOnWhatTheTransportSays) {
  transport_->Expect(Fail(absl::UnavailableError(absl::StrCat("Post \"", kUrl, "\": EOF"))));
  EXPECT_THAT(http_.PostForm(Context::Background(), kUrl, {}),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("server response error:\n Post \"", kUrl, "\": EOF")));
  transport_->Expect(Fail(absl::CancelledError("context canceled")));
  EXPECT_THAT(http_.Get(Context::Background(), "https://h/p"),
              StatusIs(absl::StatusCode::kCancelled, "server response error:\n context canceled"));
}

TEST_F(EntraHttpTest, ACallEndsAfterThirtySecondsUnlessTheCallerSetsADeadline) {
  const absl::Time now = clock_->Now();
  const auto expect_deadline = [&](absl::Time deadline) {
    transport_->Expect([deadline](const Context& ctx, const HttpRequest&) {
      EXPECT_EQ(ctx.deadline(), deadline);
      HttpResponse response;
      response.status_code = 200;
      return response;
    });
  };
  expect_deadline(now + absl::Seconds(30));
  EXPECT_THAT(http_.Get(Context::Background(), "https://h/p"), IsOk());
  expect_deadline(now + absl::Hours(1));
  EXPECT_THAT(http_.Get(Context::Background().WithDeadline(now + absl::Hours(1)), "https://h/p"),
              IsOk());
}

TEST_F(EntraHttpTest, RefusesUrlsThatGoNowhere) {
  const Context ctx = Context::Background();
  EXPECT_THAT(http_.Get(ctx, "?"), StatusIs(absl::StatusCode::kInvalidArgument,
                                            "server response error:\n no Host in request URL"));
  EXPECT_THAT(http_.PostForm(ctx, "y", {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "server response error:\n no Host in request URL"));
  EXPECT_THAT(http_.Get(ctx, "ftp://h/"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "server response error:\n unsupported protocol scheme ftp"));
  EXPECT_THAT(http_.PostForm(ctx, "::x", {}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "could not parse path URL(::x): parse \"::x\": missing protocol scheme"));
  EXPECT_THAT(http_.Get(ctx, "::x"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "could not create request: parse \"::x\": missing protocol scheme"));
  EXPECT_THAT(transport_->requests(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace azure::identity::internal
