#include "mock_entra/tokens/shared_tokens.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"

namespace mock::entra {
namespace {

// Whether all that its claims come from is in a Given.
bool IsOrdinary(const TokenInput& input) {
  return input.delegation == nullptr && input.managed_identity.empty() &&
         input.ordered_claims.empty() && input.bound_to.empty();
}

}  // namespace

bool SharedTokens::Given::IsFor(const TokenInput& input, const jwt::SigningKey& signs) const {
  return tenant.get() == &input.tenant && application == &input.application &&
         resource == input.requested.resource && uri == input.requested.uri &&
         cloud == input.authority.cloud && issuer_base == input.authority.issuer_base &&
         capabilities == input.capabilities && by_assertion == input.by_assertion &&
         key_id == signs.kid();
}

std::string SharedTokens::Find(const TokenInput& input, const jwt::SigningKey& key) const {
  if (!IsOrdinary(input)) return "";
  const std::int64_t second = absl::ToUnixSeconds(input.now);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (second != second_) return "";
  const auto [begin, end] = given_.equal_range(&input.application);
  const auto found =
      std::find_if(begin, end, [&](const auto& each) { return each.second.IsFor(input, key); });
  return found == end ? "" : found->second.token;
}

void SharedTokens::Keep(const TokenInput& input, const jwt::SigningKey& key,
                        const std::string& token) {
  std::shared_ptr<const Tenant> tenant = input.tenant.weak_from_this().lock();
  if (tenant == nullptr || !IsOrdinary(input)) return;
  Given given{std::move(tenant),
              &input.application,
              input.requested.resource,
              input.requested.uri,
              input.authority.cloud,
              input.authority.issuer_base,
              input.capabilities,
              input.by_assertion,
              key.kid(),
              token};
  const std::lock_guard<std::mutex> lock(mutex_);
  // Another thread may be in the next second already.
  if (absl::ToUnixSeconds(input.now) != second_) return;
  if (given_.size() >= most_) given_.clear();
  given_.emplace(&input.application, std::move(given));
}

std::shared_ptr<const OpaqueClaims> SharedTokens::Opaque(absl::Time now, Random& random) {
  const std::int64_t second = absl::ToUnixSeconds(now);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (opaque_ == nullptr || second != second_) {
    second_ = second;
    opaque_ = std::make_shared<const OpaqueClaims>(random);
    token_by_text_.clear();
    given_.clear();
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
