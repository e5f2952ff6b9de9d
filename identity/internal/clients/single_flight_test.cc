// How many threads share one ConfidentialClient.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

// A gate that answers stop at until the test opens it.
class Gate {
 public:
  // `answer`, once the gate is open.
  FakeTransport::Answer Guard(FakeTransport::Answer answer) {
    return [this, answer = std::move(answer)](const Context& ctx, const HttpRequest& request) {
      std::unique_lock<std::mutex> lock(mutex_);
      ++arrived_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return open_; });
      lock.unlock();
      return answer(ctx, request);
    };
  }
  void AwaitArrival() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return arrived_ > 0; });
  }
  void Open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  bool open_ = false;
};

class SingleFlightTest : public ::testing::Test {
 protected:
  absl::StatusOr<AccessToken> GetToken(const TokenRequestOptions& options,
                                       const Context& ctx = Context::Background()) {
    return client_->GetToken(ctx, options);
  }
  std::string Get(const TokenRequestOptions& options) {
    const auto token = GetToken(options);
    return std::string(token.ok() ? token->token() : token.status().message());
  }

  FakeAuthority authority_;
  const std::unique_ptr<ConfidentialClient> client_ =
      ConfidentialClient::Create(
          {"ClientSecretCredential", "t", "c", {"other"}, false, authority_.Options()},
          ClientSecret("s"))
          .value();
  const TokenRequestOptions plain_{{"s"}, "", "", false};
};

TEST_F(SingleFlightTest, AHundredThreadsShareOneRequest) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 100; ++i) {
    threads.emplace_back([this] { EXPECT_EQ(Get(plain_), "tok1"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(authority_.Count(kConfiguration), 1);
  EXPECT_EQ(authority_.Count(kToken), 1);
}

TEST_F(SingleFlightTest, OneRequestForTheSameIsInFlightAtATime) {
  std::atomic<int> in_flight{0};
  for (int i = 0; i < 20; ++i) {
    authority_.transport->Expect(
        [&](const Context&, const HttpRequest&) {
          EXPECT_EQ(++in_flight, 1);
          std::this_thread::yield();
          --in_flight;
          HttpResponse response;
          response.status_code = 200;
          response.body = TokenBody();
          return response;
        },
        UrlContains(kToken));
  }
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([this] { EXPECT_EQ(Get({{"s"}, "", "{}", false}), "tok"); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(SingleFlightTest, ASlowTenantDelaysNoOther) {
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("slow"))), UrlContains(kToken));
  std::thread slow([this] { EXPECT_EQ(Get({{"s"}, "other", "", false}), "slow"); });
  gate.AwaitArrival();
  EXPECT_EQ(Get(plain_), "tok1");
  EXPECT_EQ(Get({{"another scope"}, "other", "", false}), "tok2");
  EXPECT_EQ(Get({{"s"}, "other", "{}", false}), "tok3");
  gate.Open();
  slow.join();
}

TEST_F(SingleFlightTest, TenantsThatComeTogetherAskAboutTheirHostOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 20; ++i) {
    threads.emplace_back([this, i] {
      const auto token = GetToken({{absl::StrCat("s", i)}, i % 2 == 0 ? "" : "other", "", false});
      EXPECT_THAT(token, IsOk());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(authority_.Count(kConfiguration), 2);
  EXPECT_EQ(authority_.Count(kToken), 20);
}

TEST_F(SingleFlightTest, ClientsWithAndWithoutCaeDoNotWaitForEachOther) {
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("plain"))), UrlContains(kToken));
  std::thread plain([this] { EXPECT_EQ(Get(plain_), "plain"); });
  gate.AwaitArrival();
  EXPECT_EQ(Get({{"s"}, "", "", true}), "tok1");
  gate.Open();
  plain.join();
}

TEST_F(SingleFlightTest, ACancelledWaiterLeavesWhileTheRequestGoesOn) {
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("late"))), UrlContains(kToken));
  std::thread asker([this] { EXPECT_EQ(Get(plain_), "late"); });
  gate.AwaitArrival();
  Context ctx = Context::Background().WithCancel();
  std::thread waiter([this, ctx] {
    EXPECT_THAT(GetToken(plain_, ctx),
                StatusIs(absl::StatusCode::kCancelled,
                         "ClientSecretCredential: server response error:\n context canceled. To "
                         "troubleshoot, visit "
                         "https://aka.ms/azsdk/go/identity/troubleshoot#client-secret"));
  });
  ctx.Cancel();
  waiter.join();
  gate.Open();
  asker.join();
}

TEST_F(SingleFlightTest, AWaiterLeavesAtItsDeadline) {
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("late"))), UrlContains(kToken));
  std::thread asker([this] { EXPECT_EQ(Get(plain_), "late"); });
  gate.AwaitArrival();
  const Context ctx =
      Context::Background().WithDeadline(authority_.clock->Now() + absl::Seconds(10));
  std::thread waiter([this, ctx] {
    EXPECT_THAT(GetToken(plain_, ctx), StatusIs(absl::StatusCode::kDeadlineExceeded));
  });
  authority_.clock->AwaitWaiters(1);
  authority_.clock->Advance(absl::Seconds(10));
  waiter.join();
  gate.Open();
  asker.join();
}

TEST_F(SingleFlightTest, AWaiterAsksItselfWhenTheFirstCallerIsCancelled) {
  Gate gate;
  Context ctx = Context::Background().WithCancel();
  authority_.transport->Expect(gate.Guard(Fail(absl::CancelledError("context canceled"))),
                               UrlContains(kToken));
  std::thread asker(
      [this, ctx] { EXPECT_THAT(GetToken(plain_, ctx), StatusIs(absl::StatusCode::kCancelled)); });
  gate.AwaitArrival();
  std::thread waiter([this] { EXPECT_EQ(Get(plain_), "tok1"); });
  ctx.Cancel();
  gate.Open();
  asker.join();
  waiter.join();
}

TEST_F(SingleFlightTest, WhileOneCallerRefreshesTheOthersGetTheOldToken) {
  authority_.transport->Expect(Respond(200, TokenBody("old", 3600, R"(,"refresh_in":1800)")),
                               UrlContains(kToken));
  EXPECT_EQ(Get(plain_), "old");
  authority_.clock->Advance(absl::Seconds(1801));
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("new"))), UrlContains(kToken));
  std::thread refresher([this] { EXPECT_EQ(Get(plain_), "new"); });
  gate.AwaitArrival();
  EXPECT_EQ(Get(plain_), "old");
  gate.Open();
  refresher.join();
  EXPECT_EQ(Get(plain_), "new");
}

TEST_F(SingleFlightTest, ACachedTokenIsGivenToACancelledCaller) {
  EXPECT_EQ(Get(plain_), "tok1");
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  EXPECT_THAT(GetToken(plain_, ctx), IsOk());
}

TEST_F(SingleFlightTest, ACachedTokenIsGivenWhileAnotherIsBeingAskedFor) {
  EXPECT_EQ(Get(plain_), "tok1");
  Gate gate;
  authority_.transport->Expect(gate.Guard(Respond(200, TokenBody("late"))), UrlContains(kToken));
  std::thread asker([this] { EXPECT_EQ(Get({{"z"}, "", "", false}), "late"); });
  gate.AwaitArrival();
  // On a thread that has no recent token.
  std::thread([this] { EXPECT_EQ(Get(plain_), "tok1"); }).join();
  gate.Open();
  asker.join();
}

}  // namespace
}  // namespace azure::identity::internal
