// Microsoft Graph: users, applications and the organization.
#ifndef MOCK_ENTRA_RESOURCES_GRAPH_H_
#define MOCK_ENTRA_RESOURCES_GRAPH_H_

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// Reads /me, /users, /applications and /organization of v1.0 and beta, for tokens that have a
// permission for it; all else gets 501.
http::Response HandleGraph(const ServiceExchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_GRAPH_H_
