// The "claims" parameter of a token request.
#ifndef IDENTITY_INTERNAL_ENTRA_CLAIMS_H_
#define IDENTITY_INTERNAL_ENTRA_CLAIMS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// What to send when a caller passes `challenge`, a claims challenge or "". With
// `cae`, the challenge is merged with the statement that the client handles
// continuous access evaluation (capability CP1), its keys sorted; without, it is
// sent as it is, even if it is not JSON. "" means no parameter.
//
// Errors, all kInvalidArgument, and all with `cae` alone: the challenge is not a JSON
// object, has more than 16 KiB or 64 levels, or it says something else where the
// capability goes.
absl::StatusOr<std::string> ClaimsParameter(absl::string_view challenge, bool cae);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_CLAIMS_H_
