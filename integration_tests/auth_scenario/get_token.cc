// Asks for a token as most programs do. It knows nothing of the fakes.
#include <iostream>

#include "absl/time/clock.h"
#include "identity/identity.h"

int main(int argc, char** argv) {
  using azure::identity::DefaultAzureCredential;
  if (argc != 2) {
    std::cerr << "usage: get_token SCOPE\n";
    return 2;
  }
  const auto credential = DefaultAzureCredential::Create();
  if (!credential.ok()) {
    std::cerr << credential.status().message() << "\n";
    return 1;
  }
  azure::identity::TokenRequestOptions request;
  request.scopes = {argv[1]};
  const auto ctx =
      azure::identity::Context::Background().WithDeadline(absl::Now() + absl::Seconds(30));
  const auto token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) {
    std::cerr << token.status().message() << "\n";
    return 1;
  }
  std::cout << *token << "\n";
  return 0;
}
