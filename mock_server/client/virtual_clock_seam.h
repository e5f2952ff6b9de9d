// The library's clock seam on the mocks' clock, so that both sides live in the
// same time.
#ifndef MOCK_SERVER_CLIENT_VIRTUAL_CLOCK_SEAM_H_
#define MOCK_SERVER_CLIENT_VIRTUAL_CLOCK_SEAM_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"
#include "identity/seams/clock.h"
#include "mock_common/clock/virtual_clock.h"

namespace azmock {

// A clock that is `ahead` of `clock`, which must outlive the result.
std::shared_ptr<azure::identity::Clock> ClockOn(mock::VirtualClock* clock, absl::Duration ahead);

}  // namespace azmock

#endif  // MOCK_SERVER_CLIENT_VIRTUAL_CLOCK_SEAM_H_
