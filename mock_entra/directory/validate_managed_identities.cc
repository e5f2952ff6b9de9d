#include "mock_entra/directory/validate_managed_identities.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"

namespace mock::entra {

namespace {

using scenario::Quoted;

}  // namespace

void ValidateManagedIdentities(const scenario::Tenant& tenant, const scenario::Place& place) {
  std::set<std::string> names;
  for (int i = 0; i < tenant.managed_identities_size(); ++i) {
    const scenario::Identity& identity = tenant.managed_identities(i);
    const scenario::Place inner = place.In("managed_identities", i);
    if (identity.name().empty()) {
      inner.Lacks("name", "is missing");
    } else if (!names.insert(identity.name()).second) {
      inner.Complain("name", absl::StrCat(Quoted(identity.name()), " occurs twice"));
    }
    if (!identity.resource_id().empty() && !absl::StartsWith(identity.resource_id(), "/")) {
      inner.Complain("resource_id", absl::StrCat(Quoted(identity.resource_id()),
                                                 " is not an ARM path; start it with "
                                                 "/subscriptions/"));
    }
  }
}

}  // namespace mock::entra
