// Tokens of Entra ID say that they are older than they are.
#ifndef MOCK_ENTRA_TOKENS_BACKDATING_H_
#define MOCK_ENTRA_TOKENS_BACKDATING_H_

#include "absl/time/time.h"

namespace mock::entra {

// By so much `iat` and `nbf` are before the time of issue, for clocks that are behind.
inline constexpr absl::Duration kBackdated = absl::Minutes(5);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_BACKDATING_H_
