#include "mock_common/text/secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace mock::scenario {
namespace {

// Longer names belong to no protocol; they are taken for a secret in the wrong place.
constexpr std::size_t kLongestName = 64;

constexpr std::array<absl::string_view, 8> kPublicParameters = {
    "client_assertion_type", "requested_token_use", "requested_token_type", "subject_token_type",
    "actor_token_type",      "token_type",          "token_type_hint",      "password_change_url",
};

constexpr std::array<absl::string_view, 8> kSecretWords = {
    "secret", "passw", "pwd", "assertion", "token", "credential", "verifier", "private",
};

constexpr std::array<absl::string_view, 11> kSecretHeaderWords = {
    "authorization",   "cookie",           "secret",  "passw", "token",      "assertion",
    "identity-header", "subscription-key", "api-key", "code",  "credential",
};

template <std::size_t N>
bool ContainsAny(absl::string_view text, const std::array<absl::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](absl::string_view word) { return absl::StrContains(text, word); });
}

// Lower-cases without allocating: the journal asks for every parameter.
class LowerCase {
 public:
  explicit LowerCase(absl::string_view text) : size_(text.size()) {
    std::transform(text.begin(), text.end(), buffer_, absl::ascii_tolower);
  }
  absl::string_view view() const { return absl::string_view(buffer_, size_); }

 private:
  char buffer_[kLongestName];
  std::size_t size_;
};

}  // namespace

bool IsSecretParameter(absl::string_view name) {
  if (name.size() > kLongestName) return true;
  const LowerCase lower(name);
  const absl::string_view text = lower.view();
  if (text == "code" || absl::EndsWith(text, "_code")) return text != "error_code";
  if (!ContainsAny(text, kSecretWords)) return false;
  return std::find(kPublicParameters.begin(), kPublicParameters.end(), text) ==
         kPublicParameters.end();
}

bool IsSecretHeader(absl::string_view name) {
  if (name.size() > kLongestName) return true;
  return ContainsAny(LowerCase(name).view(), kSecretHeaderWords);
}

}  // namespace mock::scenario
