#include "identity/errors.h"

#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/cord.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/errors/error_format.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

HttpResponse InvalidSecret() {
  HttpResponse response;
  response.status_code = 401;
  response.reason = "Unauthorized";
  response.request_method = "POST";
  response.request_url =
      "https://login.microsoftonline.com/3c631bb7-a9f7-4343-a5ba-a615913/oauth2/v2.0/token";
  response.body =
      R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '86be4c01-505b-45e9-bfc0-9b825fd84'.\r\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100\r\nCorrelation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d\r\nTimestamp: 2022-03-02 18:25:26Z","error_codes":[7000215],"timestamp":"2022-03-02 18:25:26Z","trace_id":"03da4b8e-5ffe-48ca-9754-aff4276f0100","correlation_id":"7b12f9bb-2eef-42e3-ad75-eee69ec9088d","error_uri":"https://login.microsoftonline.com/error?code=7000215"})";
  return response;
}

TEST(FormatErrorTest, EqualsTheGuidesExampleToTheByte) {
  std::ifstream file("identity/testdata/guide_example.txt", std::ios::binary);
  ASSERT_TRUE(file);
  std::string golden((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  ASSERT_EQ(golden.back(), '\n');
  golden.pop_back();

  const auto details = GetErrorDetails(
      internal::AuthenticationFailed("ClientSecretCredential", "", InvalidSecret()));
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(FormatError(*details, ErrorLayout::kGuide), golden);
}

TEST(FormatErrorTest, LosesNothingInTheGuidesLayout) {
  const std::string rule(80, '-');
  const auto guide = [](const absl::Status& status) {
    return FormatError(*GetErrorDetails(status), ErrorLayout::kGuide);
  };
  HttpResponse response = InvalidSecret();
  response.body = "x";
  response.request_url = "https://h/t";
  const absl::Status failed =
      internal::AuthenticationFailed("ManagedIdentityCredential", "why", response);
  EXPECT_EQ(guide(failed),
            "ManagedIdentityCredential authentication failed. why\nPOST https://h/t\n" + rule +
                "\nRESPONSE 401 Unauthorized\n" + rule + "\nx\n" + rule);
  EXPECT_EQ(guide(internal::AuthenticationFailed("ManagedIdentityCredential", "why")),
            "ManagedIdentityCredential: why");
  EXPECT_EQ(guide(internal::ChainFailed("ChainedTokenCredential", {failed})),
            "ChainedTokenCredential: failed to acquire a token.\nAttempted credentials:\n"
            "\tManagedIdentityCredential authentication failed. why\n\t\tPOST https://h/t\n\t\t" +
                rule + "\n\t\tRESPONSE 401 Unauthorized\n\t\t" + rule + "\n\t\tx\n\t\t" + rule);
}

TEST(FormatErrorTest, AcceptsDetailsOfAnyShape) {
  EXPECT_EQ(FormatError(ErrorDetails(), ErrorLayout::kAzidentity), "");
  ErrorDetails details;
  details.kind = ErrorKind::kAuthenticationFailed;
  details.http.emplace();
  details.children.emplace_back();
  EXPECT_EQ(FormatError(details, ErrorLayout::kGuide), "\nAttempted credentials:\n\t");
}

TEST(GetErrorDetailsTest, FindsNoneWhereThereIsNone) {
  EXPECT_FALSE(GetErrorDetails(absl::OkStatus()).has_value());
  EXPECT_FALSE(GetErrorDetails(absl::InternalError("x")).has_value());
  absl::Status garbled = absl::InternalError("x");
  garbled.SetPayload(kErrorDetailsTypeUrl, absl::Cord("\xff\xff"));
  EXPECT_FALSE(GetErrorDetails(garbled).has_value());
}

TEST(IsCredentialUnavailableTest, IsFalseForOtherErrors) {
  EXPECT_FALSE(IsCredentialUnavailable(absl::OkStatus()));
  EXPECT_FALSE(IsCredentialUnavailable(absl::FailedPreconditionError("x")));
  EXPECT_FALSE(IsCredentialUnavailable(internal::AuthenticationFailed("C", "m")));
}

TEST(IsCredentialUnavailableTest, IsTrueIfOnlyAUserCanHelp) {
  EXPECT_TRUE(IsCredentialUnavailable(internal::AuthenticationRequired("C", {})));
}

TEST(GetRequiredTokenRequestTest, IsWhatToPassToAuthenticate) {
  const auto request = GetRequiredTokenRequest(internal::AuthenticationRequired(
      "DeviceCodeCredential", {{"a", "b"}, "tenant", R"({"c":1})", /*enable_cae=*/true}));
  ASSERT_TRUE(request.has_value());
  EXPECT_THAT(request->scopes, ::testing::ElementsAre("a", "b"));
  EXPECT_EQ(request->tenant_id, "tenant");
  EXPECT_EQ(request->claims, R"({"c":1})");
  EXPECT_TRUE(request->enable_cae);
  EXPECT_FALSE(GetRequiredTokenRequest(CredentialUnavailableError("m")).has_value());
  EXPECT_FALSE(GetRequiredTokenRequest(absl::OkStatus()).has_value());
}

TEST(CredentialUnavailableErrorTest, HasTheMessageVerbatim) {
  const absl::Status status = CredentialUnavailableError("MyCredential isn't set up");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition, "MyCredential isn't set up"));
  EXPECT_TRUE(IsCredentialUnavailable(status));
}

}  // namespace
}  // namespace azure::identity
