#include "mock_entra/sign_in/consent.h"

#include <algorithm>
#include <string>

namespace mock::entra {

bool NeedsConsent(const AccessRequest& request) {
  const auto& needed = request.application.consent_needed;
  const bool listed = std::any_of(needed.begin(), needed.end(), [&](const std::string& uri) {
    const Resource* const resource = request.tenant.FindResource(uri);
    return resource != nullptr && resource->app_id == request.resource.app_id;
  });
  return listed &&
         !request.tenant.promises().HasConsent(request.sign_in.user_name,
                                               request.application.app_id, request.resource.app_id);
}

Refusal ConsentMissing(const AccessRequest& request) {
  if (request.application.admin_consent_only) {
    return About(request, {90094, {}, "", "the permission needs an administrator's consent"});
  }
  return About(request, {65001, {}, "", "the user has not consented to the permission"});
}

}  // namespace mock::entra
