// Explains a pasted error of any Azure SDK or tool.
#ifndef TOOLS_EXPLAIN_EXPLAIN_H_
#define TOOLS_EXPLAIN_EXPLAIN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/explain/facts.h"
#include "tools/explain/rules.h"

namespace azmock::explain {

struct Explanation {
  Facts facts;
  Rule rule;                            // without id if none fits
  std::vector<std::string> guide;       // guide rows, those of the rule first
  std::vector<std::string> rule_guide;  // those of the rule alone
  std::vector<Rule> attempts;           // what each of facts.causes is by itself, in their order
  std::vector<std::string> masked;      // kinds of secrets that the text had, as Mask() names them
  std::string confidence;               // "high", "medium", "low"
  std::string text;                     // what was read: unwrapped, without secrets
};

// Never fails: a text that says nothing has an explanation of low confidence. Nothing in the result
// has a secret of the text. Of a text longer than half a megabyte it reads what may be about
// errors. Takes time linear in the text. Safe for use by many threads.
Explanation Explain(absl::string_view pasted);

// The same of what is known without reading. `text` has what else conditions of rules may look for,
// and no secret.
Explanation ExplainFacts(Facts facts, std::string text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_EXPLAIN_H_
