#include "identity/internal/pipeline/policies.h"

#include <cstddef>
#include <utility>

namespace azure::identity::internal {
namespace {

// What a policy is given: the policies from `index` on, then `last`. Sent by several
// policies, or several times, it never changes.
class Rest final : public HttpTransport {
 public:
  Rest(const HttpPolicies& policies, std::size_t index, HttpTransport& last)
      : policies_(policies), index_(index), last_(last) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override {
    if (index_ == policies_.size()) return last_.Send(ctx, request);
    Rest rest(policies_, index_ + 1, last_);
    return policies_[index_]->Send(ctx, request, rest);
  }

 private:
  const HttpPolicies& policies_;
  const std::size_t index_;
  HttpTransport& last_;
};

// Sends for one operation.
class BoundSender final : public HttpTransport {
 public:
  BoundSender(OperationSender& sender, Operation& operation)
      : sender_(sender), operation_(operation) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override {
    return sender_.Send(ctx, request, operation_);
  }

 private:
  OperationSender& sender_;
  Operation& operation_;
};

}  // namespace

CallPolicies::CallPolicies(HttpPolicies policies, std::shared_ptr<HttpTransport> next)
    : policies_(std::move(policies)), next_(std::move(next)) {}

absl::StatusOr<HttpResponse> CallPolicies::Send(const Context& ctx, const HttpRequest& request) {
  return Rest(policies_, 0, *next_).Send(ctx, request);
}

TryPolicies::TryPolicies(HttpPolicies policies, std::shared_ptr<OperationSender> next)
    : policies_(std::move(policies)), next_(std::move(next)) {}

absl::StatusOr<HttpResponse> TryPolicies::Send(const Context& ctx, const HttpRequest& request,
                                               Operation& operation) {
  BoundSender last(*next_, operation);
  return Rest(policies_, 0, last).Send(ctx, request);
}

}  // namespace azure::identity::internal
