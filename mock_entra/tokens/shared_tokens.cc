#include "mock_entra/tokens/shared_tokens.h"

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"

namespace mock::entra {

std::shared_ptr<const OpaqueClaims> SharedTokens::Opaque(absl::Time now, Random& random) {
  const std::int64_t second = absl::ToUnixSeconds(now);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (opaque_ == nullptr || second != second_) {
    second_ = second;
    opaque_ = std::make_shared<const OpaqueClaims>(random);
    token_by_text_.clear();
  }
  return opaque_;
}

absl::StatusOr<std::string> SharedTokens::Encode(const jwt::SigningKey& key,
                                                 absl::string_view header,
                                                 absl::string_view claims) {
  const std::string signed_text = absl::StrCat(header, claims);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = token_by_text_.find(signed_text);
    if (found != token_by_text_.end()) return found->second;
  }
  auto token = jwt::EncodeRs256(key, header, claims);
  if (!token.ok()) return token;
  const std::lock_guard<std::mutex> lock(mutex_);
  // A second of a clock that stands still has no end.
  if (token_by_text_.size() >= most_) token_by_text_.clear();
  token_by_text_.emplace(signed_text, *token);
  return token;
}

}  // namespace mock::entra
