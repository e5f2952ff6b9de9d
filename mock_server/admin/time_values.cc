#include "mock_server/admin/time_values.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "mock_common/text/values.h"

namespace mock::admin {
namespace {

using google::protobuf::util::TimeUtil;

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

absl::Status Wrong(absl::string_view field, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", what));
}

}  // namespace

google::protobuf::Timestamp ToProto(absl::Time time) {
  return TimeUtil::MillisecondsToTimestamp(absl::ToUnixMillis(time));
}

google::protobuf::Duration ToProto(absl::Duration duration) {
  google::protobuf::Duration proto;
  absl::Duration rest;
  proto.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &rest));
  proto.set_nanos(static_cast<std::int32_t>(absl::ToInt64Nanoseconds(rest)));
  return proto;
}

absl::StatusOr<absl::Time> TimeOf(absl::string_view field,
                                  const google::protobuf::Timestamp& proto) {
  const absl::Time time = absl::FromUnixSeconds(proto.seconds()) + absl::Nanoseconds(proto.nanos());
  const bool sound = proto.nanos() >= 0 && proto.nanos() < kNanosPerSecond;
  if (!sound) return Wrong(field, "its nanos are not from 0 to 999,999,999");
  if (!scenario::IsInstant(time)) return Wrong(field, "is not between the years 1970 and 9999");
  return time;
}

absl::StatusOr<absl::Duration> DurationOf(absl::string_view field,
                                          const google::protobuf::Duration& proto) {
  if (proto.seconds() < 0 || proto.nanos() < 0) return Wrong(field, "is negative");
  if (proto.nanos() >= kNanosPerSecond) return Wrong(field, "its nanos are more than 999,999,999");
  if (proto.seconds() > TimeUtil::kDurationMaxSeconds) {
    return Wrong(field, "is more than 10,000 years");
  }
  return absl::Seconds(proto.seconds()) + absl::Nanoseconds(proto.nanos());
}

}  // namespace mock::admin
