// The table of README.md in this folder.
#ifndef MOCK_ENTRA_ERRORS_CATALOGUE_TABLE_H_
#define MOCK_ENTRA_ERRORS_CATALOGUE_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_entra/errors/catalogue.h"

namespace mock::entra {

// A form of an error that the fake finds by looking at the request.
struct ComputedError {
  std::int64_t code;
  absl::string_view variant;
};

// Of applications, and of any request. mock_entra's computed_errors_test provokes each.
const std::vector<ComputedError>& ComputedErrors();

// Of users. mock_entra's computed_user_errors_test provokes each.
const std::vector<ComputedError>& ComputedUserErrors();

// Of the mutual-TLS endpoint alone. Its mtls_token_test provokes each.
const std::vector<ComputedError>& ComputedMtlsErrors();

// The whole of README.md.
std::string CatalogueReadme(const Catalogue& catalogue);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ERRORS_CATALOGUE_TABLE_H_
