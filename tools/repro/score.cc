#include "tools/repro/score.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "mock_common/text/read_file.h"
#include "tools/repro/repro.h"

namespace azmock::repro {
namespace {

// Whose words the C++ library has, too; MSAL, ADAL and Terraform's own client have others.
bool IsOfAzidentity(const Reproduction& reproduction) {
  if (reproduction.kind == Reproduction::kText) return true;
  const explain::Facts& facts = reproduction.explanation.facts;
  return reproduction.kind != Reproduction::kWire && facts.sdk == "go" && !facts.credential.empty();
}

std::string Answered(const Reproduction& reproduction) {
  const WireComparison& wire = reproduction.wire;
  return absl::StrCat("status ", wire.same_status ? "same" : "differs", ", code ",
                      wire.same_code ? "same" : "differs", ", description ",
                      wire.same_description ? "same" : "differs", "; got:\n", reproduction.text);
}

void Count(const std::string& name, const Reproduction& reproduction, Score& score) {
  if (IsOfAzidentity(reproduction)) {
    ++score.azidentity.texts;
    if (reproduction.kind == Reproduction::kText &&
        reproduction.verdict.kind != Verdict::kDifferent) {
      ++score.azidentity.reproduced;
    } else {
      score.misses.push_back(absl::StrCat(name, ": the text differs; got:\n", reproduction.text));
    }
  } else if (reproduction.kind == Reproduction::kSituation) {
    ++score.situations;
  } else if (reproduction.kind == Reproduction::kNothing) {
    ++score.nothing;
    score.misses.push_back(absl::StrCat(name, ": nothing to reproduce"));
  } else {
    ++score.others.texts;
    if (reproduction.kind == Reproduction::kTool || reproduction.wire.same()) {
      ++score.others.reproduced;
    } else {
      score.misses.push_back(absl::StrCat(name, ": ", Answered(reproduction)));
    }
  }
  if (reproduction.kind != Reproduction::kNothing && !reproduction.fixed_succeeds) {
    ++score.not_fixed;
    score.misses.push_back(absl::StrCat(name, ": the fixed scenario fails"));
  }
}

}  // namespace

absl::StatusOr<Score> ScoreFolder(const std::string& folder) {
  const auto reproducer = Reproducer::Create();
  if (!reproducer.ok()) return reproducer.status();
  std::error_code error;
  std::vector<std::filesystem::path> texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".txt") texts.push_back(entry.path());
  }
  std::sort(texts.begin(), texts.end());
  Score score;
  for (const std::filesystem::path& path : texts) {
    const auto text = mock::scenario::ReadFile(path.string());
    if (!text.ok()) return text.status();
    const auto reproduction = reproducer->Reproduce(*text);
    if (!reproduction.ok()) return reproduction.status();
    Count(path.stem().string(), *reproduction, score);
  }
  return score;
}

}  // namespace azmock::repro
