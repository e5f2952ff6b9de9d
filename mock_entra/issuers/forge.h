// Signs tokens for scenarios, rightly or with one thing wrong.
#ifndef MOCK_ENTRA_ISSUERS_FORGE_H_
#define MOCK_ENTRA_ISSUERS_FORGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_entra/issuers/issuer.pb.h"
#include "nlohmann/json_fwd.hpp"

namespace mock::entra {

// An RS256 token with the header {"alg", "kid", "typ", "x5t"}. The key is named
// `key_name`, by its own name if that is empty. Errors: those of the key.
absl::StatusOr<std::string> SignWithFlaw(const nlohmann::ordered_json& claims,
                                         scenario::Assertion::Flaw flaw, const jwt::SigningKey& key,
                                         absl::Time now, absl::string_view key_name = "");

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ISSUERS_FORGE_H_
