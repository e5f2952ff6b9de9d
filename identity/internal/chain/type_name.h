// What a credential's type is called, for a log line.
#ifndef IDENTITY_INTERNAL_CHAIN_TYPE_NAME_H_
#define IDENTITY_INTERNAL_CHAIN_TYPE_NAME_H_

#include <string>

#include "absl/strings/string_view.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// The class that `credential` is of, without its namespaces: "ClientSecretCredential".
std::string TypeName(const TokenCredential& credential);

// `name`, of C++, without the namespaces and classes around it; those of template
// arguments stay.
absl::string_view Unqualified(absl::string_view name);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CHAIN_TYPE_NAME_H_
