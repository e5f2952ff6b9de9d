// An HTTP client for services that want a token.
#ifndef IDENTITY_SERVICE_CLIENT_H_
#define IDENTITY_SERVICE_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/token_credential.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// Options of ServiceClient::Create.
struct ServiceClientOptions {
  // Of these the cloud is not used.
  ClientOptions client;

  // Sends tokens over http, where anybody on the way can read and use them. For servers
  // of a test on loopback.
  bool insecure_allow_credential_with_http = false;
};

// Sends requests with a credential's token, as the clients of Azure's services do: a
// pipeline of azcore with its bearer token policy. Keep one for as long as its service is
// called. Safe for use by many threads at once.
//
//   auto client = ServiceClient::Create(credential, {"https://vault.azure.net/.default"});
//   auto secret = (*client)->SendForSuccess(
//       ctx, {"GET", "https://contoso.vault.azure.net/secrets/db?api-version=7.4", {}, ""});
//
// It holds a token until five minutes before its end, or until the authority wants it to
// be refreshed, and asks the credential (with TokenRequestOptions::enable_cae) for the
// next. A service that has revoked it and says which claims it wants (401 with a claims
// challenge) is asked once more, with a token that has them. Failures that may pass are
// tried again as ClientOptions::retry has it; those of the credential never are.
//
// The token goes to https only, and to no other origin that the service redirects to: the
// transport of this library drops it there, and one of your own must, too.
class ServiceClient {
 public:
  // `scopes` as in TokenRequestOptions. Error: kInvalidArgument if there is no credential.
  static absl::StatusOr<std::unique_ptr<ServiceClient>> Create(
      std::shared_ptr<TokenCredential> credential, std::vector<std::string> scopes,
      const ServiceClientOptions& options = {});

  // Returns the response, whatever its status. An Authorization header of the request's
  // is replaced. Errors, besides those of HttpTransport::Send and of your own policies:
  //   the credential's, unchanged; the request was not sent then;
  //   kInvalidArgument: the URL has no host, or is not https ("authorized requests are not
  //     permitted for non-TLS protected (https) endpoints");
  //   kUnauthenticated: "authentication challenge contains invalid claims: …";
  //   kCancelled, kDeadlineExceeded: `ctx` ended, in whatever part of the call.
  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request);

  // The same, but a response without a status of 2xx is an error: NewResponseError of
  // identity/response_error.h, which is also logged.
  absl::StatusOr<HttpResponse> SendForSuccess(const Context& ctx, const HttpRequest& request);

 private:
  ServiceClient(std::shared_ptr<HttpTransport> pipeline, std::shared_ptr<const Logger> logger);

  const std::shared_ptr<HttpTransport> pipeline_;
  const std::shared_ptr<const Logger> logger_;
};

}  // namespace azure::identity

#endif  // IDENTITY_SERVICE_CLIENT_H_
