// Why a request is not granted.
#ifndef MOCK_ENTRA_ERRORS_REFUSAL_H_
#define MOCK_ENTRA_ERRORS_REFUSAL_H_

#include <cstdint>
#include <string>

#include "mock_entra/errors/placeholders.h"

namespace mock::entra {

// Instead of a code: a limit of the fake's own is reached, which no real service has. The
// reason says which.
inline constexpr std::int64_t kLimitOfTheFake = -1;

// A code of the AADSTS catalogue, with the values of its description.
struct Refusal {
  std::int64_t code = 0;
  Values values;
  std::string variant;
  // The check that failed, for the journal: a sentence without any value of the request. "" if
  // the catalogue's meaning of the code says it all.
  std::string reason = {};
  // Of an assertion: the claim that is wrong, or "signature".
  std::string claim = {};
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ERRORS_REFUSAL_H_
