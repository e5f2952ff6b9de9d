// What answers at the instance metadata service's address where there is no Azure.
#ifndef MOCK_IMDS_HANDLERS_NOT_AZURE_H_
#define MOCK_IMDS_HANDLERS_NOT_AZURE_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// The metadata service of another cloud, Docker Desktop's proxy, or a page that asks
// to sign in, whatever the request.
http::Response HandleNotAzure(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_NOT_AZURE_H_
