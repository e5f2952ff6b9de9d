// Azure's instance metadata service: tokens, and what the machine is.
#ifndef MOCK_IMDS_HANDLERS_IMDS_H_
#define MOCK_IMDS_HANDLERS_IMDS_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// GET /metadata/identity/oauth2/token, GET /metadata/instance… and GET /metadata/versions; 404
// for the rest. Also of Container Instances, which word one refusal in their own way, and do not
// know `mi_res_id`.
http::Response HandleImds(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_IMDS_H_
