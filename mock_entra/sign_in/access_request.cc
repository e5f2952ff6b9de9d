#include "mock_entra/sign_in/access_request.h"

namespace mock::entra {

Refusal About(const AccessRequest& request, Refusal refusal) {
  refusal.values.emplace("appId", request.application.app_id);
  refusal.values.emplace("appName", request.application.display_name);
  refusal.values.emplace("resourceAppId", request.resource.app_id);
  return refusal;
}

}  // namespace mock::entra
