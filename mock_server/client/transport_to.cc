#include "mock_server/client/transport_to.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/transport/curl_transport.h"
#include "mock_common/http/url.h"

namespace azmock {

std::shared_ptr<azure::identity::HttpTransport> TransportTo(const Fakes& fakes,
                                                            const azure::identity::Seams& seams) {
  azure::identity::CurlTransportOptions options;
  options.ca_pem = fakes.server_pem();
  for (const Connection& connection : fakes.connections()) {
    options.connect_to.push_back(
        absl::StrCat(connection.host, ":", connection.port, ":", connection.to));
  }
  // An empty host and port stand for all of them.
  options.connect_to.push_back("::" + mock::http::HostAndPort(fakes.address(), fakes.port()));
  return azure::identity::NewCurlTransport(std::move(options), seams.clock, seams.environment);
}

}  // namespace azmock
