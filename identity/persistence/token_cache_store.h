// Where credentials keep their tokens beyond the life of the process.
#ifndef IDENTITY_PERSISTENCE_TOKEN_CACHE_STORE_H_
#define IDENTITY_PERSISTENCE_TOKEN_CACHE_STORE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"

namespace azure::identity {

// Keeps texts by name. They hold access and refresh tokens: whoever can read them can act for
// the user. To be implemented on what a platform has; there is a file (file_token_cache_store.h)
// and the desktop's keyring (keyring_token_cache_store.h).
//
// Given through ClientOptions::token_cache. Credentials look into it when they would otherwise
// send a request or ask the user, and put into it what they get. They use the names "nocae" and
// "cae": tokens that stand for continuous access evaluation are kept apart, as by azidentity.
// A store that fails never fails a call: the error is logged, and the credential goes on with
// what it has in memory.
//
// Safe for use by many threads at once, and by many processes.
class TokenCacheStore {
 public:
  // Makes the next text of the present one. An error means that nothing is to change.
  using Change = std::function<absl::StatusOr<std::string>(absl::string_view)>;

  virtual ~TokenCacheStore() = default;

  // The text that is kept under `name`; "" if there is none.
  virtual absl::StatusOr<std::string> Load(const Context& ctx, absl::string_view name) = 0;

  // Replaces the text by what `change`, which is called once at most, makes of it. Nobody else's
  // change comes between, in no process. Returns the error of `change` as it is.
  virtual absl::Status Update(const Context& ctx, absl::string_view name, const Change& change) = 0;

 protected:
  TokenCacheStore() = default;
  TokenCacheStore(const TokenCacheStore&) = delete;
  TokenCacheStore& operator=(const TokenCacheStore&) = delete;
};

}  // namespace azure::identity

#endif  // IDENTITY_PERSISTENCE_TOKEN_CACHE_STORE_H_
