#include "mock_entra/sign_in/access.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "mock_entra/sign_in/conditional_access.h"
#include "mock_entra/sign_in/consent.h"

namespace mock::entra {
namespace {

bool IsAssigned(const AccessRequest& request) {
  if (!request.application.assignment_required) return true;
  const auto& users = request.application.assigned_users;
  return std::any_of(users.begin(), users.end(), [&](const std::string& user) {
    return absl::EqualsIgnoreCase(user, request.sign_in.user_name);
  });
}

}  // namespace

std::optional<Refusal> CheckAccess(const AccessRequest& request) {
  if (!IsAssigned(request))
    return About(request,
                 {50105, {}, "", "the application wants assignment, and the user is not assigned"});
  return CheckConditionalAccess(request);
}

std::optional<Refusal> CheckAccessAndConsent(const AccessRequest& request) {
  if (auto refusal = CheckAccess(request)) return refusal;
  if (NeedsConsent(request)) return ConsentMissing(request);
  return std::nullopt;
}

}  // namespace mock::entra
