#include "identity/internal/entra/token_request.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {
namespace {

FormFields Form(absl::string_view grant_type, absl::string_view client_id,
                const std::vector<std::string>& scopes, absl::string_view claims,
                FormFields proof) {
  FormFields form = std::move(proof);
  form.emplace("client_id", client_id);
  form.emplace("grant_type", grant_type);
  form.emplace("scope", ScopeParameter(scopes));
  if (!claims.empty()) form.emplace("claims", claims);
  return form;
}

}  // namespace

ClientProof ClientSecret(SecretString secret) {
  return [secret = std::move(secret)](const Context&, const ProofRequest&) {
    return absl::StatusOr<FormFields>(FormFields{{"client_secret", secret}});
  };
}

std::string ScopeParameter(const std::vector<std::string>& scopes) {
  std::string parameter;
  for (const std::string& scope : scopes) {
    if (absl::StripAsciiWhitespace(scope).empty()) continue;
    if (scope == "openid" || scope == "offline_access" || scope == "profile") continue;
    absl::StrAppend(&parameter, scope, " ");
  }
  return absl::StrCat(parameter, "openid offline_access profile");
}

FormFields ClientCredentialsForm(absl::string_view client_id,
                                 const std::vector<std::string>& scopes, absl::string_view claims,
                                 FormFields proof) {
  return Form("client_credentials", client_id, scopes, claims, std::move(proof));
}

FormFields OnBehalfOfForm(absl::string_view client_id, absl::string_view user_assertion,
                          const std::vector<std::string>& scopes, absl::string_view claims,
                          FormFields proof) {
  FormFields form = Form("urn:ietf:params:oauth:grant-type:jwt-bearer", client_id, scopes, claims,
                         std::move(proof));
  form.emplace("assertion", user_assertion);
  form.emplace("client_info", "1");
  form.emplace("requested_token_use", "on_behalf_of");
  return form;
}

FormFields UserForm(absl::string_view grant_type, absl::string_view client_id,
                    const std::vector<std::string>& scopes, absl::string_view claims,
                    FormFields grant) {
  FormFields form = Form(grant_type, client_id, scopes, claims, std::move(grant));
  form.emplace("client_info", "1");
  return form;
}

FormFields RefreshForm(absl::string_view client_id, absl::string_view refresh_token,
                       const std::vector<std::string>& scopes, absl::string_view claims,
                       FormFields proof) {
  FormFields form = Form("refresh_token", client_id, scopes, claims, std::move(proof));
  form.emplace("client_info", "1");
  form.emplace("refresh_token", refresh_token);
  return form;
}

}  // namespace azure::identity::internal
