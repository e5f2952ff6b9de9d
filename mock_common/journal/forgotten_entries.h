// How many entries the journal had to let go, and of whom: so that nobody judges past them.
#ifndef MOCK_COMMON_JOURNAL_FORGOTTEN_ENTRIES_H_
#define MOCK_COMMON_JOURNAL_FORGOTTEN_ENTRIES_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"

namespace mock::scenario {

// Not thread-safe. Of a bounded size: where there are too many tenants it counts too much rather
// than too little.
class ForgottenEntries {
 public:
  // Sequences must come in ascending order. `tenant` is as the client wrote it.
  void Add(absl::string_view tenant, std::uint64_t sequence);

  // How many at most have a sequence greater than `since` and belong to one of `tenants`, in any
  // case (none: to anybody). 0 only if there is none.
  std::uint64_t Count(std::uint64_t since, const std::vector<std::string>& tenants) const;

  void Clear();
  void ClearTenant(const std::vector<std::string>& names);

 private:
  struct Loss {
    void Add(std::uint64_t sequence);
    std::uint64_t After(std::uint64_t since) const;

    std::uint64_t count = 0;
    std::uint64_t last = 0;  // sequence
  };

  Loss all_;
  Loss of_others_;  // of tenants that had no place
  std::unordered_map<std::string, Loss> by_tenant_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_JOURNAL_FORGOTTEN_ENTRIES_H_
