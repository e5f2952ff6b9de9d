// A managed identity's token as a response, in the way of one of the protocols.
#ifndef MOCK_IMDS_TOKEN_BODY_H_
#define MOCK_IMDS_TOKEN_BODY_H_

#include <string>

#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_exchange.h"

namespace mock::imds {

// Which members a body has, and how numbers are written.
enum class TokenBody {
  kImds,            // all, every number as a text
  kAppService2019,  // `expires_on` in seconds, as a text
  kAppService2017,  // `expires_on` as a date
  kAzureMl,         // as 2019, without the client ID
  kServiceFabric,   // `expires_on` as a number
  kPodIdentity,     // as kImds, with an empty refresh token
  kAzureArc,        // as kImds, with the kind of ID that was asked for, if one was
};

// Asks Entra ID for the token and answers with it, or with Entra's refusal. `name` is what
// the request named the identity by.
http::Response TokenResponse(const HostExchange& exchange, const Principal& principal,
                             absl::string_view resource, TokenBody body,
                             const IdentityName& name = {});

}  // namespace mock::imds

#endif  // MOCK_IMDS_TOKEN_BODY_H_
