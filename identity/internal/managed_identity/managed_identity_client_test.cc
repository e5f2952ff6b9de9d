#include "identity/internal/managed_identity/managed_identity_client.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/managed_identity/managed_identity_client_fixture.h"

namespace azure::identity::internal {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kLink[] =
    "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id";

TEST_F(ManagedIdentityClientTest, GetsATokenFromTheMetadataService) {
  MakeClient();
  ExpectToken("tok", R"("expires_in":"3600")");
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), clock_->Now() + absl::Hours(1));
  EXPECT_EQ(token->refresh_on(), absl::InfinitePast());
}

TEST_F(ManagedIdentityClientTest, AcceptedIsASuccessAndEveryOtherStatusIsNot) {
  MakeClient();
  transport_->Expect(Respond(202, TokenBody("tok", R"("expires_in":3600)")));
  EXPECT_EQ(Get(), "tok");
  for (const int status : {201, 204, 302}) {
    transport_->Expect(Respond(status, ""));
    EXPECT_THAT(Get("other"), StartsWith("ManagedIdentityCredential authentication failed. \n"));
  }
}

TEST_F(ManagedIdentityClientTest, TakesExactlyOneScope) {
  MakeClient();
  for (const std::vector<std::string>& scopes :
       {std::vector<std::string>{}, std::vector<std::string>{"a", "b"}}) {
    const auto token = client_->GetToken(Context::Background(), {scopes, "", "", false});
    EXPECT_THAT(token, StatusIs(absl::StatusCode::kInvalidArgument,
                                "ManagedIdentityCredential.GetToken() requires exactly one scope"));
    EXPECT_EQ(GetErrorDetails(token.status()), std::nullopt);
  }
}

TEST_F(ManagedIdentityClientTest, TwoSuffixesOfAScopeAreNotPartOfTheResource) {
  MakeClient();
  for (const char* scope : {"r", "r/.default", "r/.default/.default"}) {
    client_ = nullptr;
    MakeClient();
    ExpectToken("tok", R"("expires_in":3600)");
    EXPECT_EQ(Get(scope), "tok");
  }
  for (const HttpRequest& request : transport_->requests()) {
    EXPECT_EQ(request.url, absl::StrCat(kImdsUrl, "?api-version=2018-02-01&resource=r"));
  }
}

TEST_F(ManagedIdentityClientTest, TheTenantDoesNotMatter) {
  MakeClient();
  ExpectToken("tok", R"("expires_in":3600)");
  EXPECT_THAT(client_->GetToken(Context::Background(), {{"r"}, "no tenant!", "", true}), IsOk());
}

TEST_F(ManagedIdentityClientTest, ATokenIsKeptUntilFiveMinutesBeforeItsEnd) {
  MakeClient();
  ExpectToken("first", R"("expires_in":3600)");
  ExpectToken("second", R"("expires_in":3600)");
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Minutes(55));
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Seconds(1));
  EXPECT_EQ(Get(), "second");
}

TEST_F(ManagedIdentityClientTest, EachResourceHasItsToken) {
  MakeClient();
  ExpectToken("a", R"("expires_in":3600)");
  ExpectToken("b", R"("expires_in":3600)");
  EXPECT_EQ(Get("a/.default"), "a");
  EXPECT_EQ(Get("b/.default"), "b");
  EXPECT_EQ(Get("A"), "a");
}

TEST_F(ManagedIdentityClientTest, ClaimsMakeTheHostBeAsked) {
  MakeClient();
  ExpectToken("first", R"("expires_in":3600)");
  ExpectToken("second", R"("expires_in":3600)");
  EXPECT_EQ(Get("r"), "first");
  const auto token = client_->GetToken(Context::Background(), {{"r"}, "", R"({"x":1})", true});
  EXPECT_EQ(token->token(), "second");
  EXPECT_EQ(Get("r"), "second");
}

TEST_F(ManagedIdentityClientTest, ATokenOfAnotherTypeIsNotKept) {
  MakeClient();
  for (const char* token : {"first", "second"}) {
    transport_->Expect(Respond(200, absl::StrCat(R"({"access_token":")", token,
                                                 R"(","token_type":"pop","expires_in":3600})")));
  }
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Minutes(56));
  EXPECT_EQ(Get(), "second");
}

TEST_F(ManagedIdentityClientTest, ATokenIsReplacedWhenTheHostSaysSo) {
  MakeClient();
  ExpectToken("first", R"("expires_in":3600,"refresh_in":600)");
  ExpectToken("second", R"("expires_in":3600)");
  const auto token = GetToken();
  EXPECT_EQ(token->refresh_on(), clock_->Now() + absl::Minutes(10));
  clock_->Advance(absl::Minutes(10) - absl::Nanoseconds(1));
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Nanoseconds(1));
  EXPECT_EQ(Get(), "second");
}

TEST_F(ManagedIdentityClientTest, ATokenOfADayIsReplacedAfterHalfOfIt) {
  MakeClient();
  ExpectToken("first", R"("expires_in":"86400")");
  ExpectToken("second", R"("expires_in":"86400")");
  EXPECT_EQ(GetToken()->refresh_on(), clock_->Now() + absl::Hours(12));
  clock_->Advance(absl::Hours(12) - absl::Seconds(1));
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Seconds(1));
  EXPECT_EQ(Get(), "second");
}

TEST_F(ManagedIdentityClientTest, ATokenThatCannotBeReplacedIsUsedOn) {
  MakeClient();
  ExpectToken("first", R"("expires_in":3600,"refresh_in":600)");
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Minutes(10));
  transport_->Expect(Respond(400, ""));
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Seconds(30));
  transport_->Expect(Respond(200, "no json"));
  EXPECT_EQ(Get(), "first");
}

TEST_F(ManagedIdentityClientTest, NobodyWaitsForAHostThatIsDownWhileTheTokenIsGood) {
  MakeClient();
  ExpectToken("first", R"("expires_in":86400,"refresh_in":600)");
  EXPECT_EQ(Get(), "first");
  clock_->Advance(absl::Minutes(10));
  // One try, where the host has retries for 102 s, however many calls there are.
  transport_->Expect(Fail(absl::UnavailableError("no route to host")));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Get(), "first");
  EXPECT_THAT(transport_->requests(), ::testing::SizeIs(2));
  EXPECT_THAT(clock_->sleeps(), ::testing::IsEmpty());
}

TEST_F(ManagedIdentityClientTest, ImdsIsAskedSevenTimesIn99Seconds) {
  MakeClient();
  transport_->Always(Respond(404, "updating"));
  const absl::Time start = clock_->Now();
  EXPECT_THAT(Get(), AllOf(StartsWith("ManagedIdentityCredential authentication failed. \n"),
                           HasSubstr("RESPONSE 404")));
  EXPECT_THAT(transport_->requests(), SizeIs(7));
  const std::vector<absl::Duration> sleeps = clock_->sleeps();
  ASSERT_THAT(sleeps, SizeIs(6));
  const double seconds[] = {2, 6, 14, 30, 62, 126};
  for (int i = 0; i < 6; ++i) {
    EXPECT_GE(sleeps[i], std::min(absl::Seconds(0.8 * seconds[i]), absl::Seconds(25)));
    EXPECT_LE(sleeps[i], std::min(absl::Seconds(1.3 * seconds[i]), absl::Seconds(25)));
  }
  EXPECT_THAT(clock_->Now() - start, AllOf(Ge(absl::Seconds(91)), Le(absl::Seconds(104))));
}

TEST_F(ManagedIdentityClientTest, ImdsThatComesBackAfter70SecondsIsWaitedFor) {
  MakeClient();
  const absl::Time back = clock_->Now() + absl::Seconds(70);
  transport_->Always([this, back](const Context&, const HttpRequest&) {
    HttpResponse response;
    response.status_code = clock_->Now() < back ? 410 : 200;
    response.body = TokenBody("tok", R"("expires_in":3600)");
    return response;
  });
  EXPECT_EQ(Get(), "tok");
}

TEST_F(ManagedIdentityClientTest, ImdsDoesNotRetryATimeoutStatusAndKeepsToRetryAfter) {
  MakeClient();
  transport_->Expect(Respond(408, ""));
  EXPECT_THAT(Get(), HasSubstr("RESPONSE 408"));
  EXPECT_THAT(clock_->sleeps(), IsEmpty());
  transport_->Expect(Respond(429, "", {{"Retry-After", "5"}}));
  ExpectToken("tok", R"("expires_in":3600)");
  EXPECT_EQ(Get(), "tok");
  EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::Seconds(5)));
  transport_->Expect(Respond(429, "", {{"Retry-After", "26"}}));
  EXPECT_THAT(Get("other"), HasSubstr("RESPONSE 429"));
}

TEST_F(ManagedIdentityClientTest, ATryThatGetsNoAnswerEndsAfterAMinute) {
  MakeClient();
  // As FakeTransport's Hang, on a clock that nobody else advances.
  transport_->Always(
      [this](const Context& ctx, const HttpRequest&) -> absl::StatusOr<HttpResponse> {
        clock_->Advance(ctx.deadline() - clock_->Now());
        return ctx.Err(clock_->Now());
      });
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kDeadlineExceeded,
                                   absl::StrCat("ManagedIdentityCredential: context deadline "
                                                "exceeded. ",
                                                kLink)));
  EXPECT_THAT(transport_->requests(), SizeIs(7));
}

TEST_F(ManagedIdentityClientTest, OtherHostsHaveTheCommonRetries) {
  environment_->Set("IDENTITY_ENDPOINT", "http://h/");
  environment_->Set("IDENTITY_HEADER", "shh");
  MakeClient();
  transport_->Always(Respond(503, ""));
  EXPECT_THAT(Get(), HasSubstr("RESPONSE 503"));
  EXPECT_THAT(transport_->requests(), SizeIs(4));
  EXPECT_THAT(clock_->sleeps(), Each(Le(absl::Seconds(8))));
}

TEST_F(ManagedIdentityClientTest, AnotherHosts400IsNothingSpecial) {
  environment_->Set("IDENTITY_ENDPOINT", "http://h/token");
  environment_->Set("IDENTITY_HEADER", "shh");
  MakeClient();
  transport_->Expect(Respond(400, R"({"statusCode":400})"));
  EXPECT_THAT(Get(), StartsWith("ManagedIdentityCredential authentication failed. \n"
                                "GET http://h/token\n"));
}

TEST_F(ManagedIdentityClientTest, WhatTheNetworkSaysIsShown) {
  ManagedIdentityClientOptions options = Options();
  options.client.retry.max_retries = -1;
  MakeClient(std::move(options));
  transport_->Expect(Fail(absl::UnavailableError("dial tcp 169.254.169.254:80: i/o timeout")));
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnavailable,
                                   absl::StrCat("ManagedIdentityCredential: dial tcp "
                                                "169.254.169.254:80: i/o timeout. ",
                                                kLink)));
}

TEST_F(ManagedIdentityClientTest, ABadEndpointIsShown) {
  environment_->Set("MSI_ENDPOINT", "https://t .com");
  MakeClient();
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("ManagedIdentityCredential: couldn't parse \"https://t .com\": "
                                    "parse \"https://t .com\": invalid character \" \" in host "
                                    "name. ",
                                    kLink)));
}

TEST_F(ManagedIdentityClientTest, ATokenThatIsEmptyIsAnError) {
  MakeClient();
  ExpectToken("", R"("expires_in":3600)");
  EXPECT_EQ(Get(),
            absl::StrCat("ManagedIdentityCredential: response is missing access_token. ", kLink));
}

class ManagedIdentityLogTest : public ManagedIdentityClientTest {
 protected:
  ManagedIdentityClientOptions LoggingOptions() {
    ManagedIdentityClientOptions options = Options();
    options.client.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) { log_.emplace_back(message); },
        std::set<LogEvent>{LogEvent::kAuthentication});
    return options;
  }
  std::vector<std::string> log_;
};

TEST_F(ManagedIdentityLogTest, NamesTheHostAndTheIdentity) {
  MakeClient(LoggingOptions());
  for (ManagedIdentityId id : {ManagedIdentityId::Client("c"), ManagedIdentityId::Object("o"),
                               ManagedIdentityId::Resource("a \"r\"")}) {
    ManagedIdentityClientOptions options = LoggingOptions();
    options.id = id;
    MakeClient(std::move(options));
  }
  EXPECT_THAT(
      log_,
      ElementsAre("ManagedIdentityCredential will use IMDS managed identity",
                  "ManagedIdentityCredential will use IMDS managed identity with client ID \"c\"",
                  "ManagedIdentityCredential will use IMDS managed identity with object ID \"o\"",
                  "ManagedIdentityCredential will use IMDS managed identity with resource ID "
                  "\"a \\\"r\\\"\""));
}

TEST_F(ManagedIdentityLogTest, NamesTheResourceOfEveryTokenAlsoFromTheCache) {
  MakeClient(LoggingOptions());
  log_.clear();
  ExpectToken("tok", R"("expires_in":3600)");
  Get("https://vault.azure.net/.default");
  Get("https://vault.azure.net/.default");
  const std::string line =
      "ManagedIdentityCredential.GetToken() acquired a token for scope \"https://vault.azure.net\"";
  EXPECT_THAT(log_, ElementsAre(line, line));
}

TEST_F(ManagedIdentityLogTest, AConstructorThatFailsWritesNothing) {
  ManagedIdentityClientOptions options = LoggingOptions();
  options.id = ManagedIdentityId::Client("");
  EXPECT_THAT(ManagedIdentityClient::Create(std::move(options)),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(log_, IsEmpty());
}

TEST_F(ManagedIdentityClientTest, ManyThreadsShareOneRequest) {
  MakeClient();
  constexpr int kThreads = 8;
  std::mutex mutex;
  std::condition_variable all_started;
  int started = 0;
  transport_->Always([&](const Context&, const HttpRequest&) {
    std::unique_lock<std::mutex> lock(mutex);
    all_started.wait(lock, [&] { return started == kThreads; });
    HttpResponse response;
    response.status_code = 200;
    response.body = TokenBody("tok", R"("expires_in":3600)");
    return response;
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      {
        const std::lock_guard<std::mutex> lock(mutex);
        ++started;
        all_started.notify_all();
      }
      EXPECT_EQ(Get(), "tok");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(transport_->requests(), SizeIs(1));
}

}  // namespace
}  // namespace azure::identity::internal
