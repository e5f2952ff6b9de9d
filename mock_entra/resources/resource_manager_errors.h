// The errors of Azure Resource Manager, in its words.
#ifndef MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_ERRORS_H_
#define MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_ERRORS_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// 401, and where to get a better token: in the tenant of `subscription`, if it is known.
http::Response TokenRefused(const ServiceExchange& exchange, const RefusedToken& refused,
                            absl::string_view subscription);

// 401: the token is of another tenant than the subscription.
http::Response WrongTenant(const ServiceExchange& exchange, const Caller& caller,
                           const Tenant& tenant);

// 403: no role lets the caller do it.
http::Response NotAuthorized(const Caller& caller, absl::string_view action,
                             absl::string_view scope);

// 400
http::Response VersionMissing();

// 404
http::Response SubscriptionNotFound(absl::string_view id);
http::Response GroupNotFound(absl::string_view name);
http::Response ResourceNotFound(absl::string_view type, absl::string_view name,
                                absl::string_view group);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_ERRORS_H_
