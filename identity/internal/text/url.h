// URLs read as Go's net/url reads them, with its errors, and HTML forms.
#ifndef IDENTITY_INTERNAL_TEXT_URL_H_
#define IDENTITY_INTERNAL_TEXT_URL_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

// A fragment is dropped.
struct Url {
  std::string scheme;        // in lower case; "" for a relative reference
  std::string user_info;     // as written, without "@"
  std::string host;          // with its port, if it names one; brackets around an IPv6 address
  std::string path;          // decoded
  std::string escaped_path;  // as written; with a host, "" or starting with "/"
  std::string query;         // as written, without "?"
  bool has_query = false;    // whether there is a "?", even with nothing after it

  // `host` without port and brackets.
  std::string Hostname() const;
  // The port as written; "" if there is none.
  std::string Port() const;

  // "https://host/path?query". Without user info, which may be a password.
  std::string ToString() const;
  // "https://host/path": for messages, since a query may hold secrets. A "?" with
  // nothing after it stays.
  std::string WithoutQuery() const;
};

// Whether both have the same scheme, host name and port, be it named or the scheme's own.
bool HaveSameOrigin(const Url& a, const Url& b);

// Errors: kInvalidArgument with Go's text: `parse "://x": missing protocol
// scheme`. The text is quoted in full, as Go does: user info is visible.
absl::StatusOr<Url> ParseUrl(absl::string_view text);

// application/x-www-form-urlencoded, as Go's url.Values.Encode: sorted by name.
// Leaves no copy of a value behind but this.
std::string EncodeForm(const std::map<std::string, SecretString>& fields);

// `query` with `fields` in it, instead of those of the same names: written anew as
// EncodeForm does, as Go's url.Values. What is malformed is left out.
std::string SetQueryFields(absl::string_view query,
                           const std::map<std::string, std::string>& fields);

// The fields of such a form; of several with one name the first counts. Errors are
// kInvalidArgument, with Go's texts: `invalid URL escape "%zz"`, "invalid semicolon
// separator in query".
absl::StatusOr<std::map<std::string, std::string>> ParseForm(absl::string_view form);

// `url` with what follows its first "?" written anew as a form, as azcore's
// EncodeQueryParams does: sorted by name, all but letters, digits and "-_.~"
// escaped. kInvalidArgument: `invalid URL escape "%zz"`.
absl::StatusOr<std::string> EncodeQuery(absl::string_view url);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_URL_H_
