// Which entries of the journal a Match or a JournalFilter means.
#ifndef MOCK_SERVER_ADMIN_ENTRY_MATCH_H_
#define MOCK_SERVER_ADMIN_ENTRY_MATCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mock_common/rules/matcher.h"
#include "mock_common/text/place.h"
#include "mock_server/admin/messages.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {
struct JournalEntry;
}  // namespace mock::scenario

namespace mock::admin {

// Tells `place`, which is the match's, what is wrong with it, also what the journal
// can't know: of headers and of secrets only whether they are there.
void ValidateEntryMatch(const scenario::Match& match, const scenario::Place& place);

// Immutable: safe for use by many threads. The match must be sound.
class EntryMatcher {
 public:
  explicit EntryMatcher(const scenario::Match& match) : matcher_(match) {}

  // Exchanges that are no requests, such as failed TLS handshakes, never match.
  bool Matches(const scenario::JournalEntry& entry) const;
  // As scenario::Matcher::Differences.
  std::vector<std::string> Differences(const scenario::JournalEntry& entry) const;

 private:
  scenario::Matcher matcher_;
};

// Immutable: safe for use by many threads.
class EntryFilter {
 public:
  // `tenant_names` are all the names of `filter.tenant`.
  EntryFilter(const JournalFilter& filter, std::vector<std::string> tenant_names);

  std::uint64_t since() const { return since_; }
  // All names of the tenant that is meant; empty for all tenants.
  const std::vector<std::string>& tenants() const { return tenants_; }
  bool Takes(const scenario::JournalEntry& entry) const;

 private:
  std::uint64_t since_;
  std::vector<std::string> tenants_;
  std::optional<EntryMatcher> matcher_;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_ENTRY_MATCH_H_
