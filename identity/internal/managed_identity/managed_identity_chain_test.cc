// What DefaultAzureCredential and other chains see of a managed identity.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/managed_identity/managed_identity_client_fixture.h"

namespace azure::identity::internal {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kLink[] =
    "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id";

using ManagedIdentityChainTest = ManagedIdentityClientTest;

TEST_F(ManagedIdentityChainTest, ACaptivePageLetsAChainGoOn) {
  MakeClient();
  transport_->Always(Respond(200, "<html>"));
  const std::string text =
      "ManagedIdentityCredential: error parsing the json error: invalid character '<' looking for "
      "beginning of value";
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnavailable, absl::StrCat(text, ". ", kLink)));
  client_->JoinChain();
  const auto chained = GetToken();
  EXPECT_THAT(chained, StatusIs(absl::StatusCode::kFailedPrecondition, text));
  EXPECT_TRUE(IsCredentialUnavailable(chained.status()));
}

class ManagedIdentityProbeTest : public ManagedIdentityClientTest {
 protected:
  void SetUp() override {
    ManagedIdentityClientOptions options = Options();
    options.probe = true;
    MakeClient(std::move(options));
  }
};

TEST_F(ManagedIdentityProbeTest, WhateverAnswersIsAMetadataService) {
  transport_->Expect(Respond(500, ""));
  ExpectToken("tok", R"("expires_in":3600)");
  EXPECT_EQ(Get(), "tok");
  const auto requests = transport_->requests();
  ASSERT_THAT(requests, SizeIs(2));
  EXPECT_EQ(requests[0].url, kImdsUrl);
  EXPECT_EQ(requests[0].headers.Find("Metadata"), nullptr);
  EXPECT_THAT(clock_->sleeps(), IsEmpty());
}

TEST_F(ManagedIdentityProbeTest, WithoutAnAnswerTheNextCallAsksAgain) {
  transport_->Expect(Fail(absl::UnavailableError("connection refused")));
  const auto failed = GetToken();
  EXPECT_THAT(failed, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "ManagedIdentityCredential: connection refused"));
  EXPECT_TRUE(IsCredentialUnavailable(failed.status()));
  transport_->Expect(Respond(400, ""));
  ExpectToken("tok", R"("expires_in":3600)");
  EXPECT_EQ(Get(), "tok");
  EXPECT_THAT(transport_->requests(), SizeIs(3));
}

TEST_F(ManagedIdentityProbeTest, WaitsForOneSecond) {
  const absl::Time start = clock_->Now();
  transport_->Expect(
      [this](const Context& ctx, const HttpRequest&) -> absl::StatusOr<HttpResponse> {
        clock_->Advance(ctx.deadline() - clock_->Now());
        return ctx.Err(clock_->Now());
      });
  const auto failed = GetToken();
  EXPECT_THAT(failed, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "ManagedIdentityCredential: managed identity timed out. See "
                               "https://aka.ms/azsdk/go/identity/troubleshoot#dac for more "
                               "information"));
  EXPECT_EQ(clock_->Now() - start, absl::Seconds(1));
}

TEST_F(ManagedIdentityProbeTest, OtherHostsAreNotProbed) {
  environment_->Set("MSI_ENDPOINT", "http://h/");
  ManagedIdentityClientOptions options = Options();
  options.probe = true;
  MakeClient(std::move(options));
  ExpectToken("tok", R"("expires_in":3600)");
  EXPECT_EQ(Get(), "tok");
}

}  // namespace
}  // namespace azure::identity::internal
