// What a text does not say.
#ifndef TOOLS_EXPLAIN_GAPS_H_
#define TOOLS_EXPLAIN_GAPS_H_

#include <string>
#include <vector>

#include "tools/explain/explain.h"

namespace azmock::explain {

struct Gaps {
  // What a text of this kind has, and this one has not: it was left out or cut off.
  std::vector<std::string> missing;
  // What cannot be told from the text, and what would tell it.
  std::vector<std::string> unknown;
};

Gaps FindGaps(const Explanation& explanation);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_GAPS_H_
