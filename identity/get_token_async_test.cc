#include "identity/get_token_async.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_executor.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

class Echo final : public TokenCredential {
 public:
  absl::StatusOr<AccessToken> GetToken(const Context& ctx,
                                       const TokenRequestOptions& options) override {
    ++calls;
    if (options.tenant_id == "throws") throw std::runtime_error("no such tenant");
    if (options.tenant_id == "throws a number") throw 7;
    if (!ctx.Err(absl::InfinitePast()).ok()) return ctx.Err(absl::InfinitePast());
    return AccessToken(options.scopes.at(0), absl::InfiniteFuture());
  }

  int calls = 0;
};

class GetTokenAsyncTest : public ::testing::Test {
 protected:
  void Ask(const Context& ctx, const std::string& tenant = "") {
    GetTokenAsync(credential_, ctx, {{"s"}, tenant, "", false}, executor_.value(),
                  [this](absl::StatusOr<AccessToken> token) {
                    ++answers_;
                    answer_ = std::move(token);
                  });
  }

  std::shared_ptr<Echo> credential_ = std::make_shared<Echo>();
  std::optional<FakeExecutor> executor_{std::in_place};
  int answers_ = 0;
  absl::StatusOr<AccessToken> answer_ = absl::UnknownError("no answer");
};

TEST_F(GetTokenAsyncTest, TheExecutorDoesTheWork) {
  Ask(Context::Background());
  EXPECT_EQ(credential_->calls, 0);
  EXPECT_EQ(executor_->RunAll(), 1u);
  ASSERT_THAT(answer_, IsOk());
  EXPECT_EQ(answer_->token(), "s");
  EXPECT_EQ(answers_, 1);
}

TEST_F(GetTokenAsyncTest, ACancelledCallAsksNobody) {
  Context ctx = Context::Background().WithCancel();
  Ask(ctx);
  ctx.Cancel();
  executor_->RunAll();
  EXPECT_THAT(answer_, StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  EXPECT_EQ(credential_->calls, 0);
}

TEST_F(GetTokenAsyncTest, ARefusalIsTheAnswer) {
  executor_->Refuse(absl::ResourceExhaustedError("full"));
  Ask(Context::Background());
  EXPECT_THAT(answer_, StatusIs(absl::StatusCode::kResourceExhausted, "full"));
  EXPECT_EQ(answers_, 1);
}

TEST_F(GetTokenAsyncTest, AnExecutorThatGoesAnswers) {
  Ask(Context::Background());
  executor_.reset();
  EXPECT_THAT(answer_,
              StatusIs(absl::StatusCode::kCancelled, "the executor dropped the call for a token"));
  EXPECT_EQ(answers_, 1);
}

TEST_F(GetTokenAsyncTest, WhatIsThrownIsAnError) {
  Ask(Context::Background(), "throws");
  executor_->RunAll();
  EXPECT_THAT(answer_, StatusIs(absl::StatusCode::kInternal, "Echo threw: no such tenant"));
  Ask(Context::Background(), "throws a number");
  executor_->RunAll();
  EXPECT_THAT(answer_, StatusIs(absl::StatusCode::kInternal, "Echo threw something"));
}

TEST_F(GetTokenAsyncTest, TheCallbackMayAskAgain) {
  int left = 3;
  std::function<void(absl::StatusOr<AccessToken>)> again = [&](const auto&) {
    if (--left > 0) {
      GetTokenAsync(credential_, Context::Background(), {{"s"}, "", "", false}, *executor_, again);
    }
  };
  again(AccessToken());
  while (executor_->RunAll() > 0) {
  }
  EXPECT_EQ(left, 0);
}

TEST_F(GetTokenAsyncTest, TheCredentialLivesUntilTheAnswer) {
  const std::weak_ptr<Echo> watched = credential_;
  Ask(Context::Background());
  credential_.reset();
  EXPECT_FALSE(watched.expired());
  executor_->RunAll();
  ASSERT_THAT(answer_, IsOk());
  EXPECT_TRUE(watched.expired());
}

}  // namespace
}  // namespace azure::identity
