// Gets a token for the Azure resource that this program runs on.
//
//   bazel run //identity/samples:managed_identity -- https://vault.azure.net/.default [CLIENT_ID]
//
// CLIENT_ID names a user-assigned identity. The host of managed identities is found
// in the environment; on a machine without one the metadata service is asked, in vain.
#include <iostream>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::AccessToken;
using ::azure::identity::Context;
using ::azure::identity::IsCredentialUnavailable;
using ::azure::identity::ManagedIdentityCredential;
using ::azure::identity::ManagedIdentityCredentialOptions;
using ::azure::identity::ManagedIdentityId;
using ::azure::identity::TokenRequestOptions;

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  if (IsCredentialUnavailable(status)) std::cerr << "This machine has no managed identity.\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: managed_identity SCOPE [CLIENT_ID]\n";
    return 2;
  }
  ManagedIdentityCredentialOptions options;
  if (argc == 3) options.id = ManagedIdentityId::Client(argv[2]);
  const auto credential = ManagedIdentityCredential::Create(std::move(options));
  if (!credential.ok()) return Fail(credential.status());

  // A metadata service that is being updated takes up to 70 s.
  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(2));
  TokenRequestOptions request;
  request.scopes = {argv[1]};
  const absl::StatusOr<AccessToken> token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << *token << "\n";  // never the token itself
  return 0;
}
