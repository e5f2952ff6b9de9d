// Whether a directory makes sense; part of Validate.
#ifndef MOCK_COMMON_SCENARIO_VALIDATE_DIRECTORY_H_
#define MOCK_COMMON_SCENARIO_VALIDATE_DIRECTORY_H_

#include "mock_common/scenario/directory.pb.h"
#include "mock_common/scenario/place.h"

namespace mock::scenario {

// Tells `place`, which is the directory's, what is wrong with it.
void ValidateDirectory(const Directory& directory, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_SCENARIO_VALIDATE_DIRECTORY_H_
