#include "mock_server/scenario/validate_references.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/nearest.h"
#include "mock_common/text/values.h"
#include "mock_entra/errors/catalogue.h"

namespace mock::scenario {
namespace {

// Typing errors: a letter too many, a wrong one, two that changed places.
constexpr std::size_t kTypingErrors = 2;

void CheckCode(std::int64_t code, const Place& place) {
  const entra::Catalogue& catalogue = entra::Catalogue::BuiltIn();
  if (code <= 0 || catalogue.Find(code) != nullptr) return;
  std::set<std::string> known;
  for (const entra::AadstsRow& row : catalogue.rows()) known.insert(absl::StrCat(row.code));
  place.Complain("code", absl::StrCat("no error ", code, " is in the catalogue",
                                      DidYouMean(absl::StrCat(code), {known.begin(), known.end()}),
                                      " A respond step can answer any text"));
}

bool IsDomain(const std::string& name) { return absl::StrContains(name, '.'); }

std::vector<std::string> NamesOf(const Directory& directory) {
  std::vector<std::string> names;
  for (const Tenant& tenant : directory.tenants()) {
    names.push_back(tenant.id());
    names.insert(names.end(), tenant.domains().begin(), tenant.domains().end());
  }
  return names;
}

void CheckTenant(const std::string& tenant, const std::vector<std::string>& names,
                 const Place& place) {
  if (!IsDomain(tenant)) return;  // GUIDs differ by one digit on purpose
  for (const std::string& name : names) {
    if (absl::EqualsIgnoreCase(name, tenant)) return;
  }
  for (const std::string& name : names) {
    if (!IsDomain(name) ||
        EditDistance(absl::AsciiStrToLower(name), absl::AsciiStrToLower(tenant)) > kTypingErrors) {
      continue;
    }
    return place.Complain(
        "tenant_id",
        absl::StrCat(Quoted(tenant), " is no tenant of the directory; did you mean ", name, "?"));
  }
}

}  // namespace

void ValidateRuleReferences(const Rule& rule, const Place& place) {
  for (int i = 0; i < rule.steps_size(); ++i) {
    if (!rule.steps(i).has_aadsts()) continue;
    CheckCode(rule.steps(i).aadsts().code(), place.In("steps", i).In("aadsts"));
  }
  const std::string& path = rule.match().path();
  if (absl::StartsWith(path, "/oauth2/")) {
    place.In("match").Complain(
        "path", absl::StrCat(Quoted(path), " lacks the tenant; write \"/*", path, "\""));
  }
}

void ValidateTenantReference(const Scenario& scenario, const Place& place) {
  const Client& client = scenario.client();
  const auto* const oneof = client.GetDescriptor()->FindOneofByName("credential");
  const auto* const set = client.GetReflection()->GetOneofFieldDescriptor(client, oneof);
  if (set == nullptr) return;
  const auto* const tenant = set->message_type()->FindFieldByName("tenant_id");
  if (tenant == nullptr) return;
  const auto& credential = client.GetReflection()->GetMessage(client, set);
  CheckTenant(credential.GetReflection()->GetString(credential, tenant),
              NamesOf(scenario.directory()), place.In("client").In(set->name().c_str()));
}

}  // namespace mock::scenario
