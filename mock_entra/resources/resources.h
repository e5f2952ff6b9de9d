// The services of Azure that tokens are for: they take a real one, and refuse all others in
// their own words.
#ifndef MOCK_ENTRA_RESOURCES_RESOURCES_H_
#define MOCK_ENTRA_RESOURCES_RESOURCES_H_

#include <string>

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// For a request that ReadServiceRequest knows.
http::Response HandleService(const ServiceExchange& exchange);

// The tenant that has what is asked for, else that of the token; "" if neither is known.
std::string TenantOfService(const http::Request& request, const ServiceRequest& to,
                            const Directory& directory);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_RESOURCES_H_
