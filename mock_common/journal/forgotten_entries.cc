#include "mock_common/journal/forgotten_entries.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"

namespace mock::scenario {
namespace {

constexpr std::size_t kMostTenants = 4096;
// Longer names are one if they begin alike.
constexpr std::size_t kLongestName = 128;

std::string KeyOf(absl::string_view tenant) {
  return absl::AsciiStrToLower(tenant.substr(0, kLongestName));
}

}  // namespace

void ForgottenEntries::Loss::Add(std::uint64_t sequence) {
  ++count;
  last = sequence;
}

std::uint64_t ForgottenEntries::Loss::After(std::uint64_t since) const {
  return last <= since ? 0 : std::min(count, last - since);
}

void ForgottenEntries::Add(absl::string_view tenant, std::uint64_t sequence) {
  all_.Add(sequence);
  std::string key = KeyOf(tenant);
  const auto known = by_tenant_.find(key);
  if (known != by_tenant_.end()) {
    known->second.Add(sequence);
  } else if (by_tenant_.size() < kMostTenants) {
    by_tenant_[std::move(key)].Add(sequence);
  } else {
    of_others_.Add(sequence);
  }
}

std::uint64_t ForgottenEntries::Count(std::uint64_t since,
                                      const std::vector<std::string>& tenants) const {
  if (tenants.empty()) return all_.After(since);
  std::uint64_t count = of_others_.After(since);
  for (const std::string& tenant : tenants) {
    const auto known = by_tenant_.find(KeyOf(tenant));
    if (known != by_tenant_.end()) count += known->second.After(since);
  }
  return count;
}

void ForgottenEntries::Clear() { *this = ForgottenEntries(); }

void ForgottenEntries::ClearTenant(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto known = by_tenant_.find(KeyOf(name));
    if (known == by_tenant_.end()) continue;
    all_.count -= known->second.count;
    by_tenant_.erase(known);
  }
}

}  // namespace mock::scenario
