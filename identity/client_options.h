// Options that every credential which speaks HTTP has.
#ifndef IDENTITY_CLIENT_OPTIONS_H_
#define IDENTITY_CLIENT_OPTIONS_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "identity/log.h"
#include "identity/persistence/token_cache_store.h"
#include "identity/seams/seams.h"
#include "identity/tracer.h"
#include "identity/transport/http_policy.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// Which Azure cloud to ask.
struct CloudConfiguration {
  // The authority, such as "https://login.microsoftonline.com/". If empty, the
  // environment variable AZURE_AUTHORITY_HOST counts, then the public cloud.
  std::string authority_host;

  // The audience of Azure Resource Manager's tokens, such as
  // "https://management.core.windows.net/": what Authenticate() asks for if it is
  // given no scope. If empty, the well-known cloud's with that authority.
  std::string resource_manager_audience = {};
};

// The well-known clouds.
CloudConfiguration AzurePublic();
CloudConfiguration AzureGovernment();
CloudConfiguration AzureChina();

// How failed requests are tried again (azcore's policy.RetryOptions). A zero
// value means the default.
struct RetryOptions {
  int max_retries = 0;             // default 3; negative: none
  absl::Duration try_timeout;      // default: no limit for one try
  absl::Duration retry_delay;      // default 800 ms, doubled each time; negative: none
  absl::Duration max_retry_delay;  // default 60 s; negative: unlimited
  std::vector<int> status_codes;   // default 408, 429, 500, 502, 503, 504
};

// What log messages of HTTP exchanges show.
struct LogOptions {
  // Null means DefaultLogger.
  std::shared_ptr<const Logger> logger;

  // Whether bodies are shown. Only text, JSON and XML are; a request's form,
  // which holds the secret, never is.
  bool include_body = false;

  // Shown in clear beside the default ones; every other value is "REDACTED".
  std::vector<std::string> allowed_headers;
  std::vector<std::string> allowed_query_parameters;
};

// What the User-Agent says.
struct TelemetryOptions {
  // Put in front of the User-Agent; spaces become "/", cut to 24 characters.
  std::string application_id;
  bool disabled = false;
};

// What all credentials and clients of services have.
struct ClientOptions {
  // Each with its own defaults, as above.
  CloudConfiguration cloud;
  RetryOptions retry;
  LogOptions logging;
  TelemetryOptions telemetry;

  // Null means SharedCurlTransport(), which all credentials of the process share, unless
  // `seams` have another clock or environment. One transport may serve many credentials.
  std::shared_ptr<HttpTransport> transport;

  // Where tokens are kept beyond the life of the process, so that an AuthenticationRecord
  // finds them in the next one; null for nowhere. Of credentials that ask Entra ID: those of
  // managed identities, on behalf of users and of developers' tools keep tokens in memory.
  std::shared_ptr<TokenCacheStore> token_cache;

  // The Azure region, such as "westus2", whose own authority applications ask (not users);
  // "TryAutoDetect" to ask the instance metadata service for it. If empty, the environment
  // variable AZURE_REGIONAL_AUTHORITY_NAME counts, then MSAL_FORCE_REGION.
  std::string region;

  // Steps of your own on the way of each request, the first one outermost; none null.
  // Those of a call see it once, before it is tried and tried again; those of a try see
  // each, after a token has been added, and the log shows what they leave.
  std::vector<std::shared_ptr<HttpPolicy>> per_call_policies;
  std::vector<std::shared_ptr<HttpPolicy>> per_try_policies;

  // Told of each call and of each request that goes out; null for none.
  std::shared_ptr<Tracer> tracer;

  // All else that is not the program: clock, environment, files, processes.
  Seams seams;
};

}  // namespace azure::identity

#endif  // IDENTITY_CLIENT_OPTIONS_H_
