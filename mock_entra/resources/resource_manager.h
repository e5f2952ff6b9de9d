// Azure Resource Manager: subscriptions, tenants, resource groups and what is in them.
#ifndef MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_H_
#define MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// Answers reads of what the directory has; all else is checked for a token and the right to
// do it, and then gets 501.
http::Response HandleResourceManager(const ServiceExchange& exchange);

// The subscription that a path is in; "" if it is in none.
std::string SubscriptionOf(absl::string_view path);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_RESOURCE_MANAGER_H_
