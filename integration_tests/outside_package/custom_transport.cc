#include "integration_tests/outside_package/custom_transport.h"

#include "absl/time/time.h"
#include "identity/transport/curl_transport.h"
#include "identity/transport/http_transport.h"

namespace outside {

using ::azure::identity::ClientOptions;
using ::azure::identity::CurlTransportOptions;
using ::azure::identity::NewCurlTransport;

ClientOptions OptionsBehindAProxy() {
  CurlTransportOptions curl;
  curl.ca_bundle_file = "/etc/ssl/certs/example-root.pem";
  curl.proxy = "http://proxy.example.test:8080";
  curl.connect_timeout = absl::Seconds(5);
  curl.total_timeout = absl::Seconds(20);

  ClientOptions options;
  options.transport = NewCurlTransport(curl);  // may serve any number of credentials
  return options;
}

}  // namespace outside
