#include "identity/internal/managed_identity/imds.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kEndpoint[] = "http://169.254.169.254/metadata/identity/oauth2/token";

Imds SystemAssigned() { return Imds(std::nullopt, std::make_shared<FakeRandom>()); }
Imds UserAssigned(ManagedIdentityId id) {
  return Imds(std::move(id), std::make_shared<FakeRandom>());
}

HttpResponse Response(int status_code, const std::string& body) {
  HttpResponse response;
  response.status_code = status_code;
  response.reason = "Reason";
  response.request_method = "GET";
  response.request_url = kEndpoint;
  response.body = body;
  return response;
}

TEST(ImdsTest, AsksTheMetadataService) {
  const auto request = SystemAssigned().TokenRequest("https://vault.azure.net");
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->method, "GET");
  EXPECT_EQ(request->url, std::string(kEndpoint) +
                              "?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net");
  EXPECT_EQ(request->headers.Get("Metadata"), "true");
  EXPECT_EQ(request->headers.Get("X-Client-Sku"), "azure-identity-cc");
  EXPECT_EQ(request->headers.Get("X-Ms-Client-Request-Id").size(), 36);
  EXPECT_EQ(request->headers.fields().size(), 4);
}

TEST(ImdsTest, NamesTheIdentityByTheKindOfItsId) {
  const auto url = [](ManagedIdentityId id) {
    return UserAssigned(std::move(id)).TokenRequest("r")->url.substr(sizeof(kEndpoint));
  };
  EXPECT_EQ(url(ManagedIdentityId::Client("c")), "api-version=2018-02-01&client_id=c&resource=r");
  EXPECT_EQ(url(ManagedIdentityId::Object("o")), "api-version=2018-02-01&object_id=o&resource=r");
  EXPECT_EQ(url(ManagedIdentityId::Resource("/r")),
            "api-version=2018-02-01&msi_res_id=%2Fr&resource=r");
}

TEST(ImdsTest, TheProbeIsNoProperRequest) {
  EXPECT_EQ(Imds::Probe().url, kEndpoint);
  EXPECT_TRUE(Imds::Probe().headers.empty());
}

TEST(ImdsTest, ItsRetryDefaultsAreForAServiceThatIsUpdated) {
  const RetryOptions retry = SystemAssigned().Retry({});
  EXPECT_EQ(retry.max_retries, 6);
  EXPECT_EQ(retry.retry_delay, absl::Seconds(2));
  EXPECT_EQ(retry.max_retry_delay, absl::Seconds(25));
  EXPECT_EQ(retry.try_timeout, absl::Minutes(1));
  EXPECT_THAT(retry.status_codes,
              ElementsAre(404, 410, 429, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511));
}

TEST(ImdsTest, WhatTheCallerSaysOfRetriesStays) {
  RetryOptions given;
  given.max_retries = -1;
  given.retry_delay = absl::Milliseconds(1);
  given.max_retry_delay = absl::Milliseconds(2);
  given.try_timeout = absl::Milliseconds(3);
  given.status_codes = {418};
  const RetryOptions retry = SystemAssigned().Retry(given);
  EXPECT_EQ(retry.max_retries, -1);
  EXPECT_EQ(retry.retry_delay, absl::Milliseconds(1));
  EXPECT_EQ(retry.max_retry_delay, absl::Milliseconds(2));
  EXPECT_EQ(retry.try_timeout, absl::Milliseconds(3));
  EXPECT_THAT(retry.status_codes, ElementsAre(418));
}

TEST(ImdsTest, AnIdentityThatIsNotAssignedIsAFailure) {
  const absl::Status status =
      UserAssigned(ManagedIdentityId::Client("c")).Refusal(Response(400, ""));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               StartsWith("ManagedIdentityCredential authentication failed. the "
                                          "requested identity isn't assigned to this resource\n"
                                          "GET http://169.254.169.254/metadata/identity/oauth2/"
                                          "token\n")));
  EXPECT_FALSE(IsCredentialUnavailable(status));
}

TEST(ImdsTest, AMachineWithoutIdentityMakesTheCredentialUnavailable) {
  const absl::Status status = SystemAssigned().Refusal(Response(400, R"({"error":"x"})"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "ManagedIdentityCredential: failed to authenticate a system "
                               "assigned identity. The endpoint responded with {\"error\":\"x\"}"));
  EXPECT_TRUE(IsCredentialUnavailable(status));
  EXPECT_EQ(SystemAssigned().Refusal(Response(400, "")).message(),
            "ManagedIdentityCredential: failed to authenticate a system assigned identity");
}

TEST(ImdsTest, DockerDesktopsProxyIsNoMetadataService) {
  const absl::Status status = UserAssigned(ManagedIdentityId::Client("c"))
                                  .Refusal(Response(403, "an \"unreachable\" network.\n"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "ManagedIdentityCredential: unexpected response "
                               "\"an \\\"unreachable\\\" network.\\n\""));
  EXPECT_TRUE(IsCredentialUnavailable(status));
}

TEST(ImdsTest, EveryOtherRefusalShowsTheResponse) {
  const std::pair<int, absl::StatusCode> cases[] = {
      {403, absl::StatusCode::kUnauthenticated},   {404, absl::StatusCode::kUnauthenticated},
      {410, absl::StatusCode::kUnauthenticated},   {500, absl::StatusCode::kUnavailable},
      {429, absl::StatusCode::kResourceExhausted},
  };
  for (const auto& [status_code, code] : cases) {
    EXPECT_THAT(SystemAssigned().Refusal(Response(status_code, "x")),
                StatusIs(code, StartsWith("ManagedIdentityCredential authentication failed. \n")));
  }
}

TEST(ImdsTest, NoRefusalShowsAToken) {
  constexpr char kBody[] = R"({"access_token":"hush","note":"unreachable"})";
  for (const int status_code : {400, 403, 500}) {
    EXPECT_THAT(std::string(SystemAssigned().Refusal(Response(status_code, kBody)).message()),
                AllOf(HasSubstr("REDACTED"), Not(HasSubstr("hush"))));
  }
}

TEST(ImdsTest, WhatAnswersInItsPlaceIsAFailureUnlessAChainCanGoOn) {
  const absl::Status alone = SystemAssigned().Unreadable("why", /*chained=*/false);
  EXPECT_THAT(alone, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_FALSE(IsCredentialUnavailable(alone));
  const absl::Status chained = SystemAssigned().Unreadable("why", /*chained=*/true);
  EXPECT_THAT(chained,
              StatusIs(absl::StatusCode::kFailedPrecondition, "ManagedIdentityCredential: why"));
  EXPECT_TRUE(IsCredentialUnavailable(chained));
}

}  // namespace
}  // namespace azure::identity::internal
