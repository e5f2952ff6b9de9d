#include "mock_entra/grants/device_code_grant.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/promises/device_codes.h"

namespace mock::entra {
namespace {

using State = DeviceCode::State;

Refusal Pending() { return {70016, {}, ""}; }
Refusal SlowDown() { return {70016, {}, "slow-down"}; }
Refusal Declined() { return {70018, {}, "declined"}; }

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

GrantAnswer GrantDeviceCode(const GrantRequest& grant) {
  const std::string handle(grant.request.Get("device_code"));
  if (handle.empty()) return Refusal{900144, {{"name", "device_code"}}, ""};
  auto code = grant.directory.device_codes().Poll(handle);
  if (!code || !absl::EqualsIgnoreCase(code->app_id, grant.request.client_id)) {
    return Refusal{70018, {}, ""};
  }
  if (grant.exchange.now >= code->issued + code->lifetime) return Refusal{70020, {}, ""};
  if (code->state == State::kRedeemed) return Refusal{54005, {}, ""};
  const bool alias = IsTenantAlias(code->tenant);
  // Before a user has signed in, no tenant knows of a code of /organizations.
  if (alias && code->state == State::kPending) return Pending();
  if (code->state == State::kDeclined && alias) return Declined();
  auto found = TenantOfGrant(grant, alias ? DomainOf(code->sign_in.user_name) : code->tenant);
  if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  if (!alias && !absl::EqualsIgnoreCase(tenant.id, code->tenant)) return Refusal{70018, {}, ""};
  auto checked = ClientOfGrant(grant, tenant);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  if (auto refusal = Wait(tenant.device_login(), *code)) return *std::move(refusal);
  ActByItself(tenant, grant.exchange.now, *code);
  if (code->state == State::kPending) return Pending();
  if (code->state == State::kDeclined) return Declined();
  if (tenant.FindUser(code->sign_in.user_name) == nullptr) {
    return Refusal{50034, {{"tenantId", tenant.id}}, ""};
  }
  grant.directory.device_codes().Redeem(handle);
  Granted granted{tenant, std::get<AuthenticatedClient>(checked), code->sign_in};
  granted.scope = code->scope;
  return IssueTokens(grant, granted);
}

}  // namespace mock::entra
