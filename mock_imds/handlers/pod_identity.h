// NMI of AKS pod identity: it answers pods in place of the instance metadata service.
#ifndef MOCK_IMDS_HANDLERS_POD_IDENTITY_H_
#define MOCK_IMDS_HANDLERS_POD_IDENTITY_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// Errors are plain texts. In this order: 400 without the Metadata header, 404 for an
// identity that is not the pod's, 500 for a pod that has none.
http::Response HandlePodIdentity(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_POD_IDENTITY_H_
