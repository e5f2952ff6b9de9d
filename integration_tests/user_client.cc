// A program with a user, for the tests that put a real browser before it: signs in,
// as the environment says, and prints "token <the access token>".
//
// usage: user_client browser|device_code TENANT CLIENT SCOPE
#include <iostream>
#include <memory>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::Context;
using ::azure::identity::DeviceCodeCredential;
using ::azure::identity::InteractiveBrowserCredential;
using ::azure::identity::TokenCredential;
using ::azure::identity::TokenRequestOptions;

template <typename Credential, typename Options>
absl::StatusOr<std::unique_ptr<TokenCredential>> New(char** argv) {
  Options options;
  options.tenant_id = argv[2];
  options.client_id = argv[3];
  // The fakes' authority is not one that login.microsoftonline.com knows.
  options.disable_instance_discovery = true;
  return Credential::Create(std::move(options));
}

int Fail(const absl::Status& status) {
  std::cerr << status.message() << std::endl;
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: user_client browser|device_code TENANT CLIENT SCOPE\n";
    return 2;
  }
  const auto credential =
      std::string(argv[1]) == "browser"
          ? New<InteractiveBrowserCredential, azure::identity::InteractiveBrowserCredentialOptions>(
                argv)
          : New<DeviceCodeCredential, azure::identity::DeviceCodeCredentialOptions>(argv);
  if (!credential.ok()) return Fail(credential.status());
  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(2));
  TokenRequestOptions request;
  request.scopes = {argv[4]};
  const auto token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << "token " << token->token() << std::endl;
  return 0;
}
