// Gets a token for an application and says when it ends.
//
//   export AZURE_TENANT_ID=… AZURE_CLIENT_ID=… AZURE_CLIENT_SECRET=…
//   bazel run //identity/samples:client_secret -- https://vault.azure.net/.default
#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::AccessToken;
using ::azure::identity::ClientSecretCredential;
using ::azure::identity::Context;
using ::azure::identity::GetErrorDetails;
using ::azure::identity::TokenRequestOptions;

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  // The same as data, for programs.
  if (const auto details = GetErrorDetails(status); details && details->entra) {
    for (const auto code : details->entra->error_codes) std::cerr << "AADSTS" << code << "\n";
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: client_secret SCOPE\n";
    return 2;
  }
  const auto credential = ClientSecretCredential::Create(
      Variable("AZURE_TENANT_ID"), Variable("AZURE_CLIENT_ID"), Variable("AZURE_CLIENT_SECRET"));
  if (!credential.ok()) return Fail(credential.status());

  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(30));
  TokenRequestOptions request;
  request.scopes = {argv[1]};
  const absl::StatusOr<AccessToken> token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << *token << "\n";  // never the token itself
  return 0;
}
