// Where a known error text stands in a pasted one, and what it has in place of the known one's
// identifiers.
#ifndef TOOLS_REPRO_ALIGNMENT_H_
#define TOOLS_REPRO_ALIGNMENT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/repro/words.h"

namespace azmock::repro {

struct Alignment {
  // What the known text says, and the paste in its place; each pair once, in the order of the text.
  std::vector<std::pair<std::string, std::string>> substitutions;
  // Of `substitutions` those that are neither IDs nor times.
  int other_names = 0;
  // Which bytes of the paste are the known text.
  std::size_t begin = 0;
  std::size_t end = 0;
  // The paste ends, or goes on with something else, before the known text does.
  bool cut = false;
};

// Compares word by word. IDs may stand for IDs and times for times; a name that looks like an
// identifier, and what stands in quotes, for any other. None if the paste has no such text, or less
// than half of it. The words must be those of SplitWords(paste). Takes time linear in the paste for
// each place where the known text might begin, of which a few are tried.
std::optional<Alignment> Align(const std::vector<Word>& known, absl::string_view paste,
                               const std::vector<Word>& words);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_ALIGNMENT_H_
