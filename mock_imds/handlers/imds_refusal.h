// How the instance metadata service refuses, in both of its versions.
#ifndef MOCK_IMDS_HANDLERS_IMDS_REFUSAL_H_
#define MOCK_IMDS_HANDLERS_IMDS_REFUSAL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/host_exchange.h"

namespace mock::imds {

// 400 invalid_request. `reason` is for the journal.
http::Response RefuseImds(absl::string_view description, std::string reason);
http::Response RefuseImds(NotAssigned why);

// A request that came through a forwarding proxy, or without the Metadata header; nullopt
// for others.
std::optional<http::Response> RefuseForwarded(const HostExchange& exchange);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_IMDS_REFUSAL_H_
