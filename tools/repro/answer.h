// What a server answered, as a pasted error tells it, and the rule that makes the fakes answer so.
#ifndef TOOLS_REPRO_ANSWER_H_
#define TOOLS_REPRO_ANSWER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/rules/rule.pb.h"
#include "tools/explain/explain.h"

namespace azmock::repro {

struct Answer {
  std::string method;  // "" if the paste does not say
  std::string url;     // without query; "" likewise
  std::string host_kind;
  int status = 0;
  std::string reason;  // "" for the usual one
  std::map<std::string, std::string> headers;
  // "" if nobody knows it but the catalogue: the fake words the error of codes[0].
  std::string body;
  // What the answer says: AADSTS codes, the code of OAuth or of the service, and its words.
  std::vector<std::int64_t> codes;
  std::string code;
  std::string description;
  bool laid_out = false;  // as azcore and azidentity lay it out: then texts can be compared
};

// None if the paste tells of nothing that a server answered, such as a tool that is not installed
// or a host that cannot be reached.
std::optional<Answer> FindAnswer(const explain::Explanation& paste);

// Gives this answer to every request like the one that got it.
mock::scenario::Rule RuleFor(const Answer& answer);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_ANSWER_H_
