#ifndef TOOLS_EXPLAIN_JSON_H_
#define TOOLS_EXPLAIN_JSON_H_

#include <string>

#include "tools/explain/explain.h"

namespace azmock::explain {

// One object, for machines: every field of the facts (null where the text does not say, lists
// too), "guide", "diagnosis", "mitigation", "masked", "confidence", and "rule", an ID that
// stays.
std::string AsJson(const Explanation& explanation);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_JSON_H_
