// A server that acts for many users: one credential for each, in one process.
#ifndef IDENTITY_BENCHMARKS_MANY_CREDENTIALS_H_
#define IDENTITY_BENCHMARKS_MANY_CREDENTIALS_H_

#include <dirent.h>
#include <malloc.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/on_behalf_of_credential.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// What the process has open.
inline int OpenDescriptors() {
  DIR* const folder = opendir("/proc/self/fd");
  if (folder == nullptr) return -1;
  int count = -3;  // ".", ".." and the folder itself
  while (readdir(folder) != nullptr) ++count;
  closedir(folder);
  return count;
}

// What malloc has given away, in bytes.
inline std::size_t AllocatedBytes() { return mallinfo2().uordblks; }

// Gives each user a token, without a network.
class UsersTransport final : public HttpTransport {
 public:
  absl::StatusOr<HttpResponse> Send(const Context&, const HttpRequest& request) override {
    HttpResponse response;
    response.status_code = 200;
    if (absl::StrContains(request.url, "openid-configuration")) {
      response.body =
          R"({"authorization_endpoint":"https://login.microsoftonline.com/t/authorize",)"
          R"("token_endpoint":"https://login.microsoftonline.com/t/token",)"
          R"("issuer":"https://login.microsoftonline.com/t/v2.0"})";
    } else if (request.method == "POST") {
      response.body = R"({"expires_in":3600,"access_token":"t"})";
    }
    return response;
  }
};

using UsersCredentials = std::vector<std::unique_ptr<OnBehalfOfCredential>>;

// `count` of them, with `client` (null transport: the process's).
inline UsersCredentials MakeCredentials(int count, const ClientOptions& client) {
  UsersCredentials credentials;
  credentials.reserve(static_cast<std::size_t>(count));
  OnBehalfOfCredentialOptions options;
  options.client = client;
  options.disable_instance_discovery = true;
  for (int user = 0; user < count; ++user) {
    auto made =
        OnBehalfOfCredential::CreateWithSecret("t", "c", absl::StrCat("user", user), "s", options);
    if (made.ok()) credentials.push_back(*std::move(made));
  }
  return credentials;
}

// Gets a token of each; returns how many did.
inline int UseAll(UsersCredentials& credentials) {
  const TokenRequestOptions request{{"https://vault.azure.net/.default"}, "", "", false};
  int good = 0;
  for (const auto& credential : credentials) {
    good += credential->GetToken(Context::Background(), request).ok() ? 1 : 0;
  }
  return good;
}

}  // namespace azure::identity

#endif  // IDENTITY_BENCHMARKS_MANY_CREDENTIALS_H_
