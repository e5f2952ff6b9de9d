#include "identity/persistence/keyring_token_cache_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/persistence/libsecret.h"
#include "identity/persistence/owner_only_file.h"
#include "identity/persistence/store_setup.h"

namespace azure::identity {

absl::StatusOr<std::shared_ptr<KeyringTokenCacheStore>> KeyringTokenCacheStore::Create(
    const Context& ctx, const KeyringTokenCacheStoreOptions& options) {
  if (absl::Status status = internal::CheckStoreName(options.name); !status.ok()) return status;
  const absl::StatusOr<std::string> directory =
      internal::StoreDirectory(options.directory, *options.environment);
  if (!directory.ok()) return directory.status();
  if (absl::Status status = internal::MakeOwnerOnlyFolder(*directory); !status.ok()) {
    return internal::StorageUnavailable(status);
  }
  absl::StatusOr<std::shared_ptr<internal::Libsecret>> library =
      internal::Libsecret::Open(options.libsecret);
  if (!library.ok()) return internal::StorageUnavailable(library.status());
  std::shared_ptr<KeyringTokenCacheStore> store(
      new KeyringTokenCacheStore(*std::move(library), options.name,
                                 absl::StrCat(*directory, "/", options.name, "."), options.clock));
  const absl::StatusOr<std::string> content = store->Load(ctx, "nocae");
  if (!content.ok()) return internal::StorageUnavailable(content.status());
  return store;
}

KeyringTokenCacheStore::KeyringTokenCacheStore(std::shared_ptr<internal::Libsecret> library,
                                               std::string name, std::string lock_prefix,
                                               std::shared_ptr<Clock> clock)
    : library_(std::move(library)),
      name_(std::move(name)),
      lock_prefix_(std::move(lock_prefix)),
      clock_(std::move(clock)) {}

absl::StatusOr<std::string> KeyringTokenCacheStore::Load(const Context& ctx,
                                                         absl::string_view name) {
  return library_->Lookup(ctx, *clock_, absl::StrCat(name_, ".", name));
}

// The keyring has no way to change a secret that nobody else changes meanwhile.
absl::Status KeyringTokenCacheStore::Update(const Context& ctx, absl::string_view name,
                                            const Change& change) {
  const auto lock =
      internal::FileLock::Acquire(ctx, *clock_, absl::StrCat(lock_prefix_, name, ".lock"));
  if (!lock.ok()) return lock.status();
  const std::string item = absl::StrCat(name_, ".", name);
  const absl::StatusOr<std::string> present = library_->Lookup(ctx, *clock_, item);
  if (!present.ok()) return present.status();
  const absl::StatusOr<std::string> next = change(*present);
  if (!next.ok()) return next.status();
  return *next == *present ? absl::OkStatus() : library_->Store(ctx, *clock_, item, *next);
}

}  // namespace azure::identity
