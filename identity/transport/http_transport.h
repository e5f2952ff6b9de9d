// The seam to the network: one HTTP exchange.
#ifndef IDENTITY_TRANSPORT_HTTP_TRANSPORT_H_
#define IDENTITY_TRANSPORT_HTTP_TRANSPORT_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"

namespace azure::identity {

// Header fields in order, names compared without case. Values are overwritten when they go,
// since some are secrets.
class HttpHeaders {
 public:
  // A name and its value.
  using Field = std::pair<std::string, std::string>;

  // A copy has fields of its own.
  HttpHeaders() = default;
  HttpHeaders(std::initializer_list<Field> fields) : fields_(fields) {}
  HttpHeaders(const HttpHeaders&) = default;
  HttpHeaders(HttpHeaders&&) = default;
  HttpHeaders& operator=(HttpHeaders other) noexcept {
    fields_.swap(other.fields_);
    return *this;
  }
  ~HttpHeaders();

  // The first value of `name`; null if there is none. Invalidated by a change.
  const std::string* Find(absl::string_view name) const;

  // The first value of `name`, or "".
  absl::string_view Get(absl::string_view name) const;

  // Replaces every value of `name` by one.
  void Set(absl::string_view name, absl::string_view value);
  void Add(absl::string_view name, absl::string_view value);
  void Remove(absl::string_view name);

  // All, in the order in which they were added.
  const std::vector<Field>& fields() const { return fields_; }
  bool empty() const { return fields_.empty(); }

 private:
  void Append(Field&& field);

  std::vector<Field> fields_;
};

// A std::string that is overwritten when it goes, since many bodies hold a secret. Where it
// grows it may leave a piece behind: reserve() first what a secret is appended to.
class HttpBody : public std::string {
 public:
  using std::string::string;
  HttpBody() = default;
  HttpBody(std::string text);  // NOLINT(google-explicit-constructor): as a text is one
  // A copy has a text of its own.
  HttpBody(const HttpBody&) = default;
  HttpBody(HttpBody&&) = default;
  HttpBody& operator=(HttpBody other) noexcept {
    swap(other);
    return *this;
  }
  ~HttpBody();
};

// The one certificate that a server may have.
struct CertificatePin {
  std::string sha1;  // digest of the DER form: 40 hexadecimal digits in upper case

  // What Send says, after the method and the URL: of a server with another certificate
  // or none, and of a redirect, which is not followed.
  std::string other_certificate;
  std::string redirected;
};

// What is sent.
struct HttpRequest {
  std::string method;   // "GET", "POST", …
  std::string url;      // absolute, already escaped
  HttpHeaders headers;  // beside those that the transport adds
  HttpBody body;        // whole

  // Takes the place of all other verification of the server, whose certificate
  // nobody need have signed; a redirect is an error then. A transport that
  // does not know this field verifies as usual, which refuses more.
  std::optional<CertificatePin> pin = std::nullopt;

  // The body has what proves who is asking: a secret, an assertion, a password, a refresh
  // token. It goes to the URL's own scheme, host and port alone; a redirect that would take it
  // elsewhere is an error. A transport of your own that follows redirects heeds this.
  bool body_is_secret = false;
};

// What came back.
struct HttpResponse {
  int status_code = 0;  // such as 401
  std::string reason;   // "Unauthorized"; may be empty
  HttpHeaders headers;  // as received
  HttpBody body;        // whole

  // The request this answers: after a redirect, the last one that was sent.
  std::string request_method;
  std::string request_url;

  // Why the body could not be read to its end, with a code of HttpTransport's
  // and without the URL: `unexpected EOF`. `body` is empty then. Only transports
  // and what looks at their results must mind it: a pipeline (see NewPipeline)
  // turns it into an error.
  absl::Status body_error;
};

// Sends requests. Safe for use by many threads at once.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;

  // Returns the response, whatever its status: a 404 is a success here, and so is
  // a response whose body broke off (HttpResponse::body_error).
  // Errors, in the words of Go's net/http, the query left out (`Get "https://…":
  // dial tcp …: connect: connection refused`): kCancelled and kDeadlineExceeded
  // when `ctx` ends (`Get "https://…": context canceled`); kUnavailable for every
  // failure of the network; kInvalidArgument for a request that cannot be sent;
  // kFailedPrecondition for a secret body that is redirected elsewhere;
  // kResourceExhausted for a response over the transport's limits.
  virtual absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_TRANSPORT_HTTP_TRANSPORT_H_
