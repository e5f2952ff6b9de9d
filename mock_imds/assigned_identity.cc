#include "mock_imds/assigned_identity.h"

#include <vector>

#include "absl/strings/match.h"

namespace mock::imds {
namespace {

bool IsNamed(const Principal& principal, const IdentityName& name) {
  const auto fits = [](const std::string& asked, const std::string& is) {
    return asked.empty() || absl::EqualsIgnoreCase(asked, is);
  };
  return fits(name.client_id, principal.client_id) && fits(name.object_id, principal.object_id) &&
         fits(name.resource_id, principal.resource_id);
}

}  // namespace

std::string ReasonOf(NotAssigned why) {
  return why == NotAssigned::kAmbiguous
             ? "the host has more than one user-assigned identity, and the request names none"
             : "identity not found: none of this name is assigned to the host";
}

std::variant<Principal, NotAssigned> FindAssigned(const HostExchange& exchange,
                                                  const IdentityName& name, LoneIdentity lone) {
  std::vector<Principal> user_assigned;
  for (const scenario::Assignment& assignment : exchange.host.identities()) {
    if (!IsWithin(exchange.age, assignment.from(), assignment.until())) continue;
    auto principal = exchange.identities.find(exchange.host.tenant_id(), assignment.identity());
    if (!principal) continue;
    if (name.empty() ? assignment.system_assigned() : IsNamed(*principal, name)) return *principal;
    if (!assignment.system_assigned()) user_assigned.push_back(*principal);
  }
  if (!name.empty() || user_assigned.empty()) return NotAssigned::kNotFound;
  if (user_assigned.size() > 1) return NotAssigned::kAmbiguous;
  if (lone == LoneIdentity::kRefuse) return NotAssigned::kNotFound;
  return user_assigned.front();
}

}  // namespace mock::imds
