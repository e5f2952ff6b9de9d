#include "tools/repro/attempt.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "mock_server/scenario/loader.h"
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
                            std::shared_ptr<const mock::jwt::SigningKey> key) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(scenario, &text);
  auto sound = mock::scenario::ParseScenario(text, scenario.id());
  if (!sound.ok()) return sound.status();
  LimitWaiting(*sound);
  auto replay = RunReplay(*sound, std::move(key));
  if (!replay.ok()) return replay.status();
  return Outcome{replay->outcome.last(), std::move(replay->journal)};
}

}  // namespace azmock::repro
