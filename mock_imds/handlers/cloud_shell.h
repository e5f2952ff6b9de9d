// The token endpoint of Azure Cloud Shell.
#ifndef MOCK_IMDS_HANDLERS_CLOUD_SHELL_H_
#define MOCK_IMDS_HANDLERS_CLOUD_SHELL_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// POST with the resource in the form, or GET at the path of the instance metadata
// service. 400 without the Metadata header, without a resource, and for an audience
// that Cloud Shell does not serve.
http::Response HandleCloudShell(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_CLOUD_SHELL_H_
