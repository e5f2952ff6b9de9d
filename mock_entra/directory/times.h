// The times of a directory.
#ifndef MOCK_ENTRA_DIRECTORY_TIMES_H_
#define MOCK_ENTRA_DIRECTORY_TIMES_H_

#include <string>

#include "absl/time/time.h"

namespace mock::entra {

// An RFC 3339 text that ValidateDirectory has parsed before; `otherwise` if empty.
absl::Time TimeOr(const std::string& text, absl::Time otherwise);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_TIMES_H_
