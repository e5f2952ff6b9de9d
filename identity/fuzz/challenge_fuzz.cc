// Challenges of whoever answers: read in bounds and in linear time; each line is a header.
// What is found is what stands there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "identity/internal/authorization/challenge.h"

namespace {

using azure::identity::HttpHeaders;
using azure::identity::internal::Challenge;
using azure::identity::internal::ClaimsAskedFor;
using azure::identity::internal::ParseChallenges;

void CheckHeader(absl::string_view header) {
  std::size_t bytes = 0;
  for (const Challenge& challenge : ParseChallenges(header)) {
    if (challenge.scheme.empty() || challenge.parameters.empty()) std::abort();
    bytes += challenge.scheme.size();
    for (const auto& [name, value] : challenge.parameters) {
      if (!absl::StrContains(header, absl::StrCat(name, "=\"", value, "\""))) std::abort();
      bytes += name.size() + value.size();
    }
  }
  if (bytes > header.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  HttpHeaders headers;
  for (const absl::string_view line : absl::StrSplit(input, '\n')) {
    CheckHeader(line);
    headers.Add("WWW-Authenticate", line);
  }
  const auto claims = ClaimsAskedFor(headers);
  if (claims.ok() && !claims->empty() && !absl::StrContains(input, "insufficient_claims")) {
    std::abort();
  }
  if (!claims.ok() && !absl::StartsWith(claims.status().message(), "authentication challenge")) {
    std::abort();
  }
  return 0;
}
