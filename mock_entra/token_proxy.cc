#include "mock_entra/token_proxy.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace mock::entra {

void TokenProxy::AddPrefix(absl::string_view prefix) {
  const std::string added(absl::StripSuffix(prefix, "/"));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (std::find(prefixes_.begin(), prefixes_.end(), added) != prefixes_.end()) return;
  prefixes_.push_back(added);
  std::sort(prefixes_.begin(), prefixes_.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::optional<http::Request> TokenProxy::Forward(http::Request request) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const std::string& prefix : prefixes_) {
    if (!absl::StartsWith(request.path, prefix + "/")) continue;
    if (!absl::StartsWith(request.target, prefix + "/")) continue;
    request.path.erase(0, prefix.size());
    request.target.erase(0, prefix.size());
    request.path_prefix = prefix;
    return request;
  }
  return std::nullopt;
}

http::Reply TokenProxy::NotFound() {
  http::Reply reply;
  reply.response.status = 404;
  reply.response.remarks.reason = "the token proxy passes on no such path";
  return reply;
}

}  // namespace mock::entra
