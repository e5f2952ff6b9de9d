// Instants and durations of the messages.
#ifndef MOCK_SERVER_ADMIN_TIME_VALUES_H_
#define MOCK_SERVER_ADMIN_TIME_VALUES_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace mock::admin {

// Down to the millisecond.
google::protobuf::Timestamp ToProto(absl::Time time);
// Down to the nanosecond. Finite.
google::protobuf::Duration ToProto(absl::Duration duration);

// Errors: kInvalidArgument, naming `field`, for what is no instant between the years 1970 and
// 9999, and for what is no duration or negative:
//   timeout: is negative
absl::StatusOr<absl::Time> TimeOf(absl::string_view field, const google::protobuf::Timestamp& time);
absl::StatusOr<absl::Duration> DurationOf(absl::string_view field,
                                          const google::protobuf::Duration& duration);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_TIME_VALUES_H_
