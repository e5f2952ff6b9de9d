// A client's tokens in a store that outlives the process.
#ifndef IDENTITY_INTERNAL_CACHE_PERSISTENT_TOKENS_H_
#define IDENTITY_INTERNAL_CACHE_PERSISTENT_TOKENS_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/internal/cache/token_document.h"
#include "identity/persistence/token_cache_store.h"
#include "identity/seams/clock.h"

namespace azure::identity::internal {

// A store that fails is no reason for a call to fail, so nothing here returns an error.
// Safe for use by many threads at once.
class PersistentTokens {
 public:
  // Told what went wrong, for the log: "couldn't read the token cache: …". No secret.
  using Says = std::function<void(absl::string_view)>;

  // `cae`: tokens that stand for continuous access evaluation.
  PersistentTokens(std::shared_ptr<TokenCacheStore> store, bool cae, std::shared_ptr<Clock> clock,
                   Says says);

  // What is stored; nullopt if that is what was returned the last time, or it cannot be read.
  std::optional<TokenDocument> Load(const Context& ctx);

  // Adds `news`, which the caller has already: waits a second at most for other processes.
  void Save(const TokenDocument& news);

 private:
  // Whether it is another text than the last time.
  bool IsNew(const std::string& text);

  const std::shared_ptr<TokenCacheStore> store_;
  const std::string name_;
  const std::shared_ptr<Clock> clock_;
  const Says says_;

  std::mutex mutex_;
  std::optional<std::size_t> last_;  // its hash
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CACHE_PERSISTENT_TOKENS_H_
