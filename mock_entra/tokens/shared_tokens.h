// Tokens that are given to whoever asks for the same within a second.
#ifndef MOCK_ENTRA_TOKENS_SHARED_TOKENS_H_
#define MOCK_ENTRA_TOKENS_SHARED_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/tokens/claims.h"

namespace mock::entra {

// An RSA signature costs more than all else of a token, and Entra's own has a `uti` that no other
// has. Here those of one second have the same opaque claims, so that equal requests make equal
// claims, which are signed once. Nothing is kept for longer than a second, and no more than
// `most` tokens by their claims, and as many by what claims are made of. Safe for use by many
// threads.
class SharedTokens {
 public:
  explicit SharedTokens(std::size_t most = 4096) : most_(most) {}

  // Those of the second that `now` is in, drawn once.
  std::shared_ptr<const OpaqueClaims> Opaque(absl::Time now, Random& random);

  // The token of this header and these claims. Errors: those of the key.
  absl::StatusOr<std::string> Encode(const jwt::SigningKey& key, absl::string_view header,
                                     absl::string_view claims);

  // The token that was kept for such an input in the second of its `now`; "" if there is none.
  std::string Find(const TokenInput& input, const jwt::SigningKey& key) const;

  // Spares who asks likewise in this second the making of the claims. Only an application's own
  // tokens without further claims are kept so.
  void Keep(const TokenInput& input, const jwt::SigningKey& key, const std::string& token);

  // How many tokens are kept, those by their claims and those by what these are made of.
  std::size_t size() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return token_by_text_.size() + given_.size();
  }

 private:
  // A token, with all that an application's own claims are made of.
  struct Given {
    bool IsFor(const TokenInput& input, const jwt::SigningKey& signs) const;

    std::shared_ptr<const Tenant> tenant;  // lives, so that no other has its address
    const Application* application;
    const Resource* resource;
    std::string uri;
    const Cloud* cloud;
    std::string issuer_base;
    std::vector<std::string> capabilities;
    bool by_assertion;
    std::string key_id;
    std::string token;
  };

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::int64_t second_ = 0;
  std::shared_ptr<const OpaqueClaims> opaque_;  // null at first
  std::unordered_map<std::string, std::string> token_by_text_;
  std::unordered_multimap<const Application*, Given> given_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_SHARED_TOKENS_H_
