// Azure DevOps gives a pipeline's job an assertion about its service connection:
// POST https://dev.azure.com/{organization}/{project}/_apis/distributedtask/hubs/
// {hub}/plans/{plan}/jobs/{job}/oidctoken?api-version=7.1&serviceConnectionId={id}
#ifndef MOCK_ENTRA_ENDPOINTS_PIPELINES_OIDC_H_
#define MOCK_ENTRA_ENDPOINTS_PIPELINES_OIDC_H_

#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// By the end of its path, or it is the page where Azure DevOps sends those that it
// does not know.
bool IsPipelinesOidc(const http::Request& request);

// {"oidcToken":"…"} for the organization's issuer, or why not, in this order:
//   405  another method than POST
//   404  no such organization, or another path
//   401  wrong access token, if X-TFS-FedAuthRedirect is "Suppress"; else a 302 to
//        the sign-in page, as browsers get it
//   400  no api-version; one before 7.1 that is not a preview
//   404  no such service connection in the project
//   403  the running stage does not refer to it
// The sign-in page is a 203 with HTML, as scripts that follow the redirect see it.
// Without serviceConnectionId the assertion is about the pipeline itself. All
// answers have x-vss-e2eid and x-msedge-ref.
http::Response HandlePipelinesOidc(const Exchange& exchange, Directory& directory, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_PIPELINES_OIDC_H_
