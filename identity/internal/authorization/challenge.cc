#include "identity/internal/authorization/challenge.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace azure::identity::internal {
namespace {

bool IsWordByte(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Takes the word, maybe an empty one, that `text` begins with.
absl::string_view TakeWord(absl::string_view* text) {
  const auto end = std::find_if_not(text->begin(), text->end(), IsWordByte);
  const absl::string_view word = text->substr(0, end - text->begin());
  text->remove_prefix(word.size());
  return word;
}

// Takes `name="value"`, and what separates it from the next. False, and nothing taken, if
// `text` begins with something else.
bool TakeParameter(absl::string_view* text, std::map<std::string, std::string>* parameters) {
  absl::string_view rest = *text;
  const absl::string_view name = TakeWord(&rest);
  if (name.empty() || !absl::ConsumePrefix(&rest, "=\"")) return false;
  const std::size_t end = rest.find('"');
  if (end == absl::string_view::npos) return false;
  (*parameters)[std::string(name)] = std::string(rest.substr(0, end));
  rest.remove_prefix(end + 1);
  absl::ConsumePrefix(&rest, ",");
  const std::size_t space_end = std::min(rest.find_first_not_of(" \t\r\n\f"), rest.size());
  *text = rest.substr(space_end);
  return true;
}

// Go's base64.StdEncoding, which is stricter about padding than abseil.
bool DecodeBase64(absl::string_view text, std::string* decoded) {
  constexpr absl::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t digits = std::min(text.find_first_not_of(kAlphabet), text.size());
  const absl::string_view padding = text.substr(digits);
  return text.size() % 4 == 0 && (padding.empty() || padding == "=" || padding == "==") &&
         absl::Base64Unescape(text, decoded);
}

}  // namespace

std::vector<Challenge> ParseChallenges(absl::string_view header) {
  std::vector<Challenge> challenges;
  while (!header.empty()) {
    const absl::string_view scheme = TakeWord(&header);
    if (scheme.empty()) {
      header.remove_prefix(1);
      continue;
    }
    Challenge challenge;
    absl::string_view rest = header;
    if (!absl::ConsumePrefix(&rest, " ")) continue;
    while (TakeParameter(&rest, &challenge.parameters)) {
    }
    if (challenge.parameters.empty()) continue;
    challenge.scheme = std::string(scheme);
    challenges.push_back(std::move(challenge));
    header = rest;
  }
  return challenges;
}

absl::StatusOr<std::string> ClaimsAskedFor(const HttpHeaders& headers) {
  for (const auto& [name, value] : headers.fields()) {
    if (!absl::EqualsIgnoreCase(name, "WWW-Authenticate")) continue;
    for (Challenge& challenge : ParseChallenges(value)) {
      const std::string& claims = challenge.parameters["claims"];
      if (challenge.scheme != "Bearer" || claims.empty() ||
          challenge.parameters["error"] != "insufficient_claims") {
        continue;
      }
      std::string decoded;
      if (DecodeBase64(claims, &decoded)) return decoded;
      return absl::UnauthenticatedError(
          absl::StrCat("authentication challenge contains invalid claims: ", claims));
    }
  }
  return std::string();
}

}  // namespace azure::identity::internal
