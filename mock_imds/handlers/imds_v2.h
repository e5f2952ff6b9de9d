// Version 2 of the instance metadata service: which of its paths a request is for.
#ifndef MOCK_IMDS_HANDLERS_IMDS_V2_H_
#define MOCK_IMDS_HANDLERS_IMDS_V2_H_

#include <optional>

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// GET /metadata/identity/getplatformmetadata and POST /metadata/identity/issuecredential,
// both with cred-api-version=2.0; nullopt for other paths, which are version 1's. A host
// without version 2 answers 404 before it looks for the Metadata header: SDKs take a 400
// for version 2. In this order: 404, silence or 500 if there is no version 2, 400 as
// RefuseForwarded, 405 another method, 400 no or another cred-api-version or an unknown
// query variable, then as the handler says. Answers repeat x-ms-client-request-id.
std::optional<http::Reply> ReplyOfImdsV2(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_IMDS_V2_H_
