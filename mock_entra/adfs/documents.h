// What an AD FS farm says of itself: where its endpoints are, who it is.
#ifndef MOCK_ENTRA_ADFS_DOCUMENTS_H_
#define MOCK_ENTRA_ADFS_DOCUMENTS_H_

#include <string>

#include "mock_common/http/message.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// The tenant of the directory that stands for a farm: its applications are the
// farm's clients, its resources what they may ask for.
inline constexpr char kAdfsTenant[] = "adfs";

// The `iss` of a farm's access tokens, "http://fs.contoso.example/adfs/services/trust".
std::string AdfsTokenIssuer(const Exchange& exchange);

// An answer as AD FS sends it: JSON, uncached, with AD FS's headers.
http::Response AdfsResponse(const Exchange& exchange, int status, std::string body);

// GET /adfs/.well-known/openid-configuration, as AD FS 2019 has it. Issuer and
// endpoints are at the host that was asked.
http::Response HandleAdfsConfiguration(const Exchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ADFS_DOCUMENTS_H_
