#include <iostream>

#include "absl/time/clock.h"
#include "identity/identity.h"

int main() {
  using azure::identity::Context;
  const auto credential = azure::identity::DefaultAzureCredential::Create();
  if (!credential.ok()) return 2;
  azure::identity::TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(30));
  const auto token = (*credential)->GetToken(ctx, request);
  std::cout << token.status().message() << "\n";
  return token.ok() ? 0 : 1;
}
