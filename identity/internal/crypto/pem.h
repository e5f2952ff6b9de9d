// Splits text into its PEM blocks (RFC 7468, and RFC 1421 for headers).
#ifndef IDENTITY_INTERNAL_CRYPTO_PEM_H_
#define IDENTITY_INTERNAL_CRYPTO_PEM_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

struct PemBlock {
  std::string type;                            // such as "RSA PRIVATE KEY"
  std::map<std::string, std::string> headers;  // such as "DEK-Info"; seldom any
  SecretString bytes;                          // the decoded content
};

struct PemText {
  std::vector<PemBlock> blocks;

  // The types of blocks that were begun but are cut short or not base64. As
  // Go's encoding/pem does, they are otherwise skipped.
  std::vector<std::string> malformed;
};

// Takes text before, between and after the blocks for a comment, and any line
// ending. Never fails: text without a block gives an empty result. Linear in the
// length of `text`.
PemText ReadPem(absl::string_view text);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_PEM_H_
