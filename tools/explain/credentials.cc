#include "tools/explain/credentials.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

constexpr std::size_t kLongestMessage = 300;
constexpr std::size_t kMostCauses = 32;
// An answer stands near the name of the credential that got it.
constexpr std::size_t kMostSaid = 4000;

bool IsInterface(absl::string_view name) {
  static const RE2 kInterface(
      "I?(?:Token|Access|Azure|Get|User|Network|Default|Shared|Sas|Named)?(?:Key)?Credential");
  // Methods of MSAL: AcquireTokenByCredential.
  static const RE2 kMethod("(?:Acquire|Create|Build|Parse|Make|Refresh|With|Set|Is|Has)[A-Z].*");
  return RE2::FullMatch(Piece(name), kInterface) || RE2::FullMatch(Piece(name), kMethod) ||
         name == "StorageSharedKeyCredential" || name == "PSCredential";
}

bool IsChain(absl::string_view name) {
  return name == "DefaultAzureCredential" || name == "ChainedTokenCredential" ||
         name == "DeveloperToolsCredential";
}

// One credential that is said to have failed, and what follows it.
struct Failure {
  std::string name;
  std::size_t begin;  // of the name
  std::size_t end;
};

// What comes after a credential's name where it failed. In a stack trace there is ".GetToken(" or
// a line, in code "(".
std::vector<Failure> FindFailures(absl::string_view text) {
  static const RE2 kFailure(
      R"((?:^|[^A-Za-z0-9_])(?:New)?([A-Z][A-Za-z]{2,40}Credential)(?::? (?:authentication|was|is |isn't|failed|can't|could not|cannot|requires|unavailable|Authentication|- )|: |:\n|\.get_token(?:_info)? failed| => |\.$|\.\n))");
  std::vector<Failure> failures;
  re2::StringPiece rest = Piece(text);
  std::string name;
  while (failures.size() < 4 * kMostCauses && RE2::FindAndConsume(&rest, kFailure, &name)) {
    if (IsInterface(name)) continue;
    // The name ends before what follows it: look back for it, no farther than the match was.
    const std::size_t after = rest.data() - text.data();
    const std::size_t begin = text.rfind(name, after);
    if (absl::EndsWith(text.substr(0, begin), ", ")) continue;  // the last one of a list
    failures.push_back({name, begin, begin + name.size()});
  }
  return failures;
}

// Where the text of a member of JSON ends that the message was in: at a quote that closes what no
// quote of the message has opened, before the next member or the end of the object.
std::size_t EndOfMember(absl::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] != '"') continue;
    const absl::string_view rest = absl::StripLeadingAsciiWhitespace(text.substr(i + 1, 8));
    if (!quoted && (rest.empty() || rest[0] == '}' || absl::StartsWith(rest, ",\"") ||
                    absl::StartsWith(rest, ", \""))) {
      return i;
    }
    quoted = !quoted;
  }
  return text.size();
}

std::string MessageAt(absl::string_view text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  while (absl::StartsWith(text, ":") || absl::StartsWith(text, "- ") ||
         absl::StartsWith(text, "=> ")) {
    text = absl::StripLeadingAsciiWhitespace(text.substr(1));
    if (absl::StartsWith(text, "> ")) text.remove_prefix(2);
  }
  text = text.substr(0, std::min({text.find('\n'), EndOfMember(text), kLongestMessage}));
  return std::string(absl::StripTrailingAsciiWhitespace(text));
}

// Whose attempt a line of a chain's text is that begins with the tool's name in place of the
// credential's; "" if nobody's.
std::string UnnamedAttempt(absl::string_view line) {
  static const auto& attempts = *new std::vector<std::pair<absl::string_view, absl::string_view>>{
      {"Azure CLI ", "AzureCliCredential"},
      {"Please run 'az login'", "AzureCliCredential"},
      {"Azure Developer CLI ", "AzureDeveloperCliCredential"},
      {"Please run 'azd auth login'", "AzureDeveloperCliCredential"},
      {"PowerShell is not installed", "AzurePowerShellCredential"},
      {"Az.Account", "AzurePowerShellCredential"},
      {"Please run 'Connect-AzAccount'", "AzurePowerShellCredential"},
      {"Error: Unable to execute PowerShell", "AzurePowerShellCredential"},
      {"Unable to execute PowerShell", "AzurePowerShellCredential"},
      {"Visual Studio Token provider", "VisualStudioCredential"},
      {"Process \"", "VisualStudioCredential"},
      {"Visual Studio Code ", "VisualStudioCodeCredential"},
      {"Could not retrieve the token associated with Visual Studio Code",
       "VisualStudioCodeCredential"},
      {"Stored credentials not found", "VisualStudioCodeCredential"},
      {"Managed Identity authentication ", "ManagedIdentityCredential"},
      {"IntelliJ Authentication ", "IntelliJCredential"}};
  for (const auto& [begin, name] : attempts) {
    if (absl::StartsWith(line, begin)) return std::string(name);
  }
  return "";
}

// Adds them in the order of the text. Code that a stack trace shows is none of them.
void AddUnnamed(absl::string_view text, std::vector<Failure>& failures) {
  static const RE2 kItem(
      R"((?:^|\n)[ \t]*(?:- |[A-Za-z.]*(?:CredentialUnavailable|Authentication)(?:Error|Exception): |)([ACEIMPSUV][^\n]{8}[^\n]*))");
  re2::StringPiece rest = Piece(text);
  re2::StringPiece line;
  for (std::size_t i = 0; i < 8 * kMostCauses && RE2::FindAndConsume(&rest, kItem, &line); ++i) {
    const std::size_t begin = line.data() - text.data();
    std::string name = UnnamedAttempt({line.data(), line.size()});
    if (!name.empty()) failures.push_back({std::move(name), begin, begin});
  }
  std::stable_sort(failures.begin(), failures.end(), [](const Failure& one, const Failure& other) {
    return one.begin < other.begin;
  });
}

Reach ReachOf(absl::string_view said) {
  static const RE2 kAnswered(
      R"(AADSTS\d|RESPONSE \d\d\d|(?i:status[ _]?code:? ?\d\d\d|http (?:status|error):? ?\d|responded with|unexpected response|\b[45]\d\d (?:Unauthorized|Forbidden|Bad Request|Not Found)|identity (?:hasn|isn|not found|is not assigned|has not been)|"error":))");
  static const RE2 kRefused(
      R"((?i)az login|azd auth login|connect-azaccount|ERROR: |exit status [1-9]|exited with|failed to invoke|re-?authenticat|sign in again)");
  static const RE2 kNoAnswer(
      R"((?i)timed? ?out|timeout|deadline exceeded|no response|dial tcp|refused|unreachable|no such host|getaddrinfo|could not (?:be reached|connect)|no managed identity endpoint|not resolve)");
  if (RE2::PartialMatch(Piece(said), kAnswered)) return Reach::kAnswered;
  if (RE2::PartialMatch(Piece(said), kRefused)) return Reach::kRefused;
  return RE2::PartialMatch(Piece(said), kNoAnswer) ? Reach::kNoAnswer : Reach::kNotReady;
}

std::string FirstNamed(absl::string_view text) {
  static const RE2 kName(R"(\b(?:New)?([A-Z][A-Za-z]{2,40}Credential)\b)");
  re2::StringPiece rest = Piece(text);
  std::string name;
  for (std::size_t i = 0; i < kMostCauses && RE2::FindAndConsume(&rest, kName, &name); ++i) {
    if (!IsInterface(name)) return name;
  }
  return "";
}

void AddCauses(absl::string_view text, const std::vector<Failure>& failures,
               std::vector<Cause>& causes) {
  for (std::size_t i = 0; i < failures.size() && causes.size() < kMostCauses; ++i) {
    const Failure& failure = failures[i];
    const bool known = std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
      return cause.credential == failure.name;
    });
    if (known || IsChain(failure.name)) continue;
    // On a single line, the next credential ends this one's message.
    const std::size_t end = i + 1 < failures.size() ? failures[i + 1].begin : text.size();
    const absl::string_view said = text.substr(failure.end, std::min(end - failure.end, kMostSaid));
    causes.push_back({failure.name, MessageAt(said), ReachOf(said)});
  }
}

}  // namespace

Credentials FindCredentials(absl::string_view text) {
  Credentials found;
  std::vector<Failure> failures = FindFailures(text);
  if (failures.size() > 1) AddUnnamed(text, failures);
  const auto chain = std::find_if(failures.begin(), failures.end(),
                                  [](const Failure& failure) { return IsChain(failure.name); });
  std::vector<Cause> causes;
  // What a log says of the attempts before the chain's own error is in that error again.
  if (chain != failures.end()) AddCauses(text, {chain, failures.end()}, causes);
  if (causes.empty()) AddCauses(text, failures, causes);
  const bool attempts =
      !failures.empty() && (causes.size() > 1 || absl::StrContains(text, "Attempted credentials"));
  if (chain != failures.end()) {
    found.outermost = chain->name;
    found.causes = std::move(causes);
    return found;
  }
  if (attempts) {
    // Java's text of a chain names only its links; who made it stands in the trace, if anywhere.
    for (const char* name : {"DefaultAzureCredential", "ChainedTokenCredential"}) {
      if (absl::StrContains(text, name) && found.outermost.empty()) found.outermost = name;
    }
    if (found.outermost.empty()) found.outermost = failures.front().name;
    if (causes.size() > 1) found.causes = std::move(causes);
    return found;
  }
  found.outermost = failures.empty() ? FirstNamed(text) : failures.front().name;
  return found;
}

}  // namespace azmock::explain
