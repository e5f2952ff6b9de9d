#include "tools/explain/gaps.h"

#include <re2/re2.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

bool IsOfEntra(const Facts& facts) {
  return facts.host_kind == "entra" || !facts.aadsts.empty() || !facts.oauth_error.empty();
}

// No request was made, so none can be missing.
bool NobodyWasAsked(const Facts& facts) {
  return facts.host_kind.empty() && facts.url.empty() && facts.status == 0 && !IsOfEntra(facts) &&
         facts.service_error_code.empty();
}

bool IsCutShort(absl::string_view text) {
  static const RE2 kEnd(R"((?:\.\.\.|…|\[?\(?truncated(?: output)?\.{0,3}\)?\]?)\s*\z)");
  static const RE2 kRule("(?:^|\n)-{40,}");
  if (RE2::PartialMatch(Piece(text), kEnd)) return true;
  const auto opened = std::count(text.begin(), text.end(), '{');
  if (opened > std::count(text.begin(), text.end(), '}')) return true;
  // Go's layout has a line of hyphens before and after the answer's status, and at the end.
  re2::StringPiece rest = Piece(text);
  int rules = 0;
  while (rules < 3 && RE2::FindAndConsume(&rest, kRule)) ++rules;
  return rules > 0 && rules < 3 && absl::StrContains(text, "RESPONSE ");
}

void AddMissing(const Explanation& explanation, std::vector<std::string>& missing) {
  const Facts& facts = explanation.facts;
  const auto add = [&missing](bool lacks, const char* what) {
    if (lacks) missing.emplace_back(what);
  };
  add(IsCutShort(explanation.text), "its end: the text was cut short");
  add(facts.credential.empty() && !facts.sdk.empty(), "which credential it was");
  if (NobodyWasAsked(facts)) return;
  add(facts.url.empty(), "the request");
  add(facts.status == 0, "the status");
  if (IsOfEntra(facts)) {
    add(facts.oauth_error.empty(), "the OAuth error");
    add(facts.aadsts.empty(), "the AADSTS code");
    add(facts.trace_id.empty(), "the trace ID");
    add(facts.tenant.empty(), "the tenant");
    add(facts.application_id.empty(), "the application");
  } else if (facts.host_kind != "imds") {
    add(facts.service_error_code.empty(), "the service's error code");
  }
  if (facts.host_kind != "imds") {
    add(facts.correlation_id.empty(), "the correlation ID");
    add(facts.timestamp.empty(), "the time");
  }
}

void AddUnknown(const Explanation& explanation, std::vector<std::string>& unknown) {
  const Facts& facts = explanation.facts;
  const auto add = [&unknown](bool holds, const char* what) {
    if (holds) unknown.emplace_back(what);
  };
  add(facts.sdk.empty(),
      "which SDK or tool wrote it: its first lines, or a stack trace, would tell");
  add(!facts.sdk.empty() && facts.version.empty(),
      "which version wrote it: a list of the packages would tell");
  add(absl::EndsWith(facts.version, " or later") || absl::EndsWith(facts.version, " or earlier"),
      "the exact version: only the wording hints at it");
  add(explanation.rule.id.empty(), "what went wrong: the SDK's log would tell");
  add(!explanation.rule.ask.empty(), "which of two candidates it is: see the question below");
  add(!facts.causes.empty(), "which of the attempts was meant to work here");
  add(explanation.rule.move == "admin" && facts.object_id.empty() && facts.application_id.empty(),
      "whom the service refused: the token's claims oid and appid would tell");
  add(facts.log_time.empty() && !facts.timestamp.empty() && !facts.entra_now.empty(),
      "whether the clock of the machine is right: a time of its own log would tell");
}

}  // namespace

Gaps FindGaps(const Explanation& explanation) {
  Gaps gaps;
  AddMissing(explanation, gaps.missing);
  AddUnknown(explanation, gaps.unknown);
  return gaps;
}

}  // namespace azmock::explain
