// Instants as HTTP has them.
#ifndef MOCK_COMMON_HTTP_HTTP_DATE_H_
#define MOCK_COMMON_HTTP_HTTP_DATE_H_

#include <string>

#include "absl/time/time.h"

namespace mock::http {

// "Mon, 23 Nov 2026 07:47:55 GMT" (RFC 9110, section 5.6.7). Every answer has one: this takes a
// tenth of what absl::FormatTime does. Of years from 1 to 9999.
std::string HttpDate(absl::Time time);

// "Mon, 23-Nov-2026 07:47:55 GMT", as Entra's cookies end.
std::string CookieDate(absl::Time time);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_HTTP_DATE_H_
