#include "identity/service_client.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_credential.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kClaims[] = R"({"access_token":{"nbf":{"essential":true}}})";

HttpHeaders ClaimsChallenge(absl::string_view base64) {
  return {
      {"WWW-Authenticate",
       absl::StrCat(R"(Bearer realm="", error="insufficient_claims", claims=")", base64, "\"")}};
}

// Notes that it was there, and passes on.
class NotingPolicy final : public HttpPolicy {
 public:
  NotingPolicy(std::string name, std::vector<std::string>* notes)
      : name_(std::move(name)), notes_(notes) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    HttpTransport& next) override {
    notes_->push_back(
        absl::StrCat(name_, request.headers.Get("Authorization").empty() ? "" : " with a token"));
    return next.Send(ctx, request);
  }

 private:
  const std::string name_;
  std::vector<std::string>* const notes_;
};

class ServiceClientTest : public testing::Test {
 protected:
  ServiceClientTest() {
    options_.client.transport = transport_;
    options_.client.seams.clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
    options_.client.seams.random = std::make_shared<FakeRandom>();
    options_.client.seams.environment = std::make_shared<FakeEnvironment>();
  }

  std::unique_ptr<ServiceClient> NewClient() {
    return *ServiceClient::Create(credential_, {"https://vault.azure.net/.default"}, options_);
  }

  absl::StatusOr<HttpResponse> Send() { return NewClient()->Send(ctx_, request_); }

  // What the transport got, of each request in order.
  std::vector<std::string> TokensSent() const {
    std::vector<std::string> tokens;
    for (const HttpRequest& request : transport_->requests()) {
      tokens.emplace_back(request.headers.Get("Authorization"));
    }
    return tokens;
  }

  int issued_ = 0;
  Context ctx_ = Context::Background();
  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  std::shared_ptr<FakeCredential> credential_ = std::make_shared<FakeCredential>(
      [this](const Context&, const TokenRequestOptions&) -> absl::StatusOr<AccessToken> {
        return AccessToken(absl::StrCat("t", ++issued_), absl::InfiniteFuture());
      });
  ServiceClientOptions options_;
  HttpRequest request_{"GET", "https://contoso.vault.azure.net/secrets/a", {}, ""};
};

TEST_F(ServiceClientTest, SendsTheTokenInPlaceOfAnother) {
  transport_->Always(Respond(200, "ok"));
  request_.headers.Set("authorization", "Bearer mine");
  const auto client = NewClient();
  EXPECT_EQ(client->Send(ctx_, request_)->body, "ok");
  EXPECT_EQ(client->Send(ctx_, request_)->body, "ok");
  EXPECT_THAT(TokensSent(), ElementsAre("Bearer t1", "Bearer t1"));
  ASSERT_THAT(credential_->requests(), SizeIs(1));
  EXPECT_THAT(credential_->requests()[0].scopes, ElementsAre("https://vault.azure.net/.default"));
  EXPECT_TRUE(credential_->requests()[0].enable_cae);
}

TEST_F(ServiceClientTest, PoliciesHaveAzcoresOrder) {
  std::vector<std::string> notes;
  for (const char* name : {"call 1", "call 2"}) {
    options_.client.per_call_policies.push_back(std::make_shared<NotingPolicy>(name, &notes));
  }
  for (const char* name : {"try 1", "try 2"}) {
    options_.client.per_try_policies.push_back(std::make_shared<NotingPolicy>(name, &notes));
  }
  transport_->Expect(Respond(503, ""));
  transport_->Expect(Respond(200, ""));
  EXPECT_THAT(Send(), IsOk());
  EXPECT_THAT(notes, ElementsAre("call 1", "call 2", "try 1 with a token", "try 2 with a token",
                                 "try 1 with a token", "try 2 with a token"));
}

TEST_F(ServiceClientTest, RefusesToSendATokenOverHttp) {
  request_.url = "http://contoso.vault.azure.net/";
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kInvalidArgument,
                               "authorized requests are not permitted for non-TLS protected "
                               "(https) endpoints"));
  EXPECT_THAT(credential_->requests(), IsEmpty());

  options_.insecure_allow_credential_with_http = true;
  transport_->Expect(Respond(200, ""));
  EXPECT_THAT(Send(), IsOk());
  EXPECT_THAT(TokensSent(), ElementsAre("Bearer t1"));
}

TEST_F(ServiceClientTest, RefusesUrlsThatLeadNowhere) {
  for (const char* url : {"", "/path", "https:///path", "ftp://h/", "https://h:port/"}) {
    request_.url = url;
    EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kInvalidArgument)) << url;
  }
  EXPECT_THAT(credential_->requests(), IsEmpty());
}

TEST_F(ServiceClientTest, AnswersOneClaimsChallenge) {
  transport_->Expect(Respond(401, "", ClaimsChallenge(absl::Base64Escape(kClaims))));
  transport_->Expect(Respond(200, "ok"));
  request_.method = "POST";
  request_.body = "{}";
  EXPECT_EQ(Send()->body, "ok");
  EXPECT_THAT(TokensSent(), ElementsAre("Bearer t1", "Bearer t2"));
  EXPECT_EQ(transport_->requests()[1].body, "{}");
  ASSERT_THAT(credential_->requests(), SizeIs(2));
  EXPECT_EQ(credential_->requests()[1].claims, kClaims);
}

TEST_F(ServiceClientTest, ReturnsTheSecond401) {
  transport_->Always(Respond(401, "", ClaimsChallenge(absl::Base64Escape(kClaims))));
  EXPECT_EQ(Send()->status_code, 401);
  EXPECT_THAT(transport_->requests(), SizeIs(2));
}

TEST_F(ServiceClientTest, SaysThatClaimsAreInvalid) {
  transport_->Expect(Respond(401, "", ClaimsChallenge("!")));
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kUnauthenticated,
                               "authentication challenge contains invalid claims: !"));
}

TEST_F(ServiceClientTest, ATokenThatWasRefusedIsNotUsedAgain) {
  transport_->Expect(Respond(401, "", {{"WWW-Authenticate", "Bearer realm=\"r\""}}));
  transport_->Expect(Respond(200, ""));
  const auto client = NewClient();
  EXPECT_EQ(client->Send(ctx_, request_)->status_code, 401);
  EXPECT_EQ(client->Send(ctx_, request_)->status_code, 200);
  EXPECT_THAT(TokensSent(), ElementsAre("Bearer t1", "Bearer t2"));
}

TEST_F(ServiceClientTest, ListensToNoChallengeFromElsewhere) {
  transport_->Expect([](const Context&, const HttpRequest&) {
    HttpResponse elsewhere;
    elsewhere.status_code = 401;
    elsewhere.headers = ClaimsChallenge(absl::Base64Escape(kClaims));
    elsewhere.request_url = "https://contoso.vault.azure.net:8443/";
    return elsewhere;
  });
  EXPECT_EQ(Send()->status_code, 401);
  EXPECT_THAT(credential_->requests(), SizeIs(1));
}

TEST_F(ServiceClientTest, NeverRepeatsACredentialsError) {
  for (const absl::Status& error :
       {absl::UnavailableError("own"), CredentialUnavailableError("not here"),
        absl::DeadlineExceededError("the credential's own"), absl::CancelledError("likewise")}) {
    credential_ = std::make_shared<FakeCredential>(error);
    EXPECT_EQ(Send().status(), error);
    EXPECT_THAT(credential_->requests(), SizeIs(1));
  }
}

TEST_F(ServiceClientTest, EndsWithTheContext) {
  ctx_ = ctx_.WithCancel();
  ctx_.Cancel();
  credential_ = std::make_shared<FakeCredential>(absl::CancelledError("Credential: cancelled"));
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kCancelled, "context canceled"));
}

TEST_F(ServiceClientTest, SendForSuccessWantsA2xx) {
  transport_->Expect(Respond(204, ""));
  transport_->Expect(Respond(403, "", {{"x-ms-error-code", "Forbidden"}}));
  std::vector<LogEvent> events;
  options_.client.logging.logger = std::make_shared<const Logger>(
      [&events](LogEvent event, absl::string_view) { events.push_back(event); },
      std::set<LogEvent>{LogEvent::kResponseError});
  const auto client = NewClient();
  EXPECT_THAT(client->SendForSuccess(ctx_, request_), IsOk());
  EXPECT_THAT(client->SendForSuccess(ctx_, request_),
              StatusIs(absl::StatusCode::kPermissionDenied, HasSubstr("ERROR CODE: Forbidden")));
  EXPECT_THAT(events, ElementsAre(LogEvent::kResponseError));
}

TEST_F(ServiceClientTest, TheLogCountsWhatWasSentAndShowsNoToken) {
  std::string log;
  options_.client.logging.logger = std::make_shared<const Logger>(
      [&log](LogEvent, absl::string_view message) { absl::StrAppend(&log, message, "\n"); });
  options_.client.logging.allowed_headers = {"Authorization"};
  transport_->Expect(Respond(401, "", ClaimsChallenge(absl::Base64Escape(kClaims))));
  transport_->Expect(Respond(200, ""));
  EXPECT_THAT(Send(), IsOk());
  EXPECT_THAT(log, HasSubstr("OUTGOING REQUEST (Try=2)"));
  EXPECT_THAT(log, HasSubstr("Authorization: REDACTED"));
  EXPECT_THAT(log, ::testing::Not(HasSubstr("Bearer t")));
}

TEST_F(ServiceClientTest, NeedsACredential) {
  EXPECT_THAT(ServiceClient::Create(nullptr, {"s"}), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace azure::identity
