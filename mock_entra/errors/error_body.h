// The JSON that Entra ID answers an error with.
#ifndef MOCK_ENTRA_ERRORS_ERROR_BODY_H_
#define MOCK_ENTRA_ERRORS_ERROR_BODY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/errors/placeholders.h"

namespace mock::entra {

struct ErrorCircumstances {
  absl::Time time;
  std::string trace_id;
  std::string correlation_id;
  // The authority that was asked, such as "https://login.microsoftonline.us":
  // error_uri is there.
  std::string authority;
  // Ends the description with "\r\nTrace ID: …\r\n", as until late 2023,
  // instead of one line.
  bool crlf_trailer = false;
};

// Compact JSON in Entra's key order: error, error_description, error_codes,
// timestamp, trace_id, correlation_id, error_uri, suberror, then the row's
// extra members.
std::string ErrorBody(const AadstsRow& row, const Values& values,
                      const ErrorCircumstances& circumstances);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ERRORS_ERROR_BODY_H_
