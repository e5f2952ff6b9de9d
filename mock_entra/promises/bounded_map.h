// A hash map that takes no more than it may.
#ifndef MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_
#define MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mock_entra/promises/promise_limits.h"

namespace mock::entra {

// A Value says by Bytes() how much it takes. Not safe for use by many threads.
template <typename Value>
class BoundedMap {
 public:
  explicit BoundedMap(const PromiseLimits& limits) : limits_(limits) {}

  // For entries that never make room for another.
  static bool None(const std::string& /*key*/, const Value& /*value*/) { return false; }

  // A new entry, or another value for one that is there. If there is no room for it, those of
  // which `expired(key, value)` holds go; then the older half of those of which
  // `of_chain(key, value)` does, or as many more as it takes. False if that is not enough.
  template <typename Expired, typename OfChain>
  bool Put(const std::string& key, Value value, Expired expired, OfChain of_chain) {
    Erase(key);
    const std::size_t bytes = 2 * key.size() + value.Bytes();
    if (!HasRoom(bytes)) RemoveIf(expired);
    if (!HasRoom(bytes)) Thin(of_chain, bytes);
    if (!HasRoom(bytes)) return false;
    entries_.emplace(key, Entry{std::move(value), ++sequence_, bytes});
    bytes_ += bytes;
    return true;
  }

  // Null if there is none.
  Value* Find(const std::string& key) {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second.value;
  }

  void Erase(const std::string& key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return;
    bytes_ -= found->second.bytes;
    entries_.erase(found);
  }

  // All entries of which `gone(key, value)` holds.
  template <typename Predicate>
  void RemoveIf(Predicate gone) {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      if (!gone(entry->first, entry->second.value)) {
        ++entry;
        continue;
      }
      bytes_ -= entry->second.bytes;
      entry = entries_.erase(entry);
    }
  }

  template <typename Visitor>
  void ForEach(Visitor visit) const {
    for (const auto& [key, entry] : entries_) visit(key, entry.value);
  }

  void Clear() {
    entries_.clear();
    bytes_ = 0;
  }

  std::size_t size() const { return entries_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    Value value;
    std::uint64_t sequence;
    std::size_t bytes;
  };

  bool HasRoom(std::size_t bytes) const {
    return entries_.size() < limits_.entries && bytes_ + bytes <= limits_.bytes;
  }

  template <typename OfChain>
  void Thin(OfChain of_chain, std::size_t bytes) {
    std::vector<std::pair<std::uint64_t, std::string>> chain;
    for (const auto& [key, entry] : entries_) {
      if (of_chain(key, entry.value)) chain.emplace_back(entry.sequence, key);
    }
    std::sort(chain.begin(), chain.end());
    for (std::size_t i = 0; i < chain.size(); ++i) {
      if (2 * i >= chain.size() && HasRoom(bytes)) return;
      Erase(chain[i].second);
    }
  }

  const PromiseLimits limits_;
  std::unordered_map<std::string, Entry> entries_;
  std::uint64_t sequence_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_
