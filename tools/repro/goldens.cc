#include "tools/repro/goldens.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock::repro {
namespace {

constexpr char kSuffix[] = ".error.txt";

}  // namespace

Goldens Goldens::Load() {
  Goldens goldens;
  for (const auto& [id, text] : ReadAllBesideScenarios(kSuffix)) {
    Golden& golden = goldens.goldens_[id];
    golden.text = std::string(absl::StripTrailingAsciiWhitespace(text));
    golden.words = SplitWords(golden.text);
  }
  return goldens;
}

std::vector<Likeness> Goldens::Like(absl::string_view paste) const {
  const std::vector<Word> words = SplitWords(paste);
  std::vector<Likeness> found;
  for (const auto& [id, golden] : goldens_) {
    // Which most are not like.
    if (golden.words.empty() || !absl::StrContains(paste, golden.words[0].text)) continue;
    if (auto alignment = Align(golden.words, paste, words)) {
      found.push_back({id, *std::move(alignment)});
    }
  }
  return found;
}

}  // namespace azmock::repro
