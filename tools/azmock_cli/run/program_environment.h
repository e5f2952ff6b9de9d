// The variables of a program that is to meet the fakes.
#ifndef TOOLS_AZMOCK_CLI_RUN_PROGRAM_ENVIRONMENT_H_
#define TOOLS_AZMOCK_CLI_RUN_PROGRAM_ENVIRONMENT_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azmock {

using Variables = std::map<std::string, std::string>;

// This process's variables without those that lead a credential or a client elsewhere: AZURE_…,
// those of managed identities and of Azure DevOps, proxies, and what is trusted.
Variables InheritedVariables();

// Those by which OpenSSL and Go, curl, Python's requests, and Node find `ca_file`, and Java
// `java_trust_store`, which it adds to the options that `inherited` has.
Variables TrustVariables(const std::string& ca_file, const std::string& java_trust_store,
                         const Variables& inherited);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_PROGRAM_ENVIRONMENT_H_
