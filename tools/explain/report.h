#ifndef TOOLS_EXPLAIN_REPORT_H_
#define TOOLS_EXPLAIN_REPORT_H_

#include <string>

#include "tools/explain/explain.h"

namespace azmock::explain {

// The explanation for a person: what the text is and what it lacks, whose move it is, what went
// wrong and what to do with the source of each sentence, commands with the text's own IDs, times,
// and a block for a support ticket. Has no secret of the text.
std::string AsReport(const Explanation& explanation);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_REPORT_H_
