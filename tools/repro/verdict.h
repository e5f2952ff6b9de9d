// Whether a reproduced error text is the pasted one.
#ifndef TOOLS_REPRO_VERDICT_H_
#define TOOLS_REPRO_VERDICT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/azmock_cli/replay/parity.h"

namespace azmock::repro {

struct Verdict {
  enum Kind {
    kEqual,           // the paste has the text to the byte
    kEqualButForIds,  // and but for IDs, times and white space
    kDifferent,
  };
  Kind kind = kDifferent;
  // And but for what identity/PARITY.md lists: the paste has azidentity's words for it.
  bool but_for_parity = false;
  // The paste ends before the text does; it is equal as far as it goes.
  bool cut = false;
  std::string reproduced;
  // The paste's part that is the text; the whole paste if none is.
  std::string pasted;
};

// `error` in whichever of its layouts, azidentity's or the guide's, is nearer to the paste, as it
// is or as `parity` translates it for the scenario. What stands before and after the text in the
// paste does not matter, nor which address a host name has.
Verdict CompareTexts(const absl::Status& error, absl::string_view paste, const Parity& parity,
                     absl::string_view scenario);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_VERDICT_H_
