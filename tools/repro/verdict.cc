#include "tools/repro/verdict.h"

#include <re2/re2.h>

#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "identity/error_details.h"
#include "identity/errors.h"
#include "tools/azmock_cli/replay/mask.h"
#include "tools/repro/alignment.h"
#include "tools/repro/words.h"

namespace azmock::repro {
namespace {

// The fakes have other addresses than what they stand for.
std::string WithoutAddresses(absl::string_view text) {
  static const RE2 kDialled(R"(\bdial tcp [^ ]+:\d+)");
  std::string result(text);
  RE2::GlobalReplace(&result, kDialled, "dial tcp 127.0.0.1:0");
  return result;
}

std::optional<Alignment> AlignBut(absl::string_view known, absl::string_view paste) {
  auto found = Align(SplitWords(known), paste, SplitWords(paste));
  if (found.has_value() && found->other_names > 0) found.reset();
  return found;
}

Verdict Compare(absl::string_view reproduced, absl::string_view paste) {
  reproduced = absl::StripTrailingAsciiWhitespace(reproduced);
  Verdict verdict;
  verdict.reproduced = std::string(reproduced);
  verdict.pasted = std::string(paste);
  if (reproduced.empty()) return verdict;
  if (absl::StrContains(paste, reproduced)) {
    verdict.kind = Verdict::kEqual;
    verdict.pasted = verdict.reproduced;
    return verdict;
  }
  const std::string masked = MaskVolatile(paste);
  absl::string_view whole = paste;
  auto found = AlignBut(reproduced, whole);
  if (!found.has_value()) {
    whole = masked;
    found = AlignBut(MaskVolatile(reproduced), whole);
  }
  if (!found.has_value()) return verdict;
  verdict.kind = Verdict::kEqualButForIds;
  verdict.cut = found->cut;
  verdict.pasted = std::string(whole.substr(found->begin, found->end - found->begin));
  return verdict;
}

}  // namespace

Verdict CompareTexts(const absl::Status& error, absl::string_view paste, const Parity& parity,
                     absl::string_view scenario) {
  std::vector<std::string> layouts = {WithoutAddresses(error.message())};
  if (const auto details = azure::identity::GetErrorDetails(error); details.has_value()) {
    layouts.push_back(azure::identity::FormatError(*details, azure::identity::ErrorLayout::kGuide));
  }
  const std::string theirs = WithoutAddresses(paste);
  const std::string translated = parity.Translate(scenario, "error", theirs, nullptr);
  for (const std::string& text : layouts) {
    Verdict verdict = Compare(text, theirs);
    if (verdict.kind != Verdict::kDifferent) return verdict;
  }
  Verdict verdict = Compare(layouts[0], translated);
  verdict.but_for_parity = verdict.kind != Verdict::kDifferent;
  if (verdict.but_for_parity) verdict.kind = Verdict::kEqualButForIds;
  return verdict;
}

}  // namespace azmock::repro
