// Whether a directory makes sense; part of Validate.
#ifndef MOCK_SERVER_SCENARIO_VALIDATE_DIRECTORY_H_
#define MOCK_SERVER_SCENARIO_VALIDATE_DIRECTORY_H_

#include "mock_common/text/place.h"
#include "mock_server/scenario/directory.pb.h"

namespace mock::scenario {

// Tells `place`, which is the directory's, what is wrong with it.
void ValidateDirectory(const Directory& directory, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATE_DIRECTORY_H_
