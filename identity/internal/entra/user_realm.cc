#include "identity/internal/entra/user_realm.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/entra/metadata_json.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/text/go_url.h"

namespace azure::identity::internal {
namespace {

absl::StatusOr<UserRealm> Parse(absl::string_view body) {
  const auto members = MetadataMembers(body);
  if (!members.ok()) return members.status();
  UserRealm realm;
  std::string domain_name, cloud_instance_name, federation_protocol;
  // In the order of MSAL's checks.
  const struct {
    const char* name;
    std::string* text;
    bool of_any_account;  // or else of a federated one
    const char* missing;
  } kFields[] = {
      {"account_type", &realm.account_type, true,
       "the account type (Federated or Managed) is missing"},
      {"domain_name", &domain_name, true, "domain name of user realm is missing"},
      {"cloud_instance_name", &cloud_instance_name, true,
       "cloud instance name of user realm is missing"},
      {"cloud_audience_urn", &realm.cloud_audience_urn, true, "cloud Instance URN is missing"},
      {"federation_protocol", &federation_protocol, false,
       "federation protocol of user realm is missing"},
      {"federation_metadata_url", &realm.federation_metadata_url, false,
       "federation metadata URL of user realm is missing"},
  };
  for (const auto& field : kFields) {
    absl::StatusOr<std::string> text = MetadataText(body, *members, field.name);
    if (!text.ok()) return text.status();
    *field.text = *std::move(text);
  }
  for (const auto& field : kFields) {
    if (!field.of_any_account && realm.account_type != "Federated") continue;
    if (field.text->empty()) return absl::UnavailableError(field.missing);
  }
  return realm;
}

}  // namespace

absl::StatusOr<UserRealm> FetchUserRealm(const Context& ctx, const EntraHttp& http,
                                         const Authority& authority, absl::string_view username) {
  const absl::StatusOr<std::string> body =
      http.Get(ctx, absl::StrCat("https://", authority.host, "/common/UserRealm/",
                                 PathEscape(username), "?api-version=1.0"));
  absl::StatusOr<UserRealm> realm =
      body.ok() ? Parse(*body) : absl::StatusOr<UserRealm>(body.status());
  if (!realm.ok()) return Prefixed("problem getting user realm from authority: ", realm.status());
  return realm;
}

}  // namespace azure::identity::internal
