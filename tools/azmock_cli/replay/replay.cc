#include "tools/azmock_cli/replay/replay.h"

#include <utility>

#include "mock_server/fakes.h"
#include "tools/azmock_cli/replay/requests.h"

namespace azmock {

absl::StatusOr<Replay> RunReplay(const mock::scenario::Scenario& scenario,
                                 std::shared_ptr<ServerKeys> keys) {
  auto options = OptionsForScenario(scenario, mock::VirtualClock::Mode::kJump);
  options.keys = std::move(keys);
  auto fakes = Fakes::Start(options);
  if (!fakes.ok()) return fakes.status();
  const auto armed = (*fakes)->Arm(scenario);
  if (!armed.ok()) return armed.status();
  const absl::Time began = (*fakes)->clock().Now();
  auto outcome = RunScenarioClient(*armed, **fakes);
  if (!outcome.ok()) return outcome.status();
  auto& journal = (*fakes)->journal();
  if (auto whole = journal.CheckNothingForgotten(); !whole.ok()) return whole;
  std::vector<mock::scenario::JournalEntry> exchanges = journal.Entries();
  return Replay{*std::move(outcome),
                RequestsText(exchanges),
                journal.JsonLines(),
                std::move(exchanges),
                began,
                armed->client()};
}

}  // namespace azmock
