// The AADSTS catalogue: what Entra ID says for each of its error codes.
#ifndef MOCK_ENTRA_ERRORS_CATALOGUE_H_
#define MOCK_ENTRA_ERRORS_CATALOGUE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace mock::entra {

// One known form of one error. The texts live as long as the process.
struct AadstsRow {
  std::int64_t code = 0;
  // Tells forms of one code apart: "" for today's, else an era ("2019"), an
  // endpoint ("metadata", "v1") or, for nested errors, the inner code.
  std::string variant;
  std::string error;  // OAuth's, such as "invalid_client"
  int status = 400;
  std::vector<std::int64_t> error_codes;
  std::string suberror;  // may be empty
  // Whether the body has error_uri: only if Entra's look-up page has the code.
  bool has_error_uri = true;
  // Further members, a JSON object with {placeholders}, or "".
  std::string extra;
  // What follows "AADSTS<code>: ", with {placeholders}.
  std::string description;
  std::string trigger;  // what a client does to get it
  // O observed text, P partly observed, D documented text whose `error` and
  // status follow from its family.
  char evidence = 'O';
  std::string source;  // a public place where it was seen or documented
};

// Immutable, so safe for use by many threads.
class Catalogue {
 public:
  // The rows of aadsts.tsv, which is compiled in.
  static const Catalogue& BuiltIn();

  // Reads the format of aadsts.tsv. Errors name line and column.
  static absl::StatusOr<Catalogue> Parse(absl::string_view tsv);

  // The row of `code` and `variant`; for variant "" the code's first row, and
  // for a code that occurs only inside another (50012) that one. Null if none.
  const AadstsRow* Find(std::int64_t code, absl::string_view variant = "") const;

  const std::vector<AadstsRow>& rows() const { return rows_; }

 private:
  std::vector<AadstsRow> rows_;
  std::unordered_map<std::string, std::size_t> index_;  // "code" and "code/variant"
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ERRORS_CATALOGUE_H_
