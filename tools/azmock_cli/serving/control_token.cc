#include "tools/azmock_cli/serving/control_token.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/random.h"
#include "mock_common/text/read_file.h"

namespace azmock {
namespace {

constexpr std::size_t kShortest = 16;
constexpr int kGeneratedBytes = 32;

}  // namespace

bool IsLoopback(absl::string_view address) {
  return absl::StartsWith(address, "127.") || address == "::1";
}

absl::StatusOr<ControlToken> GetControlToken(const std::string& file, absl::string_view address) {
  if (file.empty()) {
    if (IsLoopback(address)) return ControlToken{};
    const auto random = mock::Random::Real();
    return ControlToken{mock::jwt::Base64UrlEncode(random->Bytes(kGeneratedBytes)), true};
  }
  const auto content = mock::scenario::ReadFile(file);
  if (!content.ok()) return content.status();
  const absl::string_view token = absl::StripAsciiWhitespace(*content);
  if (token.size() < kShortest) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": a control token has at least ", kShortest, " characters"));
  }
  if (!std::all_of(token.begin(), token.end(), absl::ascii_isgraph)) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": a control token is one line of visible ASCII characters"));
  }
  return ControlToken{std::string(token), false};
}

}  // namespace azmock
