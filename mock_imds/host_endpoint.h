// Where managed-identity hosts are asked for tokens.
#ifndef MOCK_IMDS_HOST_ENDPOINT_H_
#define MOCK_IMDS_HOST_ENDPOINT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {

// Stands in a client's environment for the thumbprint of the Service Fabric host's
// certificate, which is made when the fakes start.
inline constexpr char kThumbprintPlaceholder[] = "{{thumbprint}}";

struct HostEndpoint {
  bool tls = false;
  std::string host;  // lower-case; an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string path;  // percent-encoded as written, "/" if there is none; no query
};

// The endpoint of `host`, or that of its kind if it says none; "" for a kind that
// is not known.
std::string EndpointOf(const scenario::ManagedIdentityHost& host);

// Reads an http or https URL; nullopt for anything else.
std::optional<HostEndpoint> ParseHostEndpoint(absl::string_view url);

// Whether this kind of host stands at the address of Azure's instance metadata
// service.
bool StandsForImds(scenario::ManagedIdentityHost::Kind kind);

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOST_ENDPOINT_H_
