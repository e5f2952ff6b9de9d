// When a server wants to be asked again.
#ifndef IDENTITY_INTERNAL_PIPELINE_RETRY_AFTER_H_
#define IDENTITY_INTERNAL_PIPELINE_RETRY_AFTER_H_

#include "absl/time/time.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// The first of "retry-after-ms", "x-ms-retry-after-ms" (milliseconds) and
// "retry-after" (seconds, or an HTTP date) that asks for a delay, as azcore reads
// them. Zero if none does: absent, malformed, or not in the future.
absl::Duration RetryAfter(const HttpHeaders& headers, absl::Time now);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_RETRY_AFTER_H_
