// What an Azure service says of an error in its response.
#ifndef IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_
#define IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Looks where azcore does: the header x-ms-error-code; a JSON body's string
// "code", inside the object "error" or "odata.error" if there is one; the first
// XML element "Code" or "code". "" if there is no code.
std::string ServiceErrorCode(const HttpResponse& response);

// The service's own words, in UTF-8: what stands beside the code in a JSON body as
// "message" (or "value" in it, as OData 3 has it), or the first XML element "Message".
// "" if there are none.
std::string ServiceErrorMessage(absl::string_view body);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_
