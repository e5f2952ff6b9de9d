// The token proxy of AKS identity bindings: a host in the cluster that stands in
// Entra ID's place, with a path of its own before Entra ID's.
#ifndef MOCK_ENTRA_TOKEN_PROXY_H_
#define MOCK_ENTRA_TOKEN_PROXY_H_

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::entra {

// Safe for use by many threads.
class TokenProxy {
 public:
  // Requests below this path are taken from now on; "" and "/" stand for all. An
  // ending slash does not matter.
  void AddPrefix(absl::string_view prefix);

  // The request as Entra ID gets it: without the longest prefix that fits, which is
  // now its `path_prefix`, and otherwise unchanged, so that its host is still the
  // authority's. nullopt if none fits.
  std::optional<http::Request> Forward(http::Request request) const;

  // What the proxy itself says to any other request. Nobody has seen it.
  static http::Reply NotFound();

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> prefixes_;  // "" or without an ending slash; the longest first
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKEN_PROXY_H_
