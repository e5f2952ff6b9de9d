// What azcore makes of a response whose body breaks off.
#ifndef IDENTITY_INTERNAL_PIPELINE_BODY_DOWNLOAD_H_
#define IDENTITY_INTERNAL_PIPELINE_BODY_DOWNLOAD_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Whether azcore sends a request by `method` again after that: DELETE, GET, PUT.
bool RetriesBodyDownload(absl::string_view method);

// OK if `response` is whole. Else the error that takes its place: its body_error,
// with "body download policy: " in front if there is no retry.
absl::Status BodyDownloadError(absl::string_view method, const HttpResponse& response);

// The type of that error where there is no retry; azcore logs it.
inline constexpr absl::string_view kBodyDownloadErrorType = "*runtime.bodyDownloadError";

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_BODY_DOWNLOAD_H_
