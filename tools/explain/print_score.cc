// How well the texts of testdata are explained: the share of expected fields, and what differs.
#include <iostream>

#include "absl/strings/str_format.h"
#include "tools/explain/score.h"

int main(int argc, char** argv) {
  const azmock::explain::Score score =
      azmock::explain::ScoreFolder(argc > 1 ? argv[1] : "tools/explain/testdata");
  for (const std::string& miss : score.misses) std::cerr << miss << "\n";
  std::cout << absl::StrFormat("%d texts, %d of %d fields (%.4f), %d secrets shown\n", score.texts,
                               score.matched, score.fields, score.share(), score.secrets_shown);
  return score.secrets_shown == 0 ? 0 : 1;
}
