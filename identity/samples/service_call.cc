// Calls a service with a token, such as a key vault:
//
//   bazel run //identity/samples:service_call -- SCOPE URL
// with a scope such as https://vault.azure.net/.default
#include <iostream>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::Context;
using ::azure::identity::DefaultAzureCredential;
using ::azure::identity::ServiceClient;
using ::azure::identity::ServiceErrorHint;

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  const std::string hint = ServiceErrorHint(status);
  if (!hint.empty()) std::cerr << hint << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: service_call SCOPE URL\n";
    return 2;
  }
  auto credential = DefaultAzureCredential::Create();
  if (!credential.ok()) return Fail(credential.status());

  // Keep it: it knows the token.
  const auto client = ServiceClient::Create(*std::move(credential), {argv[1]});
  if (!client.ok()) return Fail(client.status());
  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(30));
  const auto response = (*client)->SendForSuccess(ctx, {"GET", argv[2], {}, ""});
  if (!response.ok()) return Fail(response.status());
  std::cout << response->body << "\n";
  return 0;
}
