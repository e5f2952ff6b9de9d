// What managed-identity hosts and developers' tools ask of Entra ID.
#ifndef MOCK_SERVER_IDENTITY_BRIDGE_H_
#define MOCK_SERVER_IDENTITY_BRIDGE_H_

#include "mock_entra/entra.h"
#include "mock_imds/fake_tools/tool_exchange.h"
#include "mock_imds/host_exchange.h"

namespace azmock {

// Who the directory's managed identities are, and what Entra gives them. `entra` must
// outlive the result.
mock::imds::IdentityProvider IdentitiesOf(mock::entra::Entra* entra);

// Entra's tokens for who is signed in to a tool. `entra` must outlive the result.
mock::imds::IssueToTool IssueToTools(mock::entra::Entra* entra);

}  // namespace azmock

#endif  // MOCK_SERVER_IDENTITY_BRIDGE_H_
