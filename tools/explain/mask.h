// Secrets in a pasted text, and the text without them.
#ifndef TOOLS_EXPLAIN_MASK_H_
#define TOOLS_EXPLAIN_MASK_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace azmock::explain {

struct MaskedText {
  std::string text;
  // What was found, each kind once, in alphabetical order: "assertion", "client_secret", "code",
  // "cookie", "key", "password", "sas", "token", "url_password".
  std::vector<std::string> kinds;
};

// Replaces each secret by "[masked KIND]". A secret is known by its own form (a JWT, a client
// secret of Entra ID, a private key, a storage key) or by the name before it (client_secret=…,
// "password": "…", --password …, Authorization: …, sig=…). What somebody has masked already stays
// and is no finding. Takes time linear in the text. Safe for use by many threads.
MaskedText Mask(absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_MASK_H_
