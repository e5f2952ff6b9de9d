// Signs a user in, in the browser or on another device, and says who that is and
// when the token ends. Run it twice with a file for the record: the second time nobody
// is asked.
//
//   bazel run //identity/samples:sign_in -- browser https://vault.azure.net/.default
//   bazel run //identity/samples:sign_in -- code https://vault.azure.net/.default record.json
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::AccessToken;
using ::azure::identity::AuthenticationRecord;
using ::azure::identity::Context;
using ::azure::identity::DeviceCodeCredential;
using ::azure::identity::DeviceCodeCredentialOptions;
using ::azure::identity::FileTokenCacheStore;
using ::azure::identity::InteractiveBrowserCredential;
using ::azure::identity::InteractiveBrowserCredentialOptions;
using ::azure::identity::KeyringTokenCacheStore;
using ::azure::identity::TokenCacheStore;
using ::azure::identity::TokenRequestOptions;

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  return 1;
}

// Whoever signed in the last time; nobody if there is no such file.
absl::StatusOr<AuthenticationRecord> ReadRecord(const std::string& path) {
  std::ifstream file(path);
  if (!file) return AuthenticationRecord();
  return AuthenticationRecord::FromJson(std::string(std::istreambuf_iterator<char>(file), {}));
}

// The desktop's keyring, or where there is none a file that only the user can read.
absl::StatusOr<std::shared_ptr<TokenCacheStore>> OpenStore(const Context& ctx) {
  auto keyring = KeyringTokenCacheStore::Create(ctx);
  if (keyring.ok()) return *std::move(keyring);
  return FileTokenCacheStore::Create();
}

template <typename Credential, typename Options>
int SignIn(const std::string& scope, const std::string& path, Options options) {
  // A user may walk away.
  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(15));
  const auto store = OpenStore(ctx);
  if (!store.ok()) return Fail(store.status());
  const absl::StatusOr<AuthenticationRecord> last = ReadRecord(path);
  if (!last.ok()) return Fail(last.status());
  options.client.token_cache = *store;
  options.authentication_record = *last;
  const auto credential = Credential::Create(std::move(options));
  if (!credential.ok()) return Fail(credential.status());

  TokenRequestOptions request;
  request.scopes = {scope};
  if (last->username.empty()) {
    const auto record = (*credential)->Authenticate(ctx, request);
    if (!record.ok()) return Fail(record.status());
    if (!path.empty()) std::ofstream(path) << record->ToJson() << "\n";
    std::cout << "signed in: " << record->username << "\n";
  }

  // No one is asked any more: the token is in the cache, and is refreshed.
  const absl::StatusOr<AccessToken> token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << *token << "\n";  // never the token itself
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string way = argc > 1 ? argv[1] : "";
  if ((argc != 3 && argc != 4) || (way != "browser" && way != "code")) {
    std::cerr << "usage: sign_in browser|code SCOPE [RECORD_FILE]\n";
    return 2;
  }
  const std::string path = argc == 4 ? argv[3] : "";
  if (way == "code")
    return SignIn<DeviceCodeCredential>(argv[2], path, DeviceCodeCredentialOptions());
  return SignIn<InteractiveBrowserCredential>(argv[2], path, InteractiveBrowserCredentialOptions());
}
