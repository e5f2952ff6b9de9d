// URLs as Go's net/url reads and prints them, for messages and forms.
#ifndef IDENTITY_INTERNAL_GO_URL_H_
#define IDENTITY_INTERNAL_GO_URL_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The parts of an absolute URL, as they are written in it. User info and
// fragment are dropped.
struct UrlParts {
  std::string scheme;      // in lower case
  std::string host;        // with its port, if it names one
  std::string path;        // escaped; "" or starting with "/"
  std::string query;       // without "?"
  bool has_query = false;  // whether there is a "?", even with nothing after it
};

// Never fails: what does not look like a URL ends up in `path`.
UrlParts SplitUrl(absl::string_view url);

// "https://login.microsoftonline.com/a b" for "https://login.microsoftonline.com/a%20b?x=y":
// the path decoded, without user info, query and fragment.
std::string UrlWithDecodedPath(absl::string_view url);

// The same with the path escaped.
std::string UrlWithEscapedPath(absl::string_view url);

// The URL with the values of all query parameters but the allowed ones (in
// lower case, compared without case) replaced by "REDACTED" and the parameters
// sorted by name. User info and fragment are dropped.
std::string RedactUrl(absl::string_view url, const std::set<std::string>& allowed_parameters);

// application/x-www-form-urlencoded: a space becomes "+", all but letters,
// digits and "-_.~" becomes %XX.
std::string QueryEscape(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_GO_URL_H_
