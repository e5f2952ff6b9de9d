// A store of tokens in memory, which can fail.
#ifndef IDENTITY_TESTING_FAKE_TOKEN_CACHE_STORE_H_
#define IDENTITY_TESTING_FAKE_TOKEN_CACHE_STORE_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "identity/persistence/token_cache_store.h"

namespace azure::identity {

// Share one between credentials that stand for several processes. Safe for use by many threads.
class FakeTokenCacheStore final : public TokenCacheStore {
 public:
  absl::StatusOr<std::string> Load(const Context&, absl::string_view name) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    ++loads_;
    if (!error_.ok()) return error_;
    return texts_[std::string(name)];
  }

  absl::Status Update(const Context&, absl::string_view name, const Change& change) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!error_.ok()) return error_;
    std::string& text = texts_[std::string(name)];
    absl::StatusOr<std::string> next = change(text);
    if (!next.ok()) return next.status();
    text = *std::move(next);
    return absl::OkStatus();
  }

  // From now on every call ends with `error`, unless it is OK.
  void Fail(absl::Status error) {
    const std::lock_guard<std::mutex> lock(mutex_);
    error_ = std::move(error);
  }
  void Set(const std::string& name, std::string text) {
    const std::lock_guard<std::mutex> lock(mutex_);
    texts_[name] = std::move(text);
  }
  std::string text(const std::string& name) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return texts_[name];
  }
  int loads() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return loads_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> texts_;
  absl::Status error_;
  int loads_ = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_TOKEN_CACHE_STORE_H_
