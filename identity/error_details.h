// What a failed authentication is about, as data.
#ifndef IDENTITY_ERROR_DETAILS_H_
#define IDENTITY_ERROR_DETAILS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace azure::identity {

// The type URL of the payload that carries an ErrorDetails in an absl::Status: the
// message of identity/error_details.proto, for those who pass a status on to another
// process. In this one GetErrorDetails() of identity/errors.h reads it.
inline constexpr char kErrorDetailsTypeUrl[] = "azure.identity.ErrorDetails";

// What became of an attempt.
enum class ErrorKind {
  // Not one of this library's errors.
  kUnspecified = 0,
  // The credential could not be tried here: no such host, tool or setting. A chain
  // goes on to its next source.
  kCredentialUnavailable = 1,
  // It was tried and refused, or the attempt failed.
  kAuthenticationFailed = 2,
  // Only a user's interaction can help. Counts as unavailable.
  kAuthenticationRequired = 3,
  // A service refused a request that had a token.
  kServiceError = 4,
};

// The parts of ErrorDetails. They stand before it and not in it: clang makes no
// std::optional<T>::emplace() for a nested T with initializers.

// The exchange that failed. Never a header, a query or a request body. All
// strings are bytes as they came from the wire, and need not be UTF-8.
struct HttpErrorDetails {
  std::string method;  // "POST"
  // Scheme, host (with its port, if the URL names it) and path; the path is
  // decoded, except in a kServiceError. Empty if the request is not known.
  std::string url;
  int status_code = 0;
  std::string reason;  // the status line after the code: "Unauthorized"
  // As received, but for tokens and other secrets: they are "REDACTED".
  std::string body;
  // A kServiceError's own code, such as "AuthorizationFailure"; may be empty.
  std::string error_code;
  // Its own words about it; may be empty.
  std::string error_message = {};
};

// The fields of an OAuth error body in UTF-8; absent ones are empty.
struct EntraErrorDetails {
  // Each by its name in the body; `description` is "error_description".
  std::string error;  // "invalid_client"
  std::string suberror;
  std::string description;
  std::vector<std::int64_t> error_codes;  // 7000215 of "AADSTS7000215"
  std::string timestamp;
  std::string trace_id;
  std::string correlation_id;
  std::string error_uri;
  std::string claims;
};

// TokenRequestOptions as they were asked for, in UTF-8.
struct TokenRequestDetails {
  // As in TokenRequestOptions.
  std::vector<std::string> scopes;
  std::string tenant_id;
  std::string claims;
  bool enable_cae = false;
};

// A value: copies are independent of each other.
struct ErrorDetails {
  // As members: ErrorDetails::Http.
  using Http = HttpErrorDetails;
  using Entra = EntraErrorDetails;
  using TokenRequest = TokenRequestDetails;

  // What became of the attempt.
  ErrorKind kind = ErrorKind::kUnspecified;
  // The failing credential's type, such as "ClientSecretCredential"; empty for an
  // error that was not made by this library.
  std::string credential;
  // The text after the credential's name; often empty when there is a response. If
  // there is no credential, the whole text. Need not be UTF-8.
  std::string message;
  // Present when a response was received.
  std::optional<Http> http;
  // Present when that response's body is an OAuth error.
  std::optional<Entra> entra;
  // The troubleshooting guide's anchor, such as "client-secret"; may be empty.
  std::string troubleshooting_anchor;
  // The attempted sources' errors in order, when this is a chain's.
  std::vector<ErrorDetails> children;
  // What was asked for, if the kind is kAuthenticationRequired: to be passed to
  // Authenticate(). GetRequiredTokenRequest() has it as TokenRequestOptions.
  std::optional<TokenRequest> token_request;
};

// The two layouts of an error with a response: azidentity's own, and the one of
// the troubleshooting guide's example, which prints "RESPONSE 401 Unauthorized"
// and no link.
enum class ErrorLayout { kAzidentity, kGuide };

}  // namespace azure::identity

#endif  // IDENTITY_ERROR_DETAILS_H_
