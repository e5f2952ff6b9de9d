// The Azure Developer CLI.
#ifndef MOCK_IMDS_FAKE_TOOLS_AZD_H_
#define MOCK_IMDS_FAKE_TOOLS_AZD_H_

#include "mock_imds/fake_tools/tool_exchange.h"

namespace mock::imds {

// `azd auth token`, whose errors have a form of their own in each version: before 1.23.7
// console messages, since 1.24.0 one JSON object, in between both. Before 1.18.1 there was
// no --claims.
ToolAnswer RunAzd(const ToolExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_AZD_H_
