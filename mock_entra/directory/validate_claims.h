// What a tenant's directory says of the claims of its tokens.
#ifndef MOCK_ENTRA_DIRECTORY_VALIDATE_CLAIMS_H_
#define MOCK_ENTRA_DIRECTORY_VALIDATE_CLAIMS_H_

#include "mock_common/text/place.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// Reports roles without a name, claims that are no JSON object, and optional claims that the
// fake does not know.
void ValidateClaims(const scenario::Tenant& tenant, const scenario::Place& place);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_VALIDATE_CLAIMS_H_
