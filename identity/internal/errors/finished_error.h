// Errors on their way up to the caller of a credential. One that says all there is to
// say, because it has an ErrorDetails payload, is finished: it goes up as it is.
#ifndef IDENTITY_INTERNAL_ERRORS_FINISHED_ERROR_H_
#define IDENTITY_INTERNAL_ERRORS_FINISHED_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

bool IsFinished(const absl::Status& status);

// `status` with `text` in front of its message, unless it is finished or OK.
absl::Status Prefixed(absl::string_view text, const absl::Status& status);

// What a call of `credential` (the type's name) returns for an error on its way: that
// error if it is finished, else AuthenticationFailed() with its message and code.
absl::Status Finished(absl::string_view credential, const absl::Status& status);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_FINISHED_ERROR_H_
