// Access tokens that nobody asked the token endpoint for.
#ifndef MOCK_ENTRA_TOKENS_TOKEN_ORDER_H_
#define MOCK_ENTRA_TOKENS_TOKEN_ORDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/magic.h"

namespace mock::entra {

struct TokenOrder {
  std::string tenant;     // by ID or domain
  std::string client_id;  // an application of the tenant
  std::string resource;   // by URI or client ID
  TokenFlaw flaw = TokenFlaw::kNone;
  // The authority, with its port if need be: "localhost:8443".
  std::string host = "login.microsoftonline.com";
  // A JSON object: claims of the token, before all others of the same name; "" if none.
  std::string claims = "";
};

// The application's own token, as the token endpoint would give it but for the flaw.
// Errors: kNotFound, naming the field, for a tenant, an application or a resource that
// is not there; kInvalidArgument for claims that are no JSON object; those of the key.
absl::StatusOr<std::string> FillOrder(const TokenOrder& order, Directory& directory,
                                      const jwt::SigningKey& key, absl::Time now, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_TOKEN_ORDER_H_
