// How many texts of testdata azmock repro reproduces, and which not.
#include <iostream>

#include "absl/strings/str_format.h"
#include "tools/repro/score.h"

int main(int argc, char** argv) {
  const auto score = azmock::repro::ScoreFolder(argc > 1 ? argv[1] : "tools/explain/testdata");
  if (!score.ok()) {
    std::cerr << score.status().message() << "\n";
    return 1;
  }
  for (const std::string& miss : score->misses) std::cerr << miss << "\n";
  std::cout << absl::StrFormat(
      "azidentity: %d of %d texts equal but for IDs and times (%.4f)\n"
      "others: %d of %d answered with the same status, code and description (%.4f); "
      "%d more meet the same guide row, %d nothing\n"
      "after the mitigation: %d fail\n",
      score->azidentity.reproduced, score->azidentity.texts, score->azidentity.value(),
      score->others.reproduced, score->others.texts, score->others.value(), score->situations,
      score->nothing, score->not_fixed);
  return 0;
}
