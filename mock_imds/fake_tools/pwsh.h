// PowerShell, as far as it runs the script that SDKs get their tokens with.
#ifndef MOCK_IMDS_FAKE_TOOLS_PWSH_H_
#define MOCK_IMDS_FAKE_TOOLS_PWSH_H_

#include "mock_imds/fake_tools/tool_exchange.h"

namespace mock::imds {

// The answer to a script that calls Get-AzAccessToken of the module Az.Accounts. It is
// read for the resource and the tenant, not run. Other scripts fail.
ToolAnswer RunPwsh(const ToolExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_PWSH_H_
