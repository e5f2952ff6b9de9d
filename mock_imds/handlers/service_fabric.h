// The token endpoint of Service Fabric.
#ifndef MOCK_IMDS_HANDLERS_SERVICE_FABRIC_H_
#define MOCK_IMDS_HANDLERS_SERVICE_FABRIC_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// API version 2019-07-01-preview, with Secret. In this order: 405 other methods, 400
// no secret, 404 a wrong one (it names the application's identity), 400 another
// version, 400 no resource.
http::Response HandleServiceFabric(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_SERVICE_FABRIC_H_
