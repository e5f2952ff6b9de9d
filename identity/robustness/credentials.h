// Every credential of the library, in a world in which it has a token.
#ifndef IDENTITY_ROBUSTNESS_CREDENTIALS_H_
#define IDENTITY_ROBUSTNESS_CREDENTIALS_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/context.h"
#include "identity/robustness/world.h"
#include "identity/token_credential.h"

namespace azure::identity {

using MadeCredential = absl::StatusOr<std::shared_ptr<TokenCredential>>;

struct CredentialCase {
  std::string name;
  std::function<MadeCredential(World&)> make;
  Place place = {};
  bool caches = true;       // or else each call runs a tool
  bool asks_again = false;  // those who waited for a chain ask the source that was found
};

inline std::ostream& operator<<(std::ostream& out, const CredentialCase& each) {
  return out << each.name;
}

const std::vector<CredentialCase>& AllCredentials();

// A credential, made when it is first asked for a token. A failure is not kept. For one
// thread until it is made.
class LazyCredential {
 public:
  LazyCredential(const CredentialCase& which, World* world) : case_(which), world_(world) {}

  absl::Status Make();
  absl::StatusOr<AccessToken> GetToken(const Context& ctx);

 private:
  const CredentialCase& case_;
  World* const world_;
  std::shared_ptr<TokenCredential> credential_;
};

}  // namespace azure::identity

#endif  // IDENTITY_ROBUSTNESS_CREDENTIALS_H_
