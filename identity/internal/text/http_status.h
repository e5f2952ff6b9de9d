// The names of HTTP status codes.
#ifndef IDENTITY_INTERNAL_TEXT_HTTP_STATUS_H_
#define IDENTITY_INTERNAL_TEXT_HTTP_STATUS_H_

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// "Not Found" for 404: the IANA registry's words, as in Go's http.StatusText.
// "" for a code without a name.
absl::string_view HttpStatusText(int status_code);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_HTTP_STATUS_H_
