#include "mock_server/admin/clock_calls.h"

#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"

namespace mock::admin {
namespace {

using Mode = VirtualClock::Mode;

Clock::Mode ToProto(Mode mode) {
  switch (mode) {
    case Mode::kFollow:
      return Clock::FOLLOW;
    case Mode::kFrozen:
      return Clock::FROZEN;
    case Mode::kJump:
      return Clock::JUMP;
  }
  return Clock::MODE_UNSPECIFIED;
}

Mode FromProto(Clock::Mode mode) {
  if (mode == Clock::FROZEN) return Mode::kFrozen;
  return mode == Clock::JUMP ? Mode::kJump : Mode::kFollow;
}

}  // namespace

absl::Status GetClock(Control& control, const GetClockRequest&, Clock* response) {
  response->set_mode(ToProto(control.clock.mode()));
  response->set_time(InstantText(control.clock.Now()));
  return absl::OkStatus();
}

absl::Status SetClock(Control& control, const SetClockRequest& request, Clock* response) {
  if (request.mode() == Clock::MODE_UNSPECIFIED && request.time().empty()) {
    return absl::InvalidArgumentError("write mode, time or both");
  }
  if (!Clock::Mode_IsValid(request.mode())) {
    return absl::InvalidArgumentError(
        absl::StrCat("mode: ", request.mode(), " is none of FOLLOW, FROZEN and JUMP"));
  }
  const auto time = scenario::ParseInstantText(request.time());
  if (!request.time().empty() && !time) {
    return absl::InvalidArgumentError(
        absl::StrCat("time: ", scenario::CheckInstant(request.time())));
  }
  if (request.mode() != Clock::MODE_UNSPECIFIED) control.clock.SetMode(FromProto(request.mode()));
  if (time) control.clock.Set(*time);
  return GetClock(control, {}, response);
}

absl::Status AdvanceClock(Control& control, const AdvanceClockRequest& request, Clock* response) {
  const auto by = scenario::ParseDurationText(request.by());
  if (request.by().empty()) return absl::InvalidArgumentError("by: is required");
  if (!by) {
    return absl::InvalidArgumentError(absl::StrCat("by: ", scenario::CheckDuration(request.by())));
  }
  if (!scenario::IsInstant(control.clock.Now() + *by)) {
    return absl::InvalidArgumentError(
        absl::StrCat("by: ", scenario::Quoted(request.by()), " leads past the year 9999"));
  }
  control.clock.Advance(*by);
  return GetClock(control, {}, response);
}

}  // namespace mock::admin
