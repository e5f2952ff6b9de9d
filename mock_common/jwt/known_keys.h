// Signing keys that everybody knows, and that nobody has to wait for.
#ifndef MOCK_COMMON_JWT_KNOWN_KEYS_H_
#define MOCK_COMMON_JWT_KNOWN_KEYS_H_

#include <cstddef>
#include <memory>

#include "absl/time/time.h"
#include "mock_common/jwt/signing_key.h"

namespace mock::jwt {

constexpr std::size_t kKnownKeys = 15;

// The same key for the same number, of which the remainder by kKnownKeys counts; and the same kid
// for the same day of `now` in UTC. Its primes stand in our source: whoever trusts it trusts
// everybody, which is for fakes that only their own machine reaches.
std::shared_ptr<const SigningKey> KnownKey(std::size_t number, absl::Time now);

// One more, which no fake publishes: for tokens that nobody can have signed.
std::shared_ptr<const SigningKey> StrangersKey(absl::Time now);

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_KNOWN_KEYS_H_
