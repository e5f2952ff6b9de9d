// What the instance metadata service says of the machine.
#ifndef MOCK_IMDS_HANDLERS_INSTANCE_METADATA_H_
#define MOCK_IMDS_HANDLERS_INSTANCE_METADATA_H_

#include <string>

#include "mock_imds/host_exchange.h"

namespace mock::imds {

// The document below /metadata/instance, or the part of it that `path` names, such as
// "/compute/location": nodes as JSON, leaves as text (format=text). 400 for a missing
// or malformed api-version, 404 for what there is not.
http::Response HandleInstanceMetadata(const HostExchange& exchange, absl::string_view path);

// What it says where the directory says nothing.
std::string LocationOf(const scenario::Instance& instance);
std::string VmIdOf(const scenario::Instance& instance);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HANDLERS_INSTANCE_METADATA_H_
