// A hash map that forgets its oldest entries, so that no history is too long.
#ifndef MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_
#define MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

namespace mock::entra {

template <typename Value>
class BoundedMap {
 public:
  explicit BoundedMap(std::size_t capacity) : capacity_(capacity) {}

  // A new entry, or another value for one that is there.
  Value& Put(const std::string& key, Value value) {
    const auto [entry, added] = values_.insert_or_assign(key, std::move(value));
    if (added) order_.push_back(key);
    // Before the new entry is the oldest one; one that was removed leaves its key.
    while (order_.size() > capacity_) {
      values_.erase(order_.front());
      order_.pop_front();
    }
    return entry->second;
  }

  // Null if there is none.
  Value* Find(const std::string& key) {
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : &found->second;
  }

  // Oldest first.
  template <typename Visitor>
  void ForEach(Visitor visit) const {
    for (const std::string& key : order_) {
      const auto found = values_.find(key);
      if (found != values_.end()) visit(found->second);
    }
  }

  // For all entries of which `gone(value)` holds.
  template <typename Predicate>
  void RemoveIf(Predicate gone) {
    std::deque<std::string> kept;
    for (std::string& key : order_) {
      const auto found = values_.find(key);
      if (found == values_.end()) continue;
      if (gone(found->second)) {
        values_.erase(found);
      } else {
        kept.push_back(std::move(key));
      }
    }
    order_ = std::move(kept);
  }

  void Clear() {
    values_.clear();
    order_.clear();
  }

  std::size_t size() const { return values_.size(); }

 private:
  std::size_t capacity_;
  std::unordered_map<std::string, Value> values_;
  std::deque<std::string> order_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_BOUNDED_MAP_H_
