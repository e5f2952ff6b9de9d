// Whether the fakes answered as a paste says its server did.
#ifndef TOOLS_REPRO_WIRE_COMPARISON_H_
#define TOOLS_REPRO_WIRE_COMPARISON_H_

#include "tools/repro/answer.h"
#include "tools/repro/attempt.h"

namespace azmock::repro {

struct WireComparison {
  bool same_status = false;
  bool same_code = false;         // AADSTS codes, or the code of OAuth or of the service
  bool same_description = false;  // also if the paste has none

  bool same() const { return same_status && same_code && same_description; }
};

// Judges by what the C++ library says of the answer: its details, or else its text.
WireComparison CompareWire(const Answer& pasted, const Outcome& outcome);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_WIRE_COMPARISON_H_
