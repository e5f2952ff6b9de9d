// What the hosts of managed identities have in common.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_HOST_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_HOST_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/internal/text/url.h"
#include "identity/managed_identity_id.h"
#include "identity/transport/http_transport.h"

namespace azure::identity::internal {

// Credential of all errors here.
inline constexpr char kManagedIdentityCredential[] = "ManagedIdentityCredential";

// A kind of host: the requests it takes and what its answers mean. Endpoints and
// secrets are read from the environment for each request. Immutable, and safe for
// use by many threads at once.
class ManagedIdentityHost {
 public:
  virtual ~ManagedIdentityHost() = default;

  // What `given` becomes for this host: its own defaults take the place of zeros.
  virtual RetryOptions Retry(RetryOptions given) const { return given; }

  // The request for a token for `resource`, such as "https://vault.azure.net".
  // Errors have no payload: kInvalidArgument for a setting of the environment that
  // cannot be used.
  virtual absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const = 0;

  // Sends what it takes to get a token through `pipeline`; the last response,
  // whatever its status. Errors are those of TokenRequest and of the pipeline, and
  // what a host with more than one step says itself; none has a payload.
  virtual absl::StatusOr<HttpResponse> Ask(const Context& ctx, HttpTransport& pipeline,
                                           absl::string_view resource) const;

  // The error, with payload, that a response without a token stands for.
  virtual absl::Status Refusal(const HttpResponse& response) const;

  // Whether a response with status 200 or 202, whose body is JSON, is about the identity
  // that was asked for. Errors have no payload.
  virtual absl::Status Confirm(absl::string_view body) const;

  // The error, with payload, for a response with status 200 or 202 that holds no
  // usable token, which `why` explains. `chained`: the credential is in a chain.
  virtual absl::Status Unreadable(absl::string_view why, bool chained) const;
};

// The parameter in which hosts take an ID: "client_id", "object_id" or, since they do not
// agree about that one, `resource_parameter`.
const char* IdParameter(ManagedIdentityId::Kind kind, const char* resource_parameter);

// IMDS's, and Azure Arc's.
inline constexpr char kImdsResourceParameter[] = "msi_res_id";

// `url` as Go's net/http sends it: what a path may not hold is escaped, and a colon
// without a port left out.
std::string RequestUrl(Url url);

// GET `endpoint` with `parameters` in its query beside those that it has. Errors:
// kInvalidArgument if it names no host or is neither http nor https.
absl::StatusOr<HttpRequest> GetRequest(Url endpoint,
                                       const std::map<std::string, std::string>& parameters);

// A URL from the environment. kInvalidArgument: `couldn't parse "://x": parse "://x":
// missing protocol scheme`.
absl::StatusOr<Url> ParseEndpoint(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_HOST_H_
