#include "tools/repro/wire_comparison.h"

#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/error_details.h"
#include "identity/errors.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace azmock::repro {
namespace {

using azure::identity::ErrorDetails;

// The details of the attempt that got an answer: a chain's last.
const ErrorDetails* FindAnswered(const ErrorDetails& details) {
  if (details.http.has_value()) return &details;
  for (auto child = details.children.rbegin(); child != details.children.rend(); ++child) {
    if (const ErrorDetails* found = FindAnswered(*child)) return found;
  }
  return nullptr;
}

// As the text stands in JSON, or as it is.
bool BodyHas(const std::string& body, const std::string& text) {
  const std::string quoted = mock::scenario::JsonText(nlohmann::json(text));
  return absl::StrContains(body, text) ||
         absl::StrContains(body, quoted.substr(1, quoted.size() - 2));
}

bool SameCode(const Answer& pasted, const ErrorDetails& details) {
  if (!pasted.codes.empty()) {
    return details.entra.has_value() && details.entra->error_codes == pasted.codes;
  }
  const bool entra = details.entra.has_value() && details.entra->error == pasted.code;
  return entra || details.http->error_code == pasted.code ||
         BodyHas(details.http->body, pasted.code);
}

// The errors of managed identities' hosts have the answer's body in their text, and no details.
WireComparison CompareText(const Answer& pasted, const Outcome& outcome) {
  const std::string text(outcome.error.message());
  WireComparison comparison;
  comparison.same_status =
      absl::StrContains(outcome.journal, absl::StrCat("\"status\":", pasted.status, ","));
  comparison.same_code = absl::StrContains(text, pasted.code);
  comparison.same_description = BodyHas(text, pasted.description);
  return comparison;
}

}  // namespace

WireComparison CompareWire(const Answer& pasted, const Outcome& outcome) {
  if (outcome.error.ok()) return {};
  const auto details = azure::identity::GetErrorDetails(outcome.error);
  const ErrorDetails* answered = details.has_value() ? FindAnswered(*details) : nullptr;
  if (answered == nullptr) return CompareText(pasted, outcome);
  WireComparison comparison;
  comparison.same_status = answered->http->status_code == pasted.status;
  comparison.same_code = SameCode(pasted, *answered);
  comparison.same_description = BodyHas(answered->http->body, pasted.description) ||
                                answered->http->error_message == pasted.description;
  return comparison;
}

}  // namespace azmock::repro
