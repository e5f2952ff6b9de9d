#include "mock_entra/grants/device_code.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"

namespace mock::entra {
namespace {

using State = DeviceCode::State;

Refusal Pending() { return {70016, {}, "", "the user has not signed in yet"}; }
Refusal SlowDown() {
  return {70016, {}, "slow-down", "the user has not signed in yet, and the client asks too often"};
}
Refusal Declined() { return {70018, {}, "declined", "the user declined the sign-in"}; }

// The answer that the tenant has for this poll, whatever anybody entered.
std::optional<Refusal> Wait(const DeviceLogin& login, const DeviceCode& code) {
  if (code.polls > login.pending_polls) return std::nullopt;
  return code.polls > login.pending_polls - login.slow_down_polls ? SlowDown() : Pending();
}

// The state after what the tenant does by itself.
void ActByItself(const Tenant& tenant, absl::Time now, DeviceCode& code) {
  if (code.state != State::kPending) return;
  const DeviceLogin& login = tenant.device_login();
  if (login.declined) code.state = State::kDeclined;
  if (!login.approved_by.empty()) {
    code.state = State::kApproved;
    code.sign_in = {login.approved_by, now, /*multi_factor=*/true, "", ""};
  }
}

}  // namespace

FoundTenant DeviceCodeGrant::FindTenant() {
  handle_ = std::string(asked_.request.Get("device_code"));
  // So v1.0 clients name it: ADAL, and what was made of it.
  if (handle_.empty() && asked_.request.version == Version::kV1) {
    handle_ = std::string(asked_.request.Get("code"));
  }
  if (handle_.empty()) return Refusal{900144, {{"name", "device_code"}}, ""};
  code_ = asked_.directory.device_codes().Poll(handle_);
  const bool of_nobody_yet = code_ && IsTenantAlias(code_->tenant);
  // Where the request names a tenant, the client comes before its code.
  if (IsTenantAlias(asked_.request.tenant) || of_nobody_yet) {
    if (auto refusal = CheckCode()) return *std::move(refusal);
  }
  if (!of_nobody_yet) return FindNamedTenant();
  // Before a user has signed in, no tenant knows of a code of /organizations.
  if (code_->state == State::kPending) return Pending();
  if (code_->state == State::kDeclined) return Declined();
  return FindNamedTenant();
}

std::optional<Refusal> DeviceCodeGrant::CheckCode() const {
  if (!code_) return Refusal{70018, {}, "", "the device code is none that was given out"};
  if (!absl::EqualsIgnoreCase(code_->app_id, asked_.request.client_id))
    return Refusal{70018, {}, "", "the device code was given to another application"};
  if (asked_.exchange.now >= code_->issued + code_->lifetime)
    return Refusal{70020, {}, "", "the device code has expired"};
  if (code_->state == State::kRedeemed)
    return Refusal{54005, {}, "", "the device code was redeemed before"};
  return std::nullopt;
}

std::variant<TokenSubject, Refusal> DeviceCodeGrant::FindSubject(
    const Tenant& tenant, const AuthenticatedClient& /*client*/) {
  if (auto refusal = CheckCode()) return *std::move(refusal);
  if (!IsTenantAlias(code_->tenant) && !absl::EqualsIgnoreCase(tenant.id, code_->tenant))
    return Refusal{70018, {}, "", "the device code is of another tenant"};
  if (auto refusal = Wait(tenant.device_login(), *code_)) return *std::move(refusal);
  ActByItself(tenant, asked_.exchange.now, *code_);
  if (code_->state == State::kPending) return Pending();
  if (code_->state == State::kDeclined) return Declined();
  if (tenant.FindUser(code_->sign_in.user_name) == nullptr) {
    return Refusal{
        50034, {{"tenantId", tenant.id}}, "", "the user who signed in is no longer in the tenant"};
  }
  asked_.directory.device_codes().Redeem(handle_);
  TokenSubject subject = SubjectOf(tenant, code_->sign_in);
  subject.scope = code_->scope;
  return subject;
}

}  // namespace mock::entra
