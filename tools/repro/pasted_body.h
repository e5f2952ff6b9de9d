// Finds what a server said in the texts that SDKs make of it.
#ifndef TOOLS_REPRO_PASTED_BODY_H_
#define TOOLS_REPRO_PASTED_BODY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tools/explain/explain.h"

namespace azmock::repro {

// What follows "AADSTS<code>: " of the first code, without the IDs and the time at its end; ""
// if the paste has the code alone.
std::string EntraDescription(const explain::Explanation& paste);

// A service's words beside its error code; "" if they cannot be told from the rest.
std::string ServiceDescription(const explain::Explanation& paste);

// The first JSON object that has an error, on one line; "" without one. Also one that Python has
// printed, in single quotes.
std::string FindJson(absl::string_view text);

// JSON on one line, also where what it went through has put line ends into its texts; "" if it is
// none.
std::string CompactJson(absl::string_view text);

// Lines without the tabs that all of them begin with.
std::string WithoutIndentation(absl::string_view text);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_PASTED_BODY_H_
