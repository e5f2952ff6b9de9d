// The ErrorDetails of a status, which travel in it as a protobuf message. Nothing
// else knows that message.
#ifndef IDENTITY_INTERNAL_ERRORS_ERROR_PAYLOAD_H_
#define IDENTITY_INTERNAL_ERRORS_ERROR_PAYLOAD_H_

#include <optional>

#include "absl/status/status.h"
#include "identity/error_details.h"

namespace azure::identity::internal {

// Gives `status`, which must not be OK, `details`, instead of those it had. What the
// message holds as text becomes UTF-8: other bytes are replaced by U+FFFD.
void SetErrorDetails(const ErrorDetails& details, absl::Status& status);

// What GetErrorDetails of identity/errors.h does.
std::optional<ErrorDetails> DetailsFromStatus(const absl::Status& status);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_ERROR_PAYLOAD_H_
