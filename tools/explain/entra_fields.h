#ifndef TOOLS_EXPLAIN_ENTRA_FIELDS_H_
#define TOOLS_EXPLAIN_ENTRA_FIELDS_H_

#include "absl/strings/string_view.h"
#include "tools/explain/facts.h"

namespace azmock::explain {

// Fills what a service says about its refusal: OAuth's error and suberror, AADSTS codes, the
// service's own code, the IDs and times of the request, and whom it was about.
void FindEntraFields(absl::string_view text, Facts& facts);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_ENTRA_FIELDS_H_
