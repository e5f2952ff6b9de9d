// One try to meet an error: a scenario, checked and replayed.
#ifndef TOOLS_REPRO_ATTEMPT_H_
#define TOOLS_REPRO_ATTEMPT_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_server/scenario/scenario.pb.h"
#include "mock_server/server_keys.h"

namespace azmock::repro {

struct Outcome {
  absl::Status error;   // of the last call
  std::string journal;  // of the fakes, as JSON lines
};

// Errors: what is wrong with the scenario, which a paste can be the reason of.
absl::StatusOr<Outcome> Try(const mock::scenario::Scenario& scenario,
                            std::shared_ptr<ServerKeys> keys);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_ATTEMPT_H_
