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

void Promises::AddCode(const std::string& handle, AuthorizationCode code) {
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.Put(handle, std::move(code));
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

void Promises::AddRefreshToken(const std::string& handle, RefreshToken token) {
  const std::lock_guard<std::mutex> lock(mutex_);
  refresh_tokens_.Put(handle, std::move(token));
}

std::optional<RefreshToken> Promises::UseRefreshToken(const std::string& handle) {
  const std::lock_guard<std::mutex> lock(mutex_);
  RefreshToken* const token = refresh_tokens_.Find(handle);
  if (token == nullptr) return std::nullopt;
  RefreshToken before = *token;
  before.revoked = revoked_families_.Find(token->family) != nullptr;
  token->used = true;
  return before;
}

void Promises::RevokeFamily(const std::string& family) {
  const std::lock_guard<std::mutex> lock(mutex_);
  revoked_families_.Put(family, true);
}

void Promises::PutFlow(const std::string& id, Flow flow) {
  const std::lock_guard<std::mutex> lock(mutex_);
  flows_.Put(id, std::move(flow));
}

std::optional<Flow> Promises::FindFlow(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const Flow* const flow = flows_.Find(id);
  return flow == nullptr ? std::nullopt : std::optional<Flow>(*flow);
}

void Promises::PutSession(const std::string& cookie, SignIn sign_in) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sessions_.Put(cookie, std::move(sign_in));
}

std::optional<SignIn> Promises::FindSession(const std::string& cookie) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::optional<SignIn>* const session = sessions_.Find(cookie);
  return session == nullptr ? std::nullopt : *session;
}

void Promises::EndSession(const std::string& cookie) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (std::optional<SignIn>* const session = sessions_.Find(cookie)) session->reset();
}

void Promises::AddConsent(absl::string_view user, absl::string_view app_id,
                          absl::string_view resource_id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  consents_.Put(ConsentKey(user, app_id, resource_id), true);
}

bool Promises::HasConsent(absl::string_view user, absl::string_view app_id,
                          absl::string_view resource_id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return consents_.Find(ConsentKey(user, app_id, resource_id)) != nullptr;
}

void Promises::CountWrongPassword(absl::string_view user, int threshold, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::string key = absl::AsciiStrToLower(user);
  WrongPasswords* wrong = wrong_passwords_.Find(key);
  if (wrong == nullptr) wrong = &wrong_passwords_.Put(key, {});
  if (++wrong->count < threshold) return;
  wrong->count = 0;
  wrong->locked_until = now + kLockout;
}

void Promises::ForgetWrongPasswords(absl::string_view user) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (WrongPasswords* const wrong = wrong_passwords_.Find(absl::AsciiStrToLower(user))) {
    *wrong = {};
  }
}

bool Promises::IsLockedOut(absl::string_view user, absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const WrongPasswords* const wrong = wrong_passwords_.Find(absl::AsciiStrToLower(user));
  return wrong != nullptr && now < wrong->locked_until;
}

void Promises::Clear() {
  seen_assertions_.Clear();
  const std::lock_guard<std::mutex> lock(mutex_);
  codes_.Clear();
  refresh_tokens_.Clear();
  revoked_families_.Clear();
  flows_.Clear();
  sessions_.Clear();
  consents_.Clear();
  wrong_passwords_.Clear();
}

}  // namespace mock::entra
