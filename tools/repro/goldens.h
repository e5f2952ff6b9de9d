// The error texts that azidentity gave in the scenarios of the library.
#ifndef TOOLS_REPRO_GOLDENS_H_
#define TOOLS_REPRO_GOLDENS_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/repro/alignment.h"
#include "tools/repro/words.h"

namespace azmock::repro {

// A scenario whose text the paste is, but for identifiers.
struct Likeness {
  std::string id;
  Alignment alignment;
};

// Immutable, so safe for use by many threads.
class Goldens {
 public:
  Goldens(Goldens&&) = default;
  Goldens& operator=(Goldens&&) = default;
  // Of all scenarios.
  static Goldens Load();

  // All that the paste is like, by id.
  std::vector<Likeness> Like(absl::string_view paste) const;

  // Whether the scenario ended in an error.
  bool Has(absl::string_view id) const { return goldens_.find(id) != goldens_.end(); }

 private:
  Goldens() = default;

  struct Golden {
    std::string text;
    std::vector<Word> words;  // parts of the text
  };
  // By the scenario's id. Nodes stay where they are when the map is moved.
  std::map<std::string, Golden, std::less<>> goldens_;
};

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_GOLDENS_H_
