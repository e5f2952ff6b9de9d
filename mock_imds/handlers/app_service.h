// The token endpoint of App Service, Functions and Container Apps.
#ifndef MOCK_IMDS_HANDLERS_APP_SERVICE_H_
#define MOCK_IMDS_HANDLERS_APP_SERVICE_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// API version 2019-08-01, with X-IDENTITY-HEADER, and in App Service 2017-09-01, with
// Secret. In this order: 405 other methods, 401 a wrong secret, 400 no or another
// version, 400 no resource, 400 no such identity.
http::Response HandleAppService(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_APP_SERVICE_H_
