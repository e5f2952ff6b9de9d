// What a scenario's client is told of the fakes that it will ask.
#ifndef MOCK_SERVER_ARMING_CLIENT_VALUES_H_
#define MOCK_SERVER_ARMING_CLIENT_VALUES_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

struct ClientValues {
  std::string ca_pem;      // {{ca_pem}}
  std::string thumbprint;  // {{thumbprint}}
  // {{token_proxy}}: the proxy's URL, once requests below the path are served.
  std::function<absl::StatusOr<std::string>(absl::string_view path)> token_proxy;
};

// Fills in the placeholders of the client's environment and files. Errors: those of
// `token_proxy`.
absl::Status FillIn(const ClientValues& values, mock::scenario::Client* client);

}  // namespace azmock

#endif  // MOCK_SERVER_ARMING_CLIENT_VALUES_H_
