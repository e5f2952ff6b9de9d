#include "tools/repro/goldens.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "mock_server/scenario/scenario_files.h"

namespace azmock::repro {
namespace {

constexpr char kSuffix[] = ".error.txt";

std::string FirstWord(absl::string_view text) {
  return std::string(text.substr(0, text.find_first_of(" \n")));
}

}  // namespace

absl::StatusOr<Goldens> Goldens::Load() {
  auto files = ReadAllBesideScenarios(kSuffix);
  if (!files.ok()) return files.status();
  Goldens goldens;
  for (auto& [id, text] : *files) {
    goldens.texts_.emplace(id, absl::StripTrailingAsciiWhitespace(text));
  }
  return goldens;
}

std::vector<Likeness> Goldens::Like(absl::string_view paste) const {
  const std::vector<Word> words = SplitWords(paste);
  std::vector<Likeness> found;
  for (const auto& [id, text] : texts_) {
    if (!absl::StrContains(paste, FirstWord(text))) continue;
    if (auto alignment = Align(SplitWords(text), paste, words)) {
      found.push_back({id, *std::move(alignment)});
    }
  }
  return found;
}

}  // namespace azmock::repro
