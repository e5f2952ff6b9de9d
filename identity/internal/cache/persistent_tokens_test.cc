#include "identity/internal/cache/persistent_tokens.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_token_cache_store.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PersistentTokensTest : public ::testing::Test {
 protected:
  PersistentTokens Process(bool cae = false) {
    return PersistentTokens(store_, cae, clock_,
                            [this](absl::string_view text) { said_.emplace_back(text); });
  }
  TokenDocument News(const std::string& text) {
    TokenDocument news;
    news.refresh_tokens.push_back({{"e", "c", "h"}, "", text, clock_->Now()});
    return news;
  }

  const Context ctx_ = Context::Background();
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  std::shared_ptr<FakeTokenCacheStore> store_ = std::make_shared<FakeTokenCacheStore>();
  std::vector<std::string> said_;
};

TEST_F(PersistentTokensTest, OneProcessFindsWhatAnotherSaved) {
  PersistentTokens writer = Process();
  PersistentTokens reader = Process();
  writer.Save(News("rt"));
  const auto found = reader.Load(ctx_);
  ASSERT_TRUE(found.has_value());
  EXPECT_THAT(found->refresh_tokens, SizeIs(1));
  // Nothing has changed since.
  EXPECT_FALSE(reader.Load(ctx_).has_value());
  writer.Save(News("rt2"));
  EXPECT_TRUE(reader.Load(ctx_).has_value());
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(PersistentTokensTest, TokensForContinuousAccessEvaluationAreKeptApart) {
  PersistentTokens plain = Process();
  PersistentTokens cae = Process(/*cae=*/true);
  cae.Save(News("rt"));
  EXPECT_THAT(plain.Load(ctx_)->refresh_tokens, IsEmpty());
  EXPECT_EQ(store_->text("nocae"), "");
}

TEST_F(PersistentTokensTest, AStoreThatFailsIsNamedInTheLog) {
  PersistentTokens tokens = Process();
  store_->Fail(absl::UnavailableError("disk on fire"));
  EXPECT_FALSE(tokens.Load(ctx_).has_value());
  tokens.Save(News("rt"));
  EXPECT_THAT(said_, ElementsAre("couldn't read the token cache: disk on fire",
                                 "couldn't write the token cache: disk on fire"));
}

// Notes how long it was given.
class PatientStore final : public TokenCacheStore {
 public:
  absl::StatusOr<std::string> Load(const Context&, absl::string_view) override { return ""; }
  absl::Status Update(const Context& ctx, absl::string_view, const Change&) override {
    deadline = ctx.deadline();
    return absl::OkStatus();
  }

  absl::Time deadline = absl::InfinitePast();
};

TEST_F(PersistentTokensTest, SavingHoldsNobodyUpForMoreThanASecond) {
  const auto store = std::make_shared<PatientStore>();
  PersistentTokens(store, /*cae=*/false, clock_, [](absl::string_view) {}).Save(News("rt"));
  EXPECT_EQ(store->deadline, clock_->Now() + absl::Seconds(1));
}

TEST_F(PersistentTokensTest, WhatIsNoCacheIsNotOverwritten) {
  store_->Set("nocae", "somebody's letter");
  PersistentTokens tokens = Process();
  EXPECT_FALSE(tokens.Load(ctx_).has_value());
  tokens.Save(News("rt"));
  EXPECT_EQ(store_->text("nocae"), "somebody's letter");
  EXPECT_THAT(said_, SizeIs(2));
}

}  // namespace
}  // namespace azure::identity::internal
