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

// Adds the options by which Java finds what to trust to those that it has.
void AddJavaTrust(const std::string& trust_store, Variables& variables);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_PROGRAM_ENVIRONMENT_H_
