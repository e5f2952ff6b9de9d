#include "identity/persistence/keyring_token_cache_store.h"

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class KeyringTokenCacheStoreTest : public ::testing::Test {
 protected:
  KeyringTokenCacheStoreTest() {
    std::string pattern = ::testing::TempDir() + "/keyring_XXXXXX";
    options_.directory = mkdtemp(pattern.data());
    options_.environment = std::make_shared<FakeEnvironment>();
    options_.libsecret = "identity/persistence/fake_libsecret.so";
  }
  absl::StatusOr<std::shared_ptr<KeyringTokenCacheStore>> Create(const std::string& name) {
    options_.name = name;
    return KeyringTokenCacheStore::Create(ctx_, options_);
  }
  static absl::Status Append(TokenCacheStore& store, const Context& ctx, absl::string_view what) {
    return store.Update(ctx, "nocae",
                        [what](absl::string_view text) -> absl::StatusOr<std::string> {
                          return absl::StrCat(text, what);
                        });
  }

  const Context ctx_ = Context::Background();
  KeyringTokenCacheStoreOptions options_;
};

TEST_F(KeyringTokenCacheStoreTest, KeepsTextsByName) {
  const auto first = Create("one");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT((*first)->Load(ctx_, "nocae"), IsOkAndHolds(""));
  EXPECT_THAT(Append(**first, ctx_, "a"), IsOk());
  EXPECT_THAT(Append(**first, ctx_, "b"), IsOk());
  EXPECT_THAT((*Create("one"))->Load(ctx_, "nocae"), IsOkAndHolds("ab"));
  EXPECT_THAT((*Create("one"))->Load(ctx_, "cae"), IsOkAndHolds(""));
  EXPECT_THAT((*Create("two"))->Load(ctx_, "nocae"), IsOkAndHolds(""));
  EXPECT_THAT(Append(**first, ctx_, std::string(1, '\0')),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(KeyringTokenCacheStoreTest, SaysWhyThereIsNoKeyring) {
  EXPECT_THAT(Create("broken"),
              StatusIs(absl::StatusCode::kUnavailable,
                       "persistent storage isn't available due to error \"the keyring: The name is "
                       "not activatable\""));
  options_.libsecret = "libnone.so.0";
  EXPECT_THAT(
      Create("one"),
      StatusIs(absl::StatusCode::kNotFound,
               AllOf(StartsWith("persistent storage isn't available due to error "
                                "\"libnone.so.0: "),
                     HasSubstr("install libsecret (the package libsecret-1-0 of Debian)"))));
}

TEST_F(KeyringTokenCacheStoreTest, AKeyringThatWaitsForTheUserHeedsTheContext) {
  options_.name = "locked";
  EXPECT_THAT(
      KeyringTokenCacheStore::Create(ctx_.WithDeadline(absl::Now() + absl::Milliseconds(20)),
                                     options_),
      StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("context deadline exceeded")));
  Context cancelled = ctx_.WithCancel();
  cancelled.Cancel();
  EXPECT_THAT(KeyringTokenCacheStore::Create(cancelled, options_),
              StatusIs(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace azure::identity
