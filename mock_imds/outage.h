// What a host answers in a time in which it gives no tokens.
#ifndef MOCK_IMDS_OUTAGE_H_
#define MOCK_IMDS_OUTAGE_H_

#include <optional>

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// nullopt if no outage is on. The first that is decides.
std::optional<http::Reply> ReplyInOutage(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_OUTAGE_H_
