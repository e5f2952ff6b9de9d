#include "identity/persistence/file_token_cache_store.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FileTokenCacheStoreTest : public ::testing::Test {
 protected:
  FileTokenCacheStoreTest() {
    std::string pattern = ::testing::TempDir() + "/file_store_XXXXXX";
    options_.directory = absl::StrCat(mkdtemp(pattern.data()), "/tokens");
    options_.environment = environment_;
  }
  static absl::Status Append(TokenCacheStore& store, char what) {
    return store.Update(Context::Background(), "cae",
                        [what](absl::string_view text) -> absl::StatusOr<std::string> {
                          return absl::StrCat(text, std::string(1, what));
                        });
  }

  std::shared_ptr<FakeEnvironment> environment_ = std::make_shared<FakeEnvironment>();
  FileTokenCacheStoreOptions options_;
};

TEST_F(FileTokenCacheStoreTest, KeepsTextsForTheNextProcess) {
  auto first = FileTokenCacheStore::Create(options_);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Append(**first, 'a'), IsOk());
  EXPECT_THAT(Append(**first, 'b'), IsOk());
  const auto second = FileTokenCacheStore::Create(options_);
  EXPECT_THAT((*second)->Load(Context::Background(), "cae"), IsOkAndHolds("ab"));
  EXPECT_THAT((*second)->Load(Context::Background(), "nocae"), IsOkAndHolds(""));
  EXPECT_EQ(access((options_.directory + "/azure-identity-cc.cae").c_str(), R_OK), 0);
}

TEST_F(FileTokenCacheStoreTest, AChangeThatFailsChangesNothing) {
  auto store = FileTokenCacheStore::Create(options_).value();
  EXPECT_THAT(Append(*store, 'a'), IsOk());
  EXPECT_THAT(store->Update(Context::Background(), "cae",
                            [](absl::string_view) { return absl::DataLossError("no"); }),
              StatusIs(absl::StatusCode::kDataLoss, "no"));
  EXPECT_THAT(store->Load(Context::Background(), "cae"), IsOkAndHolds("a"));
}

TEST_F(FileTokenCacheStoreTest, NoChangeIsLostAmongProcessesAndThreads) {
  constexpr int kProcesses = 4;
  constexpr int kThreads = 4;
  constexpr int kChanges = 10;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(fork());
    if (children.back() != 0) continue;
    auto store = FileTokenCacheStore::Create(options_);
    bool good = store.ok();
    std::vector<std::thread> threads;
    for (int thread = 0; good && thread < kThreads; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < kChanges; ++i) {
          if (!Append(**store, 'x').ok()) _exit(1);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    _exit(good ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = -1;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  const auto store = FileTokenCacheStore::Create(options_);
  EXPECT_THAT((*store)->Load(Context::Background(), "cae"),
              IsOkAndHolds(std::string(kProcesses * kThreads * kChanges, 'x')));
}

TEST_F(FileTokenCacheStoreTest, StandsWhereCachesStand) {
  const std::string home = options_.directory;
  options_.directory.clear();
  EXPECT_THAT(FileTokenCacheStore::Create(options_),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "no directory for the token cache: name one in the options, or set HOME or "
                       "XDG_CACHE_HOME"));
  environment_->Set("HOME", home);
  EXPECT_THAT(FileTokenCacheStore::Create(options_), IsOk());
  EXPECT_EQ(access((home + "/.cache/.IdentityService/azure-identity-cc.cae.lock").c_str(), F_OK),
            0);
  environment_->Set("XDG_CACHE_HOME", home + "/xdg");
  EXPECT_THAT(FileTokenCacheStore::Create(options_), IsOk());
  EXPECT_EQ(access((home + "/xdg/.IdentityService").c_str(), F_OK), 0);
}

TEST_F(FileTokenCacheStoreTest, SaysWhyThereIsNoStorage) {
  options_.name = "a/b";
  EXPECT_THAT(FileTokenCacheStore::Create(options_),
              StatusIs(absl::StatusCode::kInvalidArgument, StartsWith("invalid name \"a/b\"")));
  options_.name = "mine";
  options_.directory = "/proc/none";
  EXPECT_THAT(FileTokenCacheStore::Create(options_),
              StatusIs(::testing::_, StartsWith("persistent storage isn't available due to error "
                                                "\"mkdir /proc/none: ")));
}

TEST_F(FileTokenCacheStoreTest, RefusesAFileThatOthersCanRead) {
  auto store = FileTokenCacheStore::Create(options_).value();
  EXPECT_THAT(Append(*store, 'a'), IsOk());
  const std::string path = options_.directory + "/azure-identity-cc.cae";
  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  const auto refused = AllOf(HasSubstr(path), HasSubstr("chmod go-rwx"));
  EXPECT_THAT(store->Load(Context::Background(), "cae"),
              StatusIs(absl::StatusCode::kFailedPrecondition, refused));
  EXPECT_THAT(Append(*store, 'b'), StatusIs(absl::StatusCode::kFailedPrecondition, refused));
  EXPECT_THAT(FileTokenCacheStore::Create(options_),
              StatusIs(absl::StatusCode::kFailedPrecondition, refused));
}

}  // namespace
}  // namespace azure::identity
