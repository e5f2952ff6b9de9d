// GET /common/discovery/instance: which authority hosts are Entra's.
#ifndef MOCK_ENTRA_ENDPOINTS_DISCOVERY_INSTANCE_H_
#define MOCK_ENTRA_ENDPOINTS_DISCOVERY_INSTANCE_H_

#include <string>
#include <vector>

#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// Vouches for the host of the `authorization_endpoint` parameter: Entra's own,
// and `extra_hosts` (lower-case; "localhost:8443", or "localhost" for every
// port). Others get 50049. The list of instances comes with api-version 1.1 only.
http::Response HandleDiscoveryInstance(const Exchange& exchange,
                                       const std::vector<std::string>& extra_hosts);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_DISCOVERY_INSTANCE_H_
