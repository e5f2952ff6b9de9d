// What a service wants of a client that it does not let in.
#ifndef IDENTITY_INTERNAL_AUTHORIZATION_CHALLENGE_H_
#define IDENTITY_INTERNAL_AUTHORIZATION_CHALLENGE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// One challenge of a WWW-Authenticate header.
struct Challenge {
  std::string scheme;                             // "Bearer", as it was written
  std::map<std::string, std::string> parameters;  // of two with one name the last
};

// Those of one header that azcore finds: a word, a space, and parameters with quoted
// values, separated by commas or white space. Whatever else there is, is skipped. Takes
// time in proportion to the header's length.
std::vector<Challenge> ParseChallenges(absl::string_view header);

// The claims that a response asks for: those of its first challenge of continuous access
// evaluation, decoded. "" if it has none. Error: kUnauthenticated with azcore's text if
// they are not base64 (RFC 4648, with its padding):
// "authentication challenge contains invalid claims: {claims}".
absl::StatusOr<std::string> ClaimsAskedFor(const HttpHeaders& headers);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_AUTHORIZATION_CHALLENGE_H_
