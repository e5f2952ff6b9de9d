// Whatever a managed identity host answers, reading it ends, an error shows no token,
// and no challenge leads to a file that is not a key of the agent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/managed_identity/azure_arc.h"
#include "identity/internal/managed_identity/token.h"

namespace {

using azure::identity::internal::ArcKeyPath;
using azure::identity::internal::ParseManagedIdentityToken;

void CheckToken(absl::string_view body) {
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  const auto token = ParseManagedIdentityToken(body, "resource", now);
  if (token.ok() && (token->access_token.empty() || token->granted_scopes.back() != "resource")) {
    std::abort();
  }
  // The marker is longer than what an error may show of a bad number.
  const std::string marker(80, 'S');
  const auto cut = ParseManagedIdentityToken(
      absl::StrCat(R"({"access_token":")", marker, "\",", body), "resource", now);
  if (!cut.ok() && absl::StrContains(cut.status().message(), marker)) std::abort();
}

void CheckChallenge(absl::string_view challenge) {
  const auto path = ArcKeyPath(challenge);
  if (!path.ok()) return;
  // The header's own text, in the one folder, and a file there or itself a link.
  if (!absl::StrContains(challenge, *path)) std::abort();
  if (!absl::StrContains(*path, "azcmagent")) std::abort();
  if (!absl::StrContains(*path, ".key")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  CheckToken(input);
  CheckChallenge(input);
  CheckChallenge(absl::StrCat("Basic realm=/var/opt/azcmagent/tokens/", input));
  return 0;
}
