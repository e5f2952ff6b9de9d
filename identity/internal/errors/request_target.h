// Which URLs a request can go to.
#ifndef IDENTITY_INTERNAL_ERRORS_REQUEST_TARGET_H_
#define IDENTITY_INTERNAL_ERRORS_REQUEST_TARGET_H_

#include "absl/status/status.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {

// What azcore refuses to send: kInvalidArgument for a URL without a host or with
// another scheme than http and https.
absl::Status CheckTarget(const Url& url);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_REQUEST_TARGET_H_
