// The world in which all is well: for each credential and service the scenario of the library that
// succeeds, with the paste's tenant, application and names.
#ifndef TOOLS_REPRO_SETUPS_H_
#define TOOLS_REPRO_SETUPS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/library.h"
#include "mock_server/scenario/scenario.pb.h"
#include "tools/explain/facts.h"

namespace azmock::repro {

// The C++ library's name for a credential as any SDK spells it ("AzureCliCredential" is
// AzureCLICredential here); "" if it has none such.
std::string CredentialNamed(absl::string_view credential);

// The credential that gets tokens from hosts of this kind ("imds", …); "" if they give none.
std::string CredentialOnHost(absl::string_view host_kind);

// Where the credential of the facts gets its token: on the host that they name, if it is a managed
// identity's. Who names no credential gets ClientSecretCredential.
absl::StatusOr<mock::scenario::Scenario> CredentialSetup(const mock::scenario::Library& library,
                                                         const explain::Facts& facts);

// Where ClientSecretCredential's token opens the service at this URL. kNotFound if the fakes have
// no such service.
absl::StatusOr<mock::scenario::Scenario> ServiceSetup(const mock::scenario::Library& library,
                                                      const explain::Facts& facts,
                                                      absl::string_view url);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_SETUPS_H_
