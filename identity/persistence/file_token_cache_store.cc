#include "identity/persistence/file_token_cache_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/persistence/owner_only_file.h"
#include "identity/persistence/store_setup.h"

namespace azure::identity {
namespace {

// How long Create() waits for a process that changes the file.
constexpr absl::Duration kProbeLimit = absl::Seconds(5);

}  // namespace

absl::StatusOr<std::shared_ptr<FileTokenCacheStore>> FileTokenCacheStore::Create(
    FileTokenCacheStoreOptions options) {
  if (absl::Status status = internal::CheckStoreName(options.name); !status.ok()) return status;
  const absl::StatusOr<std::string> directory =
      internal::StoreDirectory(options.directory, *options.environment);
  if (!directory.ok()) return directory.status();
  if (absl::Status status = internal::MakeOwnerOnlyFolder(*directory); !status.ok()) {
    return internal::StorageUnavailable(status);
  }
  std::shared_ptr<FileTokenCacheStore> store(
      new FileTokenCacheStore(absl::StrCat(*directory, "/", options.name, "."), options.clock));
  const Context ctx = Context::Background().WithDeadline(options.clock->Now() + kProbeLimit);
  for (const absl::string_view name : {"nocae", "cae"}) {
    const auto lock = internal::FileLock::Acquire(ctx, *store->clock_,
                                                  absl::StrCat(store->PathOf(name), ".lock"));
    if (!lock.ok()) return internal::StorageUnavailable(lock.status());
    const auto content = internal::ReadOwnerOnlyFile(store->PathOf(name));
    if (!content.ok()) return internal::StorageUnavailable(content.status());
  }
  return store;
}

FileTokenCacheStore::FileTokenCacheStore(std::string prefix, std::shared_ptr<Clock> clock)
    : prefix_(std::move(prefix)), clock_(std::move(clock)) {}

std::string FileTokenCacheStore::PathOf(absl::string_view name) const {
  return absl::StrCat(prefix_, name);
}

absl::StatusOr<std::string> FileTokenCacheStore::Load(const Context&, absl::string_view name) {
  return internal::ReadOwnerOnlyFile(PathOf(name));
}

absl::Status FileTokenCacheStore::Update(const Context& ctx, absl::string_view name,
                                         const Change& change) {
  const std::string path = PathOf(name);
  const auto lock = internal::FileLock::Acquire(ctx, *clock_, absl::StrCat(path, ".lock"));
  if (!lock.ok()) return lock.status();
  const absl::StatusOr<std::string> present = internal::ReadOwnerOnlyFile(path);
  if (!present.ok()) return present.status();
  const absl::StatusOr<std::string> next = change(*present);
  if (!next.ok()) return next.status();
  return *next == *present ? absl::OkStatus() : internal::ReplaceOwnerOnlyFile(path, *next);
}

}  // namespace azure::identity
