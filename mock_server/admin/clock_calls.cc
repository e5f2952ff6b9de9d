#include "mock_server/admin/clock_calls.h"

#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"
#include "mock_server/admin/time_values.h"

namespace mock::admin {
namespace {

using Mode = VirtualClock::Mode;

Clock::Mode ModeOf(Mode mode) {
  switch (mode) {
    case Mode::kFollow:
      return Clock::MODE_FOLLOW;
    case Mode::kFrozen:
      return Clock::MODE_FROZEN;
    case Mode::kJump:
      return Clock::MODE_JUMP;
  }
  return Clock::MODE_UNSPECIFIED;
}

Mode FromProto(Clock::Mode mode) {
  if (mode == Clock::MODE_FROZEN) return Mode::kFrozen;
  return mode == Clock::MODE_JUMP ? Mode::kJump : Mode::kFollow;
}

}  // namespace

absl::Status GetClock(Control& control, const GetClockRequest&, Clock* response) {
  response->set_mode(ModeOf(control.clock.mode()));
  *response->mutable_time() = ToProto(control.clock.Now());
  return absl::OkStatus();
}

absl::Status SetClock(Control& control, const SetClockRequest& request, Clock* response) {
  if (request.mode() == Clock::MODE_UNSPECIFIED && !request.has_time()) {
    return absl::InvalidArgumentError("write mode, time or both");
  }
  if (!Clock::Mode_IsValid(request.mode())) {
    return absl::InvalidArgumentError(absl::StrCat(
        "mode: ", request.mode(), " is none of MODE_FOLLOW, MODE_FROZEN and MODE_JUMP"));
  }
  const auto time = TimeOf("time", request.time());
  if (request.has_time() && !time.ok()) return time.status();
  if (request.mode() != Clock::MODE_UNSPECIFIED) control.clock.SetMode(FromProto(request.mode()));
  if (request.has_time()) control.clock.Set(*time);
  return GetClock(control, {}, response);
}

absl::Status AdvanceClock(Control& control, const AdvanceClockRequest& request, Clock* response) {
  if (!request.has_duration()) return absl::InvalidArgumentError("duration: is required");
  const auto by = DurationOf("duration", request.duration());
  if (!by.ok()) return by.status();
  if (!scenario::IsInstant(control.clock.Now() + *by)) {
    return absl::InvalidArgumentError(
        absl::StrCat("duration: ", absl::FormatDuration(*by), " leads past the year 9999"));
  }
  control.clock.Advance(*by);
  return GetClock(control, {}, response);
}

}  // namespace mock::admin
