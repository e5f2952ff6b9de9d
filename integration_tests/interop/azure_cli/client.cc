// A program that authenticates as who is signed in to the Azure CLI on the PATH: prints the
// access token. Ends with the code of the status, such as 14 for kUnavailable.
//
// usage: azure_cli_client SCOPE [TENANT SUBSCRIPTION]
#include <iostream>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::AzureCLICredential;
using ::azure::identity::AzureCLICredentialOptions;
using ::azure::identity::Context;
using ::azure::identity::TokenRequestOptions;

int Fail(const absl::Status& status) {
  std::cerr << status.message() << std::endl;
  return static_cast<int>(status.code());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    std::cerr << "usage: azure_cli_client SCOPE [TENANT SUBSCRIPTION]\n";
    return 2;
  }
  AzureCLICredentialOptions options;
  if (argc == 4) {
    options.tenant_id = argv[2];
    options.subscription = argv[3];
  }
  const auto credential = AzureCLICredential::Create(std::move(options));
  if (!credential.ok()) return Fail(credential.status());
  // The tool is slower than the default on a machine that is busy.
  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(2));
  TokenRequestOptions request;
  request.scopes = {argv[1]};
  const auto token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << token->token() << std::endl;
  return 0;
}
