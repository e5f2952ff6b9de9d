// HTTP requests and replies as plain values.
#ifndef MOCK_COMMON_HTTP_MESSAGE_H_
#define MOCK_COMMON_HTTP_MESSAGE_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace mock::http {

// Header fields in order, names compared without case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  Headers() = default;
  Headers(std::initializer_list<Field> fields) : fields_(fields) {}

  bool Has(absl::string_view name) const;
  // The first value of `name`, or "".
  absl::string_view Get(absl::string_view name) const;
  void Set(absl::string_view name, absl::string_view value);
  void Add(absl::string_view name, absl::string_view value);
  void Remove(absl::string_view name);
  const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

struct Request {
  std::string method;
  std::string target;  // as received: "/t/oauth2/v2.0/token?x=1"
  std::string path;    // percent-decoded, without the query
  std::string query;   // as received, without "?"
  std::string host;    // the Host header without its port, lower-cased
  // What a proxy took off the path before it passed the request on; "" if it came
  // straight.
  std::string path_prefix;
  Headers headers;
  std::string body;
  bool tls = false;
  // What the client presented in the TLS handshake, in DER; "" if it presented none. It
  // holds the key; whether the certificate is to be believed is the handler's business.
  std::string client_certificate;
};

// What the maker of a response knows of it beside what is sent: for the journal. Nothing here may
// be a value of the request, unless it is an ID.
struct Remarks {
  std::string oauth_error = {};           // "invalid_client"
  std::string suberror = {};              // "bad_token"
  std::vector<std::int64_t> aadsts = {};  // 7000215
  std::string service_error_code = {};    // the innermost, such as "ForbiddenByRbac"
  std::string reason = {};                // the check that failed; "" for a success
  // Of an assertion or token that was refused: the claim that was wrong, or "signature".
  std::string failed_claim = {};
  std::string trace_id = {};
  std::string correlation_id = {};
};

struct Response {
  int status = 200;
  std::string reason;  // "" means the usual one for the status, " " an empty one
  // Sent in this order. Date is added if there is none. Content-Length, Connection
  // and Transfer-Encoding are the server's business: given here they are dropped.
  // Line breaks in a value become spaces.
  Headers headers;
  std::string body;
  Remarks remarks = {};  // never sent
};

// A response that refuses, with the check that failed.
Response Because(std::string reason, Response response);

// What goes wrong with an exchange instead of, or while, replying.
struct Fault {
  enum class Kind {
    kNone,
    kReset,         // TCP RST
    kClose,         // close without a byte of reply
    kTruncateBody,  // full headers, the first half of the body, then close; without a body, all
                    // headers but not their end
    kGarbage,       // bytes that are no HTTP, then close
    // No reply; the connection stays open until the client leaves. A jumping clock
    // takes it as a wait without end, and so arrives at the client's deadline.
    kHang,
    kDrip,  // the reply byte by byte, `drip_interval` apart
  };
  Kind kind = Kind::kNone;
  absl::Duration drip_interval = absl::Milliseconds(10);
};

// A reply that is not there yet, such as that to a long poll. Called once, on the
// server's thread, when the connection can take it. `send` may be called on any
// thread, also at once; of several calls the first counts. What is returned lives
// until then, or until the client leaves or the server ends; once it is destroyed,
// `send` must not be called any more, so the destructor waits for a call under way.
using Deferred = std::function<std::shared_ptr<void>(std::function<void(Response)> send)>;

// The next piece of a body that comes as it is made, such as a stream of events; "" ends the body.
// Called again whenever the piece before has been sent, so that a slow client holds up nobody and
// fills no memory. Otherwise as Deferred.
using NextPiece = std::function<std::shared_ptr<void>(std::function<void(std::string)> send)>;

struct Reply {
  Response response;
  Fault fault;
  absl::Duration delay;  // before anything is sent, on the mocks' clock
  // If it is set, the response comes from here and nothing else is looked at.
  Deferred later;
  // If it is set, the body of `response` comes from here, and fault and delay are not looked at.
  NextPiece pieces;
};

// Query strings and form bodies: decoded pairs, in order. Returns nullopt for
// a bad percent escape.
std::optional<std::vector<std::pair<std::string, std::string>>> ParseForm(absl::string_view text);

// "%41b" -> "Ab"; nullopt for a bad escape. "+" is kept.
std::optional<std::string> PercentDecode(absl::string_view text);

// The usual reason phrase: 401 -> "Unauthorized"; "" if there is none.
absl::string_view ReasonPhrase(int status);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_MESSAGE_H_
