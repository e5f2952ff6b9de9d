// Dates as Go's time.Parse reads them: the same values, the same error texts.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_GO_TIME_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_GO_TIME_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace azure::identity::internal {

// "2006-01-02 15:04:05.999999", as the Azure CLI writes local time. A fraction may be
// missing, and may have any number of digits. Errors are kInvalidArgument:
//   parsing time "x" as "2006-01-02 15:04:05.999999": cannot parse "x" as "2006"
//   parsing time "2026-13-01 …": month out of range
//   parsing time "…": extra text: "Z"
absl::StatusOr<absl::Time> ParseLocalTime(absl::string_view text, absl::TimeZone zone);

// "2006-01-02T15:04:05Z", as the Azure Developer CLI writes it. Errors as above.
absl::StatusOr<absl::Time> ParseUtcTime(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_GO_TIME_H_
