// The Azure CLI.
#ifndef MOCK_IMDS_FAKE_TOOLS_AZ_H_
#define MOCK_IMDS_FAKE_TOOLS_AZ_H_

#include "mock_imds/fake_tools/tool_exchange.h"

namespace mock::imds {

// `az account get-access-token`, with the options that it has for a token, as JSON alone.
// All other commands are refused in az's words.
ToolAnswer RunAz(const ToolExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_AZ_H_
