#include "mock_entra/directory/validate_claims.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

constexpr absl::string_view kOptional[] = {"acct",        "auth_time",  "email",
                                           "family_name", "given_name", "preferred_username",
                                           "upn",         "idtyp"};

void CheckObject(const std::string& text, const scenario::Place& place) {
  if (text.empty()) return;
  const bool object = scenario::ParseJson(text).is_object();
  if (!object) place.Complain("claims", "is not a JSON object");
}

void CheckOptional(const google::protobuf::RepeatedPtrField<std::string>& names, const char* field,
                   const scenario::Place& place) {
  for (int i = 0; i < names.size(); ++i) {
    if (std::find(std::begin(kOptional), std::end(kOptional), names[i]) != std::end(kOptional)) {
      continue;
    }
    place.Complain(field, i,
                   absl::StrCat("\"", absl::CHexEscape(names[i]), "\" is none of ",
                                absl::StrJoin(kOptional, ", ")));
  }
}

}  // namespace

void ValidateClaims(const scenario::Tenant& tenant, const scenario::Place& place) {
  for (int i = 0; i < tenant.users_size(); ++i) {
    CheckObject(tenant.users(i).claims(), place.In("users", i));
  }
  for (int i = 0; i < tenant.applications_size(); ++i) {
    const scenario::Application& application = tenant.applications(i);
    const scenario::Place at = place.In("applications", i);
    CheckObject(application.claims(), at);
    CheckOptional(application.optional_id_claims(), "optional_id_claims", at);
    CheckOptional(application.optional_access_claims(), "optional_access_claims", at);
    for (int role = 0; role < application.app_roles_size(); ++role) {
      if (application.app_roles(role).role().empty()) {
        at.In("app_roles", role).Lacks("role", "is required");
      }
    }
  }
}

}  // namespace mock::entra
