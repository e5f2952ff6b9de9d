// What requests must present to a host: IDENTITY_HEADER or MSI_SECRET.
#ifndef MOCK_IMDS_HOST_SECRET_H_
#define MOCK_IMDS_HOST_SECRET_H_

#include <string>

#include "mock_imds/host.pb.h"

namespace mock::imds {

inline constexpr char kDefaultHostSecret[] = "azmock-secret";

inline std::string HostSecret(const scenario::ManagedIdentityHost& host) {
  return host.secret().empty() ? kDefaultHostSecret : host.secret();
}

}  // namespace mock::imds

#endif  // MOCK_IMDS_HOST_SECRET_H_
