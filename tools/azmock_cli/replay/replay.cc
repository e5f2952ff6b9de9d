#include "tools/azmock_cli/replay/replay.h"

#include <utility>

#include "mock_common/journal/journal_entry.h"
#include "mock_server/fakes.h"
#include "tools/azmock_cli/replay/requests.h"

namespace azmock {

absl::StatusOr<Replay> RunReplay(const mock::scenario::Scenario& scenario,
                                 std::shared_ptr<const mock::jwt::SigningKey> key) {
  auto options = OptionsForScenario(scenario, mock::VirtualClock::Mode::kJump);
  options.signing_key = std::move(key);
  auto fakes = Fakes::Start(options);
  if (!fakes.ok()) return fakes.status();
  const auto armed = (*fakes)->Arm(scenario);
  if (!armed.ok()) return armed.status();
  auto outcome = RunScenarioClient(*armed, **fakes);
  if (!outcome.ok()) return outcome.status();
  auto& journal = (*fakes)->journal();
  return Replay{*std::move(outcome), RequestsText(journal.Entries()), journal.JsonLines(),
                armed->client()};
}

}  // namespace azmock
