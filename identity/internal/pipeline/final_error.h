// Errors that another try cannot mend (azcore's NonRetriableError).
#ifndef IDENTITY_INTERNAL_PIPELINE_FINAL_ERROR_H_
#define IDENTITY_INTERNAL_PIPELINE_FINAL_ERROR_H_

#include <string>

#include "absl/status/status.h"

namespace azure::identity::internal {

// `error`, which must not be OK, marked: the retry policy does not try again. The mark
// is a payload, which the retry policy takes away.
absl::Status MarkFinal(absl::Status error);

// Takes the mark away. Returns the type that azcore logs for such an error, "" if `error`
// is none: neither marked nor one of a credential's.
std::string TakeFinalMark(absl::Status& error);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_FINAL_ERROR_H_
