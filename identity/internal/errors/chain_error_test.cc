#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/error_details.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/error_layout.h"
#include "identity/internal/errors/error_payload.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

const std::string kRule(80, '-');

ErrorDetails DetailsOf(const absl::Status& status) {
  return DetailsFromStatus(status).value_or(ErrorDetails());
}

// Every error's text is its details' in azidentity's layout.
void ExpectTextFromDetails(const absl::Status& status) {
  EXPECT_EQ(LayOutError(DetailsOf(status), ErrorLayout::kAzidentity), status.message());
}

HttpResponse ImdsFailure() {
  HttpResponse response;
  response.status_code = 500;
  response.reason = "Internal Server Error";
  response.body = "x";
  response.request_method = "GET";
  response.request_url =
      "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=r";
  return response;
}

TEST(ChainFailedTest, IsUnavailableIfAllSourcesAre) {
  const absl::Status status = ChainFailed(
      "DefaultAzureCredential",
      {CredentialUnavailable("EnvironmentCredential",
                             "missing environment variable AZURE_TENANT_ID"),
       CredentialUnavailable(
           "WorkloadIdentityCredential",
           "no client ID specified. Check pod configuration or set ClientID in the options"),
       CredentialUnavailable(
           "",
           "ManagedIdentityCredential: managed identity timed out. See "
           "https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information"),
       CredentialUnavailable("AzureCLICredential", "executable not found on path"),
       CredentialUnavailable("AzureDeveloperCLICredential", "executable not found on path"),
       CredentialUnavailable("AzurePowerShellCredential", "executable not found on path")});
  EXPECT_THAT(
      status,
      StatusIs(
          absl::StatusCode::kFailedPrecondition,
          "DefaultAzureCredential: failed to acquire a token.\n"
          "Attempted credentials:\n"
          "\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID\n"
          "\tWorkloadIdentityCredential: no client ID specified. Check pod configuration or set "
          "ClientID in the options\n"
          "\tManagedIdentityCredential: managed identity timed out. See "
          "https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information\n"
          "\tAzureCLICredential: executable not found on path\n"
          "\tAzureDeveloperCLICredential: executable not found on path\n"
          "\tAzurePowerShellCredential: executable not found on path"));
  EXPECT_EQ(DetailsOf(status).kind, ErrorKind::kCredentialUnavailable);
  EXPECT_EQ(DetailsOf(status).children.size(), 6);
  ExpectTextFromDetails(status);
}

TEST(ChainFailedTest, FailsWithTheLastSourceAndShowsItsResponseOnce) {
  const absl::Status status = ChainFailed(
      "DefaultAzureCredential",
      {CredentialUnavailable("EnvironmentCredential",
                             "missing environment variable AZURE_TENANT_ID"),
       CredentialUnavailable(
           "WorkloadIdentityCredential",
           "no client ID specified. Check pod configuration or set ClientID in the options"),
       AuthenticationFailed("ManagedIdentityCredential", "", ImdsFailure())});
  EXPECT_THAT(
      status,
      StatusIs(absl::StatusCode::kUnavailable,
               absl::StrCat(
                   "DefaultAzureCredential: failed to acquire a token.\n"
                   "Attempted credentials:\n"
                   "\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID\n"
                   "\tWorkloadIdentityCredential: no client ID specified. Check pod configuration "
                   "or set ClientID in the options\n"
                   "\tManagedIdentityCredential authentication failed. \n"
                   "\t\tGET http://169.254.169.254/metadata/identity/oauth2/token\n"
                   "\t\t",
                   kRule, "\n\t\tRESPONSE 500: 500 Internal Server Error\n\t\t", kRule,
                   "\n\t\tx\n\t\t", kRule,
                   "\n\t\tTo troubleshoot, visit "
                   "https://aka.ms/azsdk/go/identity/troubleshoot#managed-id")));
  EXPECT_EQ(DetailsOf(status).kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(DetailsOf(status).http->status_code, 500);
  ExpectTextFromDetails(status);
}

TEST(ChainFailedTest, TakesAPlainErrorForAFailure) {
  const absl::Status status =
      ChainFailed("ChainedTokenCredential",
                  {CredentialUnavailable("AzureCLICredential", "executable not found on path"),
                   absl::InvalidArgumentError("line 1\nline 2")});
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "ChainedTokenCredential: failed to acquire a token.\n"
                               "Attempted credentials:\n"
                               "\tAzureCLICredential: executable not found on path\n"
                               "\tline 1\n"
                               "\t\tline 2"));
  EXPECT_EQ(DetailsOf(status).kind, ErrorKind::kAuthenticationFailed);
  ExpectTextFromDetails(status);
}

TEST(ChainFailedTest, ShowsThePlainErrorsResponse) {
  ErrorDetails plain;
  plain.message = "http call failed";
  plain.http = {"POST", "https://h/devicecode", 400, "Bad Request", "{}", ""};
  const absl::Status status =
      ChainFailed("ChainedTokenCredential", {StatusFromDetails(absl::StatusCode::kUnknown, plain)});
  EXPECT_EQ(status.message(),
            absl::StrCat("ChainedTokenCredential authentication failed. "
                         "failed to acquire a token.\nAttempted credentials:\n\thttp call failed\n"
                         "POST https://h/devicecode\n",
                         kRule, "\nRESPONSE 400: 400 Bad Request\n", kRule, "\n{}\n", kRule));
  ExpectTextFromDetails(status);
}

TEST(ChainFailedTest, KeepsTheEndOfTheContext) {
  EXPECT_THAT(ChainFailed("ChainedTokenCredential",
                          {AuthenticationFailed("ClientSecretCredential", "context canceled",
                                                absl::StatusCode::kCancelled)}),
              StatusIs(absl::StatusCode::kCancelled));
}

TEST(ChainFailedTest, NestsChains) {
  const absl::Status inner =
      ChainFailed("ChainedTokenCredential", {CredentialUnavailable("A", "not\nhere")});
  const absl::Status outer = ChainFailed("ChainedTokenCredential", {inner, inner});
  EXPECT_EQ(outer.message(),
            "ChainedTokenCredential: failed to acquire a token.\nAttempted credentials:"
            "\n\tChainedTokenCredential: failed to acquire a token."
            "\n\t\tAttempted credentials:\n\t\t\tA: not\n\t\t\t\there"
            "\n\tChainedTokenCredential: failed to acquire a token."
            "\n\t\tAttempted credentials:\n\t\t\tA: not\n\t\t\t\there");
  ExpectTextFromDetails(outer);
}

TEST(ChainFailedTest, KeepsTheTextOfAnErrorWhosePayloadSaysOtherwise) {
  absl::Status foreign = absl::UnavailableError("reworded");
  foreign.SetPayload(kErrorDetailsTypeUrl,
                     *AuthenticationFailed("ManagedIdentityCredential", "", ImdsFailure())
                          .GetPayload(kErrorDetailsTypeUrl));
  const absl::Status status = ChainFailed("ChainedTokenCredential", {foreign});
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                               "ChainedTokenCredential: failed to acquire a token.\n"
                               "Attempted credentials:\n\treworded"));
  EXPECT_EQ(DetailsOf(status).http->status_code, 500);
  ExpectTextFromDetails(status);
}

TEST(ChainFailedTest, DoesNotTakeAServicesResponse) {
  const absl::Status status = ChainFailed("ChainedTokenCredential", {ResponseError(ImdsFailure())});
  EXPECT_THAT(std::string(status.message()),
              testing::StartsWith("ChainedTokenCredential: failed to acquire a token.\n"));
  EXPECT_FALSE(DetailsOf(status).http.has_value());
  ExpectTextFromDetails(status);
}

}  // namespace
}  // namespace azure::identity::internal
