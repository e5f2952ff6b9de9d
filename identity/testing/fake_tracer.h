// A tracer that remembers.
#ifndef IDENTITY_TESTING_FAKE_TRACER_H_
#define IDENTITY_TESTING_FAKE_TRACER_H_

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/tracer.h"

namespace azure::identity {

// Must outlive its spans. Safe for use by many threads at once.
class FakeTracer final : public Tracer {
 public:
  // A span, and what it was told.
  struct Record {
    // As the library gave them.
    std::string name;
    SpanKind kind = SpanKind::kInternal;
    std::map<std::string, std::string> attributes;
    std::string error;   // "" if there was none
    bool ended = false;  // whether it was destroyed
  };

  std::unique_ptr<Span> StartSpan(absl::string_view name, SpanKind kind) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    records_.push_back({std::string(name), kind, {}, "", false});
    return std::make_unique<FakeSpan>(*this, records_.size() - 1);
  }

  // In the order in which they started.
  std::vector<Record> records() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return records_;
  }

 private:
  class FakeSpan final : public Span {
   public:
    FakeSpan(FakeTracer& tracer, std::size_t index) : tracer_(tracer), index_(index) {}
    ~FakeSpan() override {
      tracer_.Change(index_, [](Record& record) { record.ended = true; });
    }

    void SetAttribute(absl::string_view key, absl::string_view value) override {
      tracer_.Change(index_, [&](Record& record) {
        record.attributes[std::string(key)] = std::string(value);
      });
    }
    void SetError(absl::string_view description) override {
      tracer_.Change(index_, [&](Record& record) { record.error = std::string(description); });
    }

   private:
    FakeTracer& tracer_;
    const std::size_t index_;
  };

  template <typename Edit>
  void Change(std::size_t index, Edit edit) {
    const std::lock_guard<std::mutex> lock(mutex_);
    edit(records_[index]);
  }

  mutable std::mutex mutex_;
  std::vector<Record> records_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_TRACER_H_
