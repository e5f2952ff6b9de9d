#include "identity/internal/managed_identity/host.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

class PlainHost : public ManagedIdentityHost {
 public:
  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override {
    if (resource.empty()) return absl::InvalidArgumentError("no resource");
    return HttpRequest{"GET", "http://h/token", {}, ""};
  }
};

TEST(ManagedIdentityHostTest, AsksOnceAndReturnsTheResponseAsItIs) {
  FakeTransport transport;
  transport.Expect(Respond(418, "tea"));
  const auto response = PlainHost().Ask(Context::Background(), transport, "r");
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status_code, 418);
}

TEST(ManagedIdentityHostTest, ARequestThatCannotBeMadeIsNotSent) {
  FakeTransport transport;
  EXPECT_THAT(PlainHost().Ask(Context::Background(), transport, ""),
              StatusIs(absl::StatusCode::kInvalidArgument, "no resource"));
}

TEST(ManagedIdentityHostTest, ARefusalShowsTheResponse) {
  HttpResponse response;
  response.status_code = 400;
  response.reason = "Bad Request";
  response.request_method = "GET";
  response.request_url = "http://h/token?resource=r";
  response.body = "no";
  const absl::Status status = PlainHost().Refusal(response);
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       ::testing::StartsWith("ManagedIdentityCredential authentication failed. \n"
                                             "GET http://h/token\n")));
}

TEST(ManagedIdentityHostTest, AnUnreadableAnswerIsAFailureAlsoInAChain) {
  for (const bool chained : {false, true}) {
    const absl::Status status = PlainHost().Unreadable("why", chained);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                                 "ManagedIdentityCredential: why. To troubleshoot, visit "
                                 "https://aka.ms/azsdk/go/identity/troubleshoot#managed-id"));
    EXPECT_FALSE(IsCredentialUnavailable(status));
  }
}

}  // namespace
}  // namespace azure::identity::internal
