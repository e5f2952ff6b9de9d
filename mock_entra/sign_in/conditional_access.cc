#include "mock_entra/sign_in/conditional_access.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_entra/assertions/sent_assertion.h"

namespace mock::entra {
namespace {

using Control = scenario::ConditionalAccessPolicy;

bool Concerns(const Policy& policy, const AccessRequest& request) {
  const std::string user = absl::AsciiStrToLower(request.sign_in.user_name);
  if (!policy.users.empty() &&
      std::find(policy.users.begin(), policy.users.end(), user) == policy.users.end()) {
    return false;
  }
  if (policy.resources.empty()) return true;
  return std::any_of(policy.resources.begin(), policy.resources.end(), [&](const std::string& uri) {
    const Resource* const named = request.tenant.FindResource(uri);
    return named != nullptr && named->app_id == request.resource.app_id;
  });
}

Refusal MultiFactorMissing(const AccessRequest& request) {
  const Account* const account = request.tenant.FindUser(request.sign_in.user_name);
  if (account != nullptr && account->must_enrol) {
    return {50079,
            {},
            request.v1 ? "v1-2018" : "",
            "a Conditional Access policy wants a second factor, and the user has none yet"};
  }
  return {50076, {}, request.v1 ? "v1" : "", "a Conditional Access policy wants a second factor"};
}

// Whether the sign-in is older than the policy allows. Only refresh tokens are.
bool IsTooOld(const Policy& policy, const AccessRequest& request) {
  return request.renewal && request.now - request.sign_in.at > policy.max_age;
}

std::optional<Refusal> Apply(const Policy& policy, const AccessRequest& request) {
  switch (policy.control) {
    case Control::MULTI_FACTOR:
      if (request.sign_in.multi_factor) return std::nullopt;
      return MultiFactorMissing(request);
    case Control::BLOCK:
      return Refusal{53003,
                     {{"policyId", policy.id}},
                     request.v1 ? "v1" : "",
                     "a Conditional Access policy blocks the sign-in"};
    case Control::COMPLIANT_DEVICE:
      return Refusal{53000, {}, "", "a Conditional Access policy wants a compliant device"};
    case Control::JOINED_DEVICE:
      return Refusal{53001, {}, "", "a Conditional Access policy wants a domain-joined device"};
    case Control::APP_PROTECTION:
      return Refusal{
          53005, {}, "", "a Conditional Access policy wants an app with protection policies"};
    case Control::PLATFORM:
      return Refusal{50005, {}, "", "a Conditional Access policy does not support the platform"};
    case Control::EXTERNAL_CHALLENGE:
      return Refusal{
          50158, {}, "", "a Conditional Access policy wants an external challenge to be met"};
    case Control::DEVICE_PROOF:
      return Refusal{50097, {}, "", "a Conditional Access policy wants the device to prove itself"};
    case Control::SECURITY_POLICY:
      return Refusal{530032, {}, "", "the tenant's security policy blocks the sign-in"};
    case Control::RISK:
      return Refusal{50131, {}, "", "a Conditional Access policy blocks the sign-in as risky"};
    case Control::SIGN_IN_FREQUENCY:
      if (!IsTooOld(policy, request)) return std::nullopt;
      return Refusal{
          70043,
          {{"issued", AssertionTime(request.sign_in.at)},
           {"seconds", absl::StrCat(absl::ToInt64Seconds(policy.max_age))}},
          "",
          "the sign-in is older than the sign-in frequency of a Conditional Access policy"};
    case Control::MULTI_FACTOR_EXPIRED:
      if (!IsTooOld(policy, request)) return std::nullopt;
      return Refusal{50078,
                     {{"resource", request.resource.app_id}},
                     "",
                     "the second factor is older than a Conditional Access policy allows"};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Refusal> CheckConditionalAccess(const AccessRequest& request) {
  for (const Policy& policy : request.tenant.policies()) {
    if (!Concerns(policy, request)) continue;
    if (auto refusal = Apply(policy, request)) return About(request, *std::move(refusal));
  }
  return std::nullopt;
}

}  // namespace mock::entra
