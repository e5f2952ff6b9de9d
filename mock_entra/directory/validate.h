// Whether a directory given from outside makes sense.
#ifndef MOCK_ENTRA_DIRECTORY_VALIDATE_H_
#define MOCK_ENTRA_DIRECTORY_VALIDATE_H_

#include "absl/status/status.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// kInvalidArgument for the first fault found, as "<field path>: <fault>".
// Values are quoted, but never a secret.
absl::Status ValidateDirectory(const scenario::EntraDirectory& directory);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_VALIDATE_H_
