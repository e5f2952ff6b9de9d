// Version 2 of the instance metadata service: certificates.
#ifndef MOCK_IMDS_HANDLERS_ISSUE_CREDENTIAL_H_
#define MOCK_IMDS_HANDLERS_ISSUE_CREDENTIAL_H_

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// POST /metadata/identity/issuecredential: a certificate for the key of the request in the
// body, {"csr":"<base64 of PKCS#10>","attestation_token":"<JWT>"}. 400, in this order, for
// an identity that is not assigned, a body that is no such object, a missing attestation
// token if the host wants one, a csr that is no request, is not signed with its key, has
// another key than RSA of 2048 bits or more, another subject than the client and the tenant,
// or another compute unit. 500 if nobody certifies.
http::Response HandleIssueCredential(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_ISSUE_CREDENTIAL_H_
