#include "tools/explain/journal/calls.h"

#include <cstddef>
#include <unordered_map>
#include <utility>

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;

bool IsTriedAgain(const JournalEntry& entry) {
  switch (entry.status) {
    case 0:
    case 404:  // of a host of managed identities that is starting
    case 408:
    case 410:
    case 429:
      return true;
    default:
      return entry.status >= 500 || entry.oauth_error == "authorization_pending" ||
             entry.oauth_error == "slow_down";
  }
}

bool IsSameRequest(const JournalEntry& a, const JournalEntry& b) {
  return a.method == b.method && a.host == b.host && a.path == b.path && a.query == b.query;
}

}  // namespace

bool IsFailure(const JournalEntry& entry) {
  if (!entry.run.empty()) return entry.exit_code != 0;
  if (!entry.fault.empty() && entry.fault != "DRIP") return true;
  return entry.status == 0 || entry.status >= 400 || !entry.oauth_error.empty() ||
         !entry.reason.empty();
}

std::vector<Call> CallsOf(std::vector<JournalEntry> entries) {
  std::vector<Call> calls;
  std::unordered_map<std::string, std::size_t> by_id;
  for (JournalEntry& entry : entries) {
    const std::string id = entry.client_request_id;
    if (!id.empty() && entry.run.empty()) {
      const auto [known, is_new] = by_id.emplace(id, calls.size());
      if (is_new) calls.push_back({id, {}});
      calls[known->second].exchanges.push_back(std::move(entry));
      continue;
    }
    const bool repeats = entry.run.empty() && !calls.empty() && calls.back().id.empty() &&
                         calls.back().last().run.empty() && IsTriedAgain(calls.back().last()) &&
                         IsSameRequest(calls.back().last(), entry);
    if (!repeats) calls.emplace_back();
    calls.back().exchanges.push_back(std::move(entry));
  }
  return calls;
}

}  // namespace azmock::explain
