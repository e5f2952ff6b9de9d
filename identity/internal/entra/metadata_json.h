// The JSON of discovery documents, read as MSAL reads it.
#ifndef IDENTITY_INTERNAL_ENTRA_METADATA_JSON_H_
#define IDENTITY_INTERNAL_ENTRA_METADATA_JSON_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The members of the object in `body`, as they are written, by name; none for an
// empty body. Errors are kUnavailable: "json decode error: …", with the body,
// which is public.
absl::StatusOr<std::map<std::string, absl::string_view>> MetadataMembers(absl::string_view body);

// The text of a member; "" if it is missing or null. If it is something else:
// the same error.
absl::StatusOr<std::string> MetadataText(absl::string_view body,
                                         const std::map<std::string, absl::string_view>& members,
                                         const std::string& name);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_ENTRA_METADATA_JSON_H_
