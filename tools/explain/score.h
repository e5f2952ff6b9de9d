#ifndef TOOLS_EXPLAIN_SCORE_H_
#define TOOLS_EXPLAIN_SCORE_H_

#include <string>
#include <vector>

namespace azmock::explain {

struct Score {
  int texts = 0;
  int fields = 0;
  int matched = 0;
  int secrets_shown = 0;
  std::vector<std::string> misses;  // "FILE FIELD: expected …, got …"

  double share() const { return fields == 0 ? 0 : static_cast<double>(matched) / fields; }
};

// Explains every NAME.txt of `folder` and compares with NAME.json: each of its members with the one
// of the same name in AsJson(), of "causes" what they name. Its member "secrets" lists what neither
// AsJson() nor AsReport() may have. A file that cannot be read is a miss.
Score ScoreFolder(const std::string& folder);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_SCORE_H_
