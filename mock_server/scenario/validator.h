// Whether a scenario that parses also makes sense.
#ifndef MOCK_SERVER_SCENARIO_VALIDATOR_H_
#define MOCK_SERVER_SCENARIO_VALIDATOR_H_

#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "mock_common/text/problem.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {

// All that is wrong. `places`, from parsing, gives lines; without it (nullptr)
// problems have paths alone. `file` is as for ParseScenario.
std::vector<Problem> Validate(const Scenario& scenario, const std::string& file = "",
                              const google::protobuf::TextFormat::ParseInfoTree* places = nullptr);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATOR_H_
