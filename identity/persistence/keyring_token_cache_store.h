// Tokens in the keyring of the user's desktop.
#ifndef IDENTITY_PERSISTENCE_KEYRING_TOKEN_CACHE_STORE_H_
#define IDENTITY_PERSISTENCE_KEYRING_TOKEN_CACHE_STORE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/persistence/token_cache_store.h"
#include "identity/seams/clock.h"
#include "identity/seams/environment.h"

namespace azure::identity {

namespace internal {
class Libsecret;
}

// Options of KeyringTokenCacheStore::Create.
struct KeyringTokenCacheStoreOptions {
  // Programs that are to share tokens give the same name.
  std::string name = "azure-identity-cc";

  // Of the lock between programs alone; see FileTokenCacheStoreOptions::directory.
  std::string directory;

  // What is loaded for the Secret Service (GNOME Keyring, KWallet).
  std::string libsecret = "libsecret-1.so.0";

  // Those of the credentials.
  std::shared_ptr<Clock> clock = RealClock();
  std::shared_ptr<Environment> environment = RealEnvironment();
};

// Keeps secrets of the schema "com.microsoft.identity.tokencache" in the default keyring, which
// is encrypted and unlocked as the user signs in to the desktop. A program needs libsecret where
// it runs, not where it is built. Where there is no keyring, Create() says so, and a
// FileTokenCacheStore is what is left.
class KeyringTokenCacheStore final : public TokenCacheStore {
 public:
  // Asks the keyring, which may ask the user to unlock it until `ctx` ends. Errors:
  //   kInvalidArgument as of FileTokenCacheStore::Create
  //   any code, `persistent storage isn't available due to error "…"`: the library is not
  //     there, or no keyring answers on the session's bus
  static absl::StatusOr<std::shared_ptr<KeyringTokenCacheStore>> Create(
      const Context& ctx, const KeyringTokenCacheStoreOptions& options = {});

  // Errors: kUnavailable with the keyring's text; kDeadlineExceeded or kCancelled if `ctx` ends.
  absl::StatusOr<std::string> Load(const Context& ctx, absl::string_view name) override;
  absl::Status Update(const Context& ctx, absl::string_view name, const Change& change) override;

 private:
  KeyringTokenCacheStore(std::shared_ptr<internal::Libsecret> library, std::string name,
                         std::string lock_prefix, std::shared_ptr<Clock> clock);

  const std::shared_ptr<internal::Libsecret> library_;
  const std::string name_;
  const std::string lock_prefix_;
  const std::shared_ptr<Clock> clock_;
};

}  // namespace azure::identity

#endif  // IDENTITY_PERSISTENCE_KEYRING_TOKEN_CACHE_STORE_H_
