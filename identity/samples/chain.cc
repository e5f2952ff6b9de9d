// Gets a token wherever this program runs: on a developer's machine, in Azure, or
// where environment variables say how. Tries a credential of its own before.
//
//   bazel run //identity/samples:chain -- https://vault.azure.net/.default [TOKEN_FILE]
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using ::azure::identity::AccessToken;
using ::azure::identity::ChainedTokenCredential;
using ::azure::identity::Context;
using ::azure::identity::CredentialUnavailableError;
using ::azure::identity::DefaultAzureCredential;
using ::azure::identity::GetErrorDetails;
using ::azure::identity::TokenCredential;
using ::azure::identity::TokenRequestOptions;

// A token that something else has put into a file.
class FileCredential final : public TokenCredential {
 public:
  explicit FileCredential(std::string path) : path_(std::move(path)) {}

  absl::StatusOr<AccessToken> GetToken(const Context& /*ctx*/,
                                       const TokenRequestOptions& /*options*/) override {
    std::ifstream file(path_);
    // The chain goes on after this error, and after no other.
    if (!file) return CredentialUnavailableError("FileCredential: there is no " + path_);
    return AccessToken(std::string(std::istreambuf_iterator<char>(file), {}),
                       absl::Now() + absl::Minutes(5));
  }

 private:
  const std::string path_;
};

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  // The same as data: one child for each source that was tried.
  if (const auto details = GetErrorDetails(status)) {
    std::cerr << details->children.size() << " sources were tried.\n";
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) {
    std::cerr << "usage: chain SCOPE [TOKEN_FILE]\n";
    return 2;
  }
  std::vector<std::shared_ptr<TokenCredential>> sources;
  if (argc == 3) sources.push_back(std::make_shared<FileCredential>(argv[2]));
  auto anywhere = DefaultAzureCredential::Create();
  if (!anywhere.ok()) return Fail(anywhere.status());
  sources.push_back(*std::move(anywhere));

  const auto credential = ChainedTokenCredential::Create(std::move(sources));
  if (!credential.ok()) return Fail(credential.status());

  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(2));
  TokenRequestOptions request;
  request.scopes = {argv[1]};
  const absl::StatusOr<AccessToken> token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << *token << "\n";  // never the token itself
  return 0;
}
