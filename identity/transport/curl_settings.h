// The options of a transport as its exchanges use them.
#ifndef IDENTITY_TRANSPORT_CURL_SETTINGS_H_
#define IDENTITY_TRANSPORT_CURL_SETTINGS_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "identity/seams/environment.h"
#include "identity/transport/curl_transport.h"
#include "identity/transport/trust_store.h"

namespace azure::identity::internal {

struct CurlSettings {
  CurlTransportOptions options;  // ca_bundle_file: also from CURL_CA_BUNDLE
  bool only_given = false;       // trust no other authorities, not even the system's
  // What the environment names, or ca_pem alone; null leaves it to libcurl.
  std::shared_ptr<const TrustStore> trust;
  // kInvalidArgument, with the name of the option, for the first one that cannot be
  // meant: "CurlTransportOptions.total_timeout must be positive". Never its value,
  // which may hold a password.
  absl::Status error;
};

CurlSettings MakeCurlSettings(CurlTransportOptions options, const Environment& environment);

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_CURL_SETTINGS_H_
