// What can be wrong with authentication, and what to do about it: the rules of rules.txt.
#ifndef TOOLS_EXPLAIN_RULES_H_
#define TOOLS_EXPLAIN_RULES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/explain/facts.h"

namespace azmock::explain {

// One thing that must hold: `kind` is "aadsts", "code" (the service's), "error" (OAuth's),
// "status", "host", "credential" or "sdk", and any of the values fits; "text", one fragment
// without case; or "no", of which only "aadsts" is known: there is no such code.
struct Condition {
  std::string kind;
  std::vector<std::string> values;
};

// Where a code is known from that the mock's catalogue has not.
struct Evidence {
  std::int64_t code = 0;
  std::string source;  // its letter as in the catalogue, and what it is
};

// A row of the troubleshooting guides that a rule names. Rows without condition count where none
// with one holds.
struct RuleRow {
  std::string id;
  std::vector<Condition> conditions;
};

struct Rule {
  std::string id;
  // "when": the rule fits if all conditions of one line hold ("&" between them).
  std::vector<std::vector<Condition>> when;
  std::vector<RuleRow> guide;  // "guide": ROW, or ROW if CONDITION & CONDITION
  std::string move;          // whose: "owner", "admin", "user", "platform", "network", "microsoft"
  bool retry_helps = false;  // "retry": helps, no
  bool sdk_retries = false;  // "sdk": retries, no
  std::string diagnosis;
  std::string mitigation;
  // Where the text fits two causes: both, and the question whose answer separates them. Empty where
  // one is enough.
  std::string either;
  std::string or_else;  // "or"
  std::string ask;
  std::string look;  // a command that reads only; {application}, {object}, {tenant}, {scope},
                     // {correlation} are the paste's own
  std::string fix;
  std::string source;
  bool last_resort = false;      // "last": yes; its rows count where no other rule fits
  std::vector<Evidence> beyond;  // "beyond": CODE SOURCE
};

class Rules {
 public:
  // Those of rules.txt, which is compiled in.
  static const Rules& BuiltIn();

  // Reads the format of rules.txt. Errors: kInvalidArgument, naming the line.
  static absl::StatusOr<Rules> Parse(absl::string_view text);

  // The rules that fit, the best first; empty if none does. `text` is that of the facts.
  std::vector<const Rule*> Find(const Facts& facts, absl::string_view text) const;

  const std::vector<Rule>& all() const { return rules_; }

 private:
  std::vector<Rule> rules_;
};

// The guide rows of one rule that fits.
std::vector<std::string> GuideRows(const Rule& rule, const Facts& facts, absl::string_view text);

// The evidence of a rule that fits: that of the code in the facts, if it is beyond the catalogue,
// else the rule's source.
std::string EvidenceOf(const Rule& rule, const Facts& facts);

// Whose move it is, of Rule::move, for a person; empty texts for none.
struct Mover {
  std::string who;   // "the application's owner"
  std::string what;  // "its code or configuration must change"
};
Mover MoverOf(const Rule& rule);

// What the catalogue of errors knows of a code that no rule is about; a rule without id if nothing.
Rule CatalogueRule(const Facts& facts);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_RULES_H_
