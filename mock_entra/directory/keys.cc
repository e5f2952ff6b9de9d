#include "mock_entra/directory/keys.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace mock::entra {

std::string Key(absl::string_view name) { return absl::AsciiStrToLower(name); }

std::string ResourceKey(absl::string_view uri) { return Key(absl::StripSuffix(uri, "/")); }

}  // namespace mock::entra
