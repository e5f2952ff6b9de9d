// Reads what comes to the address on loopback.
#ifndef IDENTITY_SEAMS_REDIRECT_REQUEST_PARSER_H_
#define IDENTITY_SEAMS_REDIRECT_REQUEST_PARSER_H_

#include <cstddef>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/redirect_request.h"

namespace azure::identity::internal {

// What a request may have at most: the cookies that other programs on this host
// have set come along.
inline constexpr std::size_t kMaxRedirectHead = 64 << 10;
inline constexpr std::size_t kMaxRedirectBody = 64 << 10;

// Reads an HTTP/1.x request (RFC 9112) from the bytes that have come so far.
// nullopt: more must come. kInvalidArgument for what is no request, or not one
// that a browser sends: the connection is good for nothing then.
absl::StatusOr<std::optional<RedirectRequest>> ParseRedirectRequest(absl::string_view received);

}  // namespace azure::identity::internal

#endif  // IDENTITY_SEAMS_REDIRECT_REQUEST_PARSER_H_
