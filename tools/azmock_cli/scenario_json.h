// Scenarios as JSON.
#ifndef TOOLS_AZMOCK_CLI_SCENARIO_JSON_H_
#define TOOLS_AZMOCK_CLI_SCENARIO_JSON_H_

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace azmock {

// Protobuf's JSON form, indented, with the fields named as in the .proto file.
absl::StatusOr<std::string> MessageAsJson(const google::protobuf::Message& message);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SCENARIO_JSON_H_
