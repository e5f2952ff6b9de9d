// The ways in which a message of the library can begin.
#ifndef IDENTITY_MESSAGE_CHECK_SHAPES_H_
#define IDENTITY_MESSAGE_CHECK_SHAPES_H_

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

struct CredentialType {
  absl::string_view name;
  absl::string_view anchor;  // of its section in the troubleshooting guide; may be empty
  bool is_chain = false;
};

// The type that `text` begins with, as a whole word; nullptr if it begins with none.
const CredentialType* TypeNamedFirst(absl::string_view text);

// Whether `text` begins like one of the messages that name no credential: of constructors, of
// requests of a service's client, of what MSAL and Go's JSON say and azidentity passes on.
bool IsPlainMessage(absl::string_view text);

// Whether `message`, behind "ManagedIdentityCredential: " and the like, may do without the link
// to the guide: the credential is not available here, or was not made right. A chain asks a
// managed identity shortly before it tries; what that says is about availability as well.
bool NeedsNoLink(absl::string_view message, bool in_chain);

// Whether a text that begins with `text` is the error of a service.
bool IsServiceError(absl::string_view text);

// "GET https://…" and the like: whether `text` begins with a method of HTTP and a blank.
bool BeginsWithMethod(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_SHAPES_H_
