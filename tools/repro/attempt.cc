#include "tools/repro/attempt.h"

#include <utility>

#include "mock_common/text/problem.h"
#include "mock_server/scenario/validator.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock::repro {

namespace {

using mock::scenario::Call;
using mock::scenario::Scenario;

// Where nobody sits at the keyboard a browser would be waited for until the end of days.
void LimitWaiting(Scenario& scenario) {
  auto& client = *scenario.mutable_client();
  if (!client.has_interactive_browser() || !client.persons().empty()) return;
  for (Call& call : *client.mutable_calls()) {
    std::string* const timeout =
        call.has_get_token()      ? call.mutable_get_token()->mutable_timeout()
        : call.has_authenticate() ? call.mutable_authenticate()->mutable_timeout()
        : call.has_send_request() ? call.mutable_send_request()->mutable_timeout()
                                  : nullptr;
    if (timeout != nullptr && timeout->empty()) *timeout = "15m";
  }
}

}  // namespace

absl::StatusOr<Outcome> Try(const mock::scenario::Scenario& scenario,
                            std::shared_ptr<ServerKeys> keys) {
  const absl::Status sound = mock::scenario::ToStatus(mock::scenario::Validate(scenario));
  if (!sound.ok()) return sound;
  Scenario limited = scenario;
  LimitWaiting(limited);
  auto replay = RunReplay(limited, std::move(keys));
  if (!replay.ok()) return replay.status();
  return Outcome{replay->outcome.last(), std::move(replay->journal)};
}

}  // namespace azmock::repro
