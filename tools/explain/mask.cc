#include "tools/explain/mask.h"

#include <re2/re2.h>

#include <cstddef>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace azmock::explain {
namespace {

constexpr char kSecrets[] =
#include "tools/explain/secrets.inc"
    ;

struct Pattern {
  Pattern(absl::string_view kind, const std::string& regex) : kind(kind), regex(regex, Options()) {}

  static RE2::Options Options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    return options;
  }

  std::string kind;
  RE2 regex;  // group 1 stays, group 2 is the secret
};

using Patterns = std::vector<std::unique_ptr<Pattern>>;

// What stands in quotes is the whole of the secret, with its spaces; a quote that is not closed on
// its line is none.
void AddPatterns(absl::string_view kind, absl::string_view before, absl::string_view secret,
                 Patterns& patterns) {
  constexpr char kIs[] = R"(\\?["']?\]?\s{0,3}(?:=>|=|:)\s{0,3})";
  constexpr absl::string_view kPerhapsQuoted = R"(["']?)";
  const bool by_option = absl::EndsWith(before, kPerhapsQuoted);
  if (secret == "{value}" && (by_option || absl::StrContains(before, "{is}"))) {
    const absl::string_view stem = absl::StripSuffix(before, kPerhapsQuoted);
    for (const char* quoted : {R"(")([^"\n]{3,200}))", R"(')([^'\n]{3,200}))"}) {
      patterns.push_back(std::make_unique<Pattern>(
          kind, absl::StrCat("(", absl::StrReplaceAll(stem, {{"{is}", kIs}}), quoted)));
    }
  }
  patterns.push_back(std::make_unique<Pattern>(
      kind, absl::StrReplaceAll(
                absl::StrCat("(", before, ")(", secret, ")"),
                {{"{is}", absl::StrCat(kIs, R"(\\?["']?)")},
                 {"{value}", R"([^\s"'&;,<>(){}\[\]\\]{3,})"},
                 {"{encoded}", R"((?:[^\s"'&%]|%(?:2[0-57-9A-F]|3[ABD-F]|[4-7][0-9A-F])){3,})"},
                 {"{longer}", R"([^\s"'&;,<>(){}\[\]\\]{8,})"}})));
}

const Patterns& AllPatterns() {
  static const auto* const kAll = [] {
    auto* all = new Patterns;
    for (absl::string_view line : absl::StrSplit(kSecrets, '\n')) {
      const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
      if (fields.size() != 3 || absl::StartsWith(line, "#")) continue;
      AddPatterns(fields[0], fields[1], fields[2], *all);
    }
    return all;
  }();
  return *kAll;
}

// Masked by somebody else, a placeholder, or a word of a sentence ("password: AADSTS50126").
bool IsNoSecret(absl::string_view kind, absl::string_view value) {
  static const RE2 kPlaceholder(
      R"((?i)[*.x•#_-]+@?|.*(?:\*\*\*|redacted|masked|hidden|removed|omitted|•••|…|\.\.\.).*|null|none|true|false|nil|undefined|empty|string|aadsts\d*:?|\$.*|%[a-z_]+%|your[-_].*|system\..*|process\..*|os\..*|password|authorization_uri=.*|realm=.*|(?-i:[A-Za-z]+(?:Credential|Exception|Error|Failed|Failure|Required|Expired|Provider|Request))s?[:.]?|the|is|was|not|for|and|you|please|invalid|expired|missing|required|incorrect|provided|error)");
  // A claims challenge is what a service asks for: {"access_token":{…} in base64. A token begins
  // with its header, a token response has a text after the colon.
  static const RE2 kClaims(
      "(?:eyJhY2Nlc3NfdG9rZW4iOns|eyJhY2Nlc3NfdG9rZW4iOiB7|eyJpZF90b2tlbiI6ey|eyJ1c2VyaW5mbyI6ey)"
      "[A-Za-z0-9_=+/-]*");
  // "token = credential.get_token(…": a stack trace shows code.
  static const RE2 kCode(R"([A-Za-z_]+(?:\.[A-Za-z_]+)+)");
  const re2::StringPiece piece(value.data(), value.size());
  return RE2::FullMatch(piece, kPlaceholder) || RE2::FullMatch(piece, kClaims) ||
         (kind == "token" && RE2::FullMatch(piece, kCode));
}

void Apply(const Pattern& pattern, std::string& text, std::set<std::string>& kinds) {
  const re2::StringPiece whole(text);
  re2::StringPiece found[3];
  std::string masked;
  std::size_t done = 0;
  while (pattern.regex.Match(whole, done, whole.size(), RE2::UNANCHORED, found, 3)) {
    const std::size_t begin = found[2].data() - whole.data();
    absl::string_view secret(found[2].data(), found[2].size());
    masked.append(text, done, begin - done);
    done = begin + secret.size();
    if (IsNoSecret(pattern.kind, secret)) {
      masked.append(secret.data(), secret.size());
      continue;
    }
    absl::StrAppend(&masked, "[masked ", pattern.kind, "]");
    if (pattern.kind == "url_password") masked += '@';
    kinds.insert(pattern.kind);
  }
  if (done == 0) return;
  masked.append(text, done, text.size() - done);
  text = std::move(masked);
}

}  // namespace

MaskedText Mask(absl::string_view text) {
  MaskedText result;
  result.text = std::string(text);
  std::set<std::string> kinds;
  for (const auto& pattern : AllPatterns()) Apply(*pattern, result.text, kinds);
  result.kinds.assign(kinds.begin(), kinds.end());
  return result;
}

}  // namespace azmock::explain
