#include "mock_entra/promises/promises.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace mock::entra {
namespace {

// Entra's lockout begins with a minute.
constexpr absl::Duration kLockout = absl::Minutes(1);

std::string ConsentKey(absl::string_view user, absl::string_view app_id,
                       absl::string_view resource_id) {
  return absl::AsciiStrToLower(absl::StrCat(user, " ", app_id, " ", resource_id));
}

}  // namespace

std::size_t AuthorizationCode::Bytes() const {
  return sizeof(AuthorizationCode) + app_id.size() + sign_in.Bytes() + redirect_uri.size() +
         scope.size() + nonce.size() + challenge.size() + challenge_method.size();
}

std::size_t RefreshToken::Bytes() const {
  return sizeof(RefreshToken) + app_id.size() + sign_in.Bytes() + scope.size() + family.size();
}

Promises::Promises(const PromiseLimits& limits) : limits_(limits) {}

absl::Status Promises::AddCode(const std::string& handle, AuthorizationCode code) {
  const auto expired = [now = code.issued](const auto&, const AuthorizationCode& other) {
    return now >= other.issued + kAuthorizationCodeLifetime;
  };
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool put =
      codes_.Put(handle, std::move(code), expired, BoundedMap<AuthorizationCode>::None);
  return put ? absl::OkStatus() : NoRoomFor("authorization codes", limits_);
}

std::optional<AuthorizationCode> Promises::RedeemCode(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  AuthorizationCode* const code = codes_.Find(handle);
  if (code == nullptr) return std::nullopt;
  AuthorizationCode before = *code;
  code->redeemed = true;
  return before;
}

std::optional<bool> Promises::IsSinglePageCode(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const AuthorizationCode* const code = codes_.Find(handle);
  return code == nullptr ? std::nullopt : std::optional<bool>(code->single_page);
}

std::optional<bool> Promises::IsSinglePageRefreshToken(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const RefreshToken* const token = refresh_tokens_.Find(handle);
  return token == nullptr ? std::nullopt : std::optional<bool>(token->single_page);
}

absl::Status Promises::AddRefreshToken(const std::string& handle, RefreshToken token,
                                       const std::string& renewed, absl::Time now) {
  const auto expired = [now](const auto&, const RefreshToken& other) {
    return now >= other.expires;
  };
  const auto of_chain = [&renewed, family = token.family](const std::string& key,
                                                          const RefreshToken& other) {
    return other.family == family && key != renewed;
  };
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool put = refresh_tokens_.Put(handle, std::move(token), expired, of_chain);
  return put ? absl::OkStatus() : NoRoomFor("refresh tokens", limits_);
}

void Promises::RemoveRefreshToken(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  refresh_tokens_.Erase(handle);
}

std::optional<RefreshToken> Promises::UseRefreshToken(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  RefreshToken* const token = refresh_tokens_.Find(handle);
  if (token == nullptr) return std::nullopt;
  RefreshToken before = *token;
  before.revoked = revoked_families_.count(token->family) != 0;
  token->used = true;
  return before;
}

void Promises::RevokeFamily(const std::string& family) {
  const std::lock_guard<std::mutex> lock(mutex_);
  revoked_families_.insert(family);
  if (revoked_families_.size() > limits_.entries) ForgetRevocations();
}

void Promises::ForgetRevocations() {
  std::unordered_set<std::string> kept;
  const auto keep = [this, &kept](const std::string& family) {
    if (revoked_families_.count(family) != 0) kept.insert(family);
  };
  codes_.ForEach([&keep](const std::string& handle, const auto&) { keep(handle); });
  refresh_tokens_.ForEach([&keep](const auto&, const RefreshToken& token) { keep(token.family); });
  revoked_families_ = std::move(kept);
}

absl::Status Promises::PutFlow(const std::string& id, Flow flow) {
  const auto of_user = [user_name = flow.user_name](const auto&, const Flow& other) {
    return other.user_name == user_name;
  };
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool put = flows_.Put(id, std::move(flow), BoundedMap<Flow>::None, of_user);
  return put ? absl::OkStatus() : NoRoomFor("sign-ins under way", limits_);
}

std::optional<Flow> Promises::FindFlow(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Flow* const flow = flows_.Find(id);
  return flow == nullptr ? std::nullopt : std::optional<Flow>(*flow);
}

absl::Status Promises::PutSession(const std::string& cookie, SignIn sign_in) {
  const auto of_user = [user_name = sign_in.user_name](const auto&, const SignIn& other) {
    return other.user_name == user_name;
  };
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool put = sessions_.Put(cookie, std::move(sign_in), BoundedMap<SignIn>::None, of_user);
  return put ? absl::OkStatus() : NoRoomFor("sessions", limits_);
}

std::optional<SignIn> Promises::FindSession(const std::string& cookie) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const SignIn* const session = sessions_.Find(cookie);
  return session == nullptr ? std::nullopt : std::optional<SignIn>(*session);
}

void Promises::EndSession(const std::string& cookie) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_.Erase(cookie);
}

void Promises::AddConsent(absl::string_view user, absl::string_view app_id,
                          absl::string_view resource_id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  consents_.insert(ConsentKey(user, app_id, resource_id));
}

bool Promises::HasConsent(absl::string_view user, absl::string_view app_id,
                          absl::string_view resource_id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return consents_.count(ConsentKey(user, app_id, resource_id)) != 0;
}

void Promises::CountWrongPassword(absl::string_view user, int threshold, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  WrongPasswords& wrong = wrong_passwords_[absl::AsciiStrToLower(user)];
  if (++wrong.count < threshold) return;
  wrong.count = 0;
  wrong.locked_until = now + kLockout;
}

void Promises::ForgetWrongPasswords(absl::string_view user) {
  const std::lock_guard<std::mutex> lock(mutex_);
  wrong_passwords_.erase(absl::AsciiStrToLower(user));
}

bool Promises::IsLockedOut(absl::string_view user, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto wrong = wrong_passwords_.find(absl::AsciiStrToLower(user));
  return wrong != wrong_passwords_.end() && now < wrong->second.locked_until;
}

void Promises::Clear() {
  seen_assertions_.Clear();
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.Clear();
  refresh_tokens_.Clear();
  revoked_families_.clear();
  flows_.Clear();
  sessions_.Clear();
  consents_.clear();
  wrong_passwords_.clear();
}

}  // namespace mock::entra
