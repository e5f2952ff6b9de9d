// Where the parts of a URL begin and end, and how they are escaped.
#ifndef IDENTITY_INTERNAL_TEXT_URL_PARTS_H_
#define IDENTITY_INTERNAL_TEXT_URL_PARTS_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// As they are written; views of the URL. A fragment is none of them.
struct UrlParts {
  bool has_scheme = false;  // whether there is a ":" after `scheme`, which may be ""
  absl::string_view scheme;
  bool has_authority = false;  // whether there is a "//", even with nothing after it
  bool has_user_info = false;  // whether there is an "@"
  absl::string_view user_info;
  absl::string_view host;  // with its port
  absl::string_view path;
  bool has_query = false;  // whether there is a "?", even with nothing after it
  absl::string_view query;
};

// Cuts where Go's net/url does (RFC 3986, section 3), and checks nothing: a scheme may
// start with a digit, a host may hold anything.
UrlParts SplitUrl(absl::string_view url);

// Letters, digits and "-_.~" (RFC 3986, section 2.3).
bool IsUnreserved(char c);

// `text` with all but unreserved characters and those in `kept` as %XX.
std::string PercentEncode(absl::string_view text, absl::string_view kept);

// `text` with each %XX decoded. kInvalidArgument: `invalid URL escape "%zz"`.
absl::StatusOr<std::string> PercentDecode(absl::string_view text);

// "name=value" of a query or form, decoded; there, "+" is a space. Errors as of
// PercentDecode.
absl::StatusOr<std::pair<std::string, std::string>> DecodeFormField(absl::string_view field);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_URL_PARTS_H_
