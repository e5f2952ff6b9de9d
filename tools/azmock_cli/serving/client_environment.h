// The environment in which any SDK's credentials are a scenario's client.
#ifndef TOOLS_AZMOCK_CLI_SERVING_CLIENT_ENVIRONMENT_H_
#define TOOLS_AZMOCK_CLI_SERVING_CLIENT_ENVIRONMENT_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Who `client` is (AZURE_TENANT_ID, AZURE_CLIENT_ID) and how it proves that
// (AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE),
// and the variables it was given. Certificates and the client's files are written
// below `folder`, where the variables point. Assertions must be texts and certificates
// `data` by now. Errors: kUnavailable, naming a file that can't be
// written.
absl::StatusOr<std::map<std::string, std::string>> ClientEnvironment(
    const mock::scenario::Client& client, absl::string_view folder);

// Those by which OpenSSL and Go, curl, Python's requests, and Node find what to trust.
std::map<std::string, std::string> TrustVariables(const std::string& ca_file);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_CLIENT_ENVIRONMENT_H_
