#include "mock_entra/endpoints/logout.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/endpoints/pages.h"
#include "mock_entra/endpoints/sign_in_steps.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {
namespace {

// The tenant that was asked, or that of the session.
std::shared_ptr<const Tenant> FindTenant(Directory& directory, absl::string_view name,
                                         const std::string& cookie) {
  if (!IsTenantAlias(name)) return directory.FindTenant(name);
  const std::string owner = TenantOfHandle(cookie);
  return owner.empty() ? nullptr : directory.FindTenant(owner);
}

http::Response Leave(const Exchange& exchange, const Tenant* tenant, const FormFields& query) {
  const std::string uri(FieldOf(query, "post_logout_redirect_uri"));
  if (uri.empty() || tenant == nullptr || !tenant->HasRedirectUri(uri)) {
    Page page;
    page.title = "You signed out of your account";
    page.text = "It's a good idea to close all browser windows.";
    return PageResponse(exchange, page);
  }
  const std::string state(FieldOf(query, "state"));
  return RedirectResponse(exchange, state.empty() ? uri : WithQuery(uri, "?", {{"state", state}}));
}

}  // namespace

http::Response HandleLogout(const Exchange& exchange, Directory& directory,
                            absl::string_view tenant) {
  const std::string cookie = CookieOf(exchange.request, kSessionCookie);
  const auto found = FindTenant(directory, tenant, cookie);
  if (!cookie.empty()) {
    const auto owner = directory.FindTenant(TenantOfHandle(cookie));
    if (owner != nullptr) owner->promises().EndSession(cookie);
  }
  FormFields query = http::ParseForm(exchange.request.query).value_or(FormFields());
  if (query.empty()) query = http::ParseForm(exchange.request.body).value_or(FormFields());
  http::Response response = Leave(exchange, found.get(), query);
  response.headers.Add("Set-Cookie", absl::StrCat(kSessionCookie,
                                                  "=; expires=Thu, 01-Jan-1970 00:00:00 GMT; "
                                                  "path=/; secure; HttpOnly; SameSite=None"));
  return response;
}

}  // namespace mock::entra
