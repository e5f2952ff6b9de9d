#include "tools/azmock_cli/replay/scenario_seams.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_server/client/virtual_clock_seam.h"
#include "tools/azmock_cli/replay/scenario_processes.h"

namespace azmock {
namespace {

// Any number will do; the same one makes the same request IDs each time.
constexpr std::uint64_t kClientSeed = 2;

class ScenarioEnvironment : public azure::identity::Environment {
 public:
  explicit ScenarioEnvironment(const mock::scenario::Client& client)
      : variables_(client.environment().begin(), client.environment().end()) {}

  std::optional<std::string> Get(absl::string_view name) const override {
    const auto found = variables_.find(std::string(name));
    if (found == variables_.end()) return std::nullopt;
    return found->second;
  }

  std::vector<std::pair<std::string, std::string>> All() const override {
    return {variables_.begin(), variables_.end()};
  }

 private:
  const std::map<std::string, std::string> variables_;
};

class SeededRandom : public azure::identity::Random {
 public:
  std::string Bytes(std::size_t count) override { return random_->Bytes(count); }

 private:
  const std::unique_ptr<mock::Random> random_ = mock::Random::Seeded(kClientSeed);
};

}  // namespace

azure::identity::Seams SeamsFor(const mock::scenario::Client& client, Fakes& fakes) {
  azure::identity::Seams seams;
  absl::Duration ahead;
  absl::ParseDuration(client.clock_ahead(), &ahead);  // The loader has checked it; "" leaves 0.
  seams.clock = ClockOn(&fakes.clock(), ahead);
  seams.environment = std::make_shared<ScenarioEnvironment>(client);
  seams.processes = ScenarioProcesses(fakes, seams.clock);
  seams.random = std::make_shared<SeededRandom>();
  // On the caller's thread as in azidentity, so that the order is always the same.
  seams.executor = azure::identity::InlineExecutor();
  return seams;
}

}  // namespace azmock
