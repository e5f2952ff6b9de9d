// What hosts say of themselves in the Server header.
#ifndef MOCK_IMDS_SERVER_HEADER_H_
#define MOCK_IMDS_SERVER_HEADER_H_

#include "mock_common/http/message.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {

// Leaves a header that is there as it is.
void AddServerHeader(const scenario::ManagedIdentityHost& host, http::Response* response);

}  // namespace mock::imds

#endif  // MOCK_IMDS_SERVER_HEADER_H_
