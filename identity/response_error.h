// The errors of services that refused a request.
#ifndef IDENTITY_RESPONSE_ERROR_H_
#define IDENTITY_RESPONSE_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "identity/log.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// A response as the error that azcore makes of it (ResponseError), to the byte; it ends with
// a line feed:
//   GET https://contoso.vault.azure.net/secrets/db
//   --------------------------------------------------------------------------------
//   RESPONSE 403: 403 Forbidden
//   ERROR CODE: Forbidden
//   --------------------------------------------------------------------------------
//   … the body, JSON indented, or "Response contained no body"
//   --------------------------------------------------------------------------------
//
// It carries ErrorDetails of the kind kServiceError (see identity/errors.h), whose `http`
// has the service's code and message, of the header x-ms-error-code and of a body as
// Resource Manager, Key Vault, Graph, Cosmos (JSON: "error" or "odata.error") and Storage
// (JSON, XML) send it. Tokens in the body are redacted. Codes:
//   400 kInvalidArgument    404, 410 kNotFound       500 kInternal
//   401 kUnauthenticated    416 kOutOfRange          501 kUnimplemented
//   403 kPermissionDenied   429 kResourceExhausted   408 and other 5xx kUnavailable
// and kFailedPrecondition for the rest.
//
// The text is also written to `logger`, as LogEvent::kResponseError.
absl::Status NewResponseError(const HttpResponse& response, const Logger& logger = Logger());

// What to do about an error of a service's, for people, from azidentity's troubleshooting
// guide: after a 401 or 403 of a service the credential did its part. It stands beside the
// text, which stays azcore's. "" for all other errors.
std::string ServiceErrorHint(const absl::Status& error);

}  // namespace azure::identity

#endif  // IDENTITY_RESPONSE_ERROR_H_
