#ifndef TOOLS_REPRO_SCORE_H_
#define TOOLS_REPRO_SCORE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace azmock::repro {

struct Share {
  int texts = 0;
  int reproduced = 0;

  double value() const { return texts == 0 ? 1 : static_cast<double>(reproduced) / texts; }
};

struct Score {
  Share azidentity;  // equal but for IDs and times
  Share others;      // answered with the same status, code and description
  // Texts that tell of no answer of a server: with a scenario of the same guide row, without one.
  int situations = 0;
  int nothing = 0;
  int not_fixed = 0;  // whose scenario "after the mitigation" fails
  std::vector<std::string> misses;
};

// Reproduces every NAME.txt of `folder`.
absl::StatusOr<Score> ScoreFolder(const std::string& folder);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_SCORE_H_
