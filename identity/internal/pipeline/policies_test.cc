#include "identity/internal/pipeline/policies.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

// Writes its name into what passes, so many times.
class Stamp final : public HttpPolicy {
 public:
  explicit Stamp(std::string name, int times = 1) : name_(std::move(name)), times_(times) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request,
                                    HttpTransport& next) override {
    HttpRequest stamped = request;
    stamped.body += name_;
    absl::StatusOr<HttpResponse> response = absl::UnknownError("not sent");
    for (int i = 0; i < times_; ++i) response = next.Send(ctx, stamped);
    if (response.ok()) response->body += name_;
    return response;
  }

 private:
  const std::string name_;
  const int times_;
};

HttpPolicies Stamps() { return {std::make_shared<Stamp>("a"), std::make_shared<Stamp>("b", 2)}; }

// Answers with the number of the send and the request's body.
class Counting final : public OperationSender {
 public:
  absl::StatusOr<HttpResponse> Send(const Context&, const HttpRequest& request,
                                    Operation& operation) override {
    HttpResponse response;
    response.body = absl::StrCat(++operation.sends, request.body, "|");
    return response;
  }
};

TEST(CallPoliciesTest, TheFirstIsOutermost) {
  const auto transport = std::make_shared<FakeTransport>();
  transport->Always(Respond(200, "|"));
  CallPolicies policies(Stamps(), transport);
  EXPECT_EQ(policies.Send(Context::Background(), {"GET", "https://h", {}, ""})->body, "|ba");
  ASSERT_EQ(transport->requests().size(), 2u);
  EXPECT_EQ(transport->requests()[1].body, "ab");
}

TEST(CallPoliciesTest, APolicyNeedNotSend) {
  CallPolicies policies({std::make_shared<Stamp>("a", 0)}, std::make_shared<FakeTransport>());
  EXPECT_THAT(policies.Send(Context::Background(), {"GET", "https://h", {}, ""}),
              StatusIs(absl::StatusCode::kUnknown));
}

TEST(TryPoliciesTest, EachSendCountsForTheOperation) {
  TryPolicies policies(Stamps(), std::make_shared<Counting>());
  Operation operation{absl::UnixEpoch()};
  EXPECT_EQ(policies.Send(Context::Background(), {"GET", "https://h", {}, ""}, operation)->body,
            "2ab|ba");
  EXPECT_EQ(operation.sends, 2);
}

}  // namespace
}  // namespace azure::identity::internal
