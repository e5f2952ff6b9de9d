// What names are kept and looked up by.
#ifndef MOCK_ENTRA_DIRECTORY_KEYS_H_
#define MOCK_ENTRA_DIRECTORY_KEYS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace mock::entra {

// Without regard to case.
std::string Key(absl::string_view name);

// Of an application ID URI: without regard to a trailing slash either.
std::string ResourceKey(absl::string_view uri);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_KEYS_H_
