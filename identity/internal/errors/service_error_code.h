// The error code that an Azure service names in its response.
#ifndef IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_
#define IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_

#include <string>

#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Looks where azcore does: the header x-ms-error-code; a JSON body's string
// "code", inside the object "error" or "odata.error" if there is one; the first
// XML element "Code" or "code". "" if there is no code.
std::string ServiceErrorCode(const HttpResponse& response);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ERRORS_SERVICE_ERROR_CODE_H_
