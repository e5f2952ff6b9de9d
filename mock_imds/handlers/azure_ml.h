// The token endpoint of Azure Machine Learning's compute.
#ifndef MOCK_IMDS_HANDLERS_AZURE_ML_H_
#define MOCK_IMDS_HANDLERS_AZURE_ML_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// API version 2017-09-01, with Secret and `clientid`. In this order: 405 other methods,
// 401 a wrong secret, 400 another version, 400 no resource, 400 no such identity.
http::Response HandleAzureMl(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_AZURE_ML_H_
