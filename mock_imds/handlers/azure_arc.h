// The agent of Azure Arc: who can read its key files may have a token.
#ifndef MOCK_IMDS_HANDLERS_AZURE_ARC_H_
#define MOCK_IMDS_HANDLERS_AZURE_ARC_H_

#include "mock_imds/arc_keys.h"
#include "mock_imds/host_exchange.h"

namespace mock::imds {

// Without a key: 401 whose WWW-Authenticate names a new key file. In this order: 405
// other methods, 400 without the Metadata header, 400 no or another api-version, 400
// no resource, 400 for a user-assigned identity, 401; with a key 401 a wrong one, 500
// if the key file can't be written.
http::Response HandleAzureArc(const HostExchange& exchange, ArcKeys& keys);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_AZURE_ARC_H_
