// URLs for messages and forms, as Go's net/url prints them.
#ifndef IDENTITY_INTERNAL_TEXT_GO_URL_H_
#define IDENTITY_INTERNAL_TEXT_GO_URL_H_

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// What a caller or a server gave us need not be a valid URL: none of these
// functions fails, and what does not look like a URL is taken for a path.

// "https://login.microsoftonline.com/a b" for "https://login.microsoftonline.com/a%20b?x=y":
// the path decoded, without user info, query and fragment.
std::string UrlWithDecodedPath(absl::string_view url);

// The same with the path escaped.
std::string UrlWithEscapedPath(absl::string_view url);

// The URL with the values of all query parameters but the allowed ones (in
// lower case, compared without case) replaced by "REDACTED" and the parameters
// sorted by name. User info and fragment are dropped.
std::string RedactUrl(absl::string_view url, const std::set<std::string>& allowed_parameters);

// The parameters of a query in their order, decoded; what cannot be decoded or
// holds a ";" is left out.
using QueryParameter = std::pair<std::string, std::string>;
std::vector<QueryParameter> ParseQuery(absl::string_view query);

// application/x-www-form-urlencoded: a space becomes "+", all but letters,
// digits and "-_.~" becomes %XX.
std::string QueryEscape(absl::string_view text);
void AppendQueryEscaped(absl::string_view text, std::string* out);

// One segment of a path: all but letters, digits and "-_.~$&+:=@" becomes %XX.
std::string PathEscape(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_GO_URL_H_
