#include "identity/internal/clients/confidential_client.h"

#include <future>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/internal/text/url.h"
#include "identity/testing/fake_executor.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kLink[] =
    "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret";

// An error without a response, as it is printed.
std::string Printed(absl::string_view message) {
  return absl::StrCat("ClientSecretCredential: ", message, ". ", kLink);
}

class ConfidentialClientTest : public ::testing::Test {
 protected:
  ConfidentialClientOptions Options(const std::string& tenant = "t") {
    return {"ClientSecretCredential", tenant, "c", {}, false, authority_.Options()};
  }
  // Replaces the client by one with these options.
  void Use(ConfidentialClientOptions options) {
    client_ = ConfidentialClient::Create(std::move(options), ClientSecret("s")).value();
  }
  absl::StatusOr<AccessToken> GetToken(const TokenRequestOptions& options,
                                       const Context& ctx = Context::Background()) {
    return client_->GetToken(ctx, options);
  }
  // The text of the token for `options`, or of the error.
  std::string Get(const TokenRequestOptions& options) {
    const auto token = GetToken(options);
    return std::string(token.ok() ? token->token() : token.status().message());
  }
  std::string Get(const std::string& scope) { return Get({{scope}, "", "", false}); }
  void ExpectToken(absl::string_view token, int expires_in, absl::string_view more = "") {
    authority_.transport->Expect(Respond(200, TokenBody(token, expires_in, more)),
                                 UrlContains(kToken));
  }

  FakeAuthority authority_;
  std::unique_ptr<ConfidentialClient> client_ =
      ConfidentialClient::Create(Options(), ClientSecret("s")).value();
};

TEST_F(ConfidentialClientTest, CachesATokenUntilFiveMinutesBeforeItsEnd) {
  EXPECT_EQ(Get("s"), "tok1");
  EXPECT_EQ(Get("s"), "tok1");
  authority_.clock->Advance(absl::Seconds(3599 - 300));
  EXPECT_EQ(Get("s"), "tok1");
  authority_.clock->Advance(absl::Seconds(1));
  EXPECT_EQ(Get("s"), "tok2");
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(authority_.Count(kConfiguration), 1);
}

TEST_F(ConfidentialClientTest, ATokenOfLessThanFiveMinutesIsUsedOnce) {
  ExpectToken("short", 299);
  EXPECT_EQ(Get("s"), "short");
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, ATokenOfFiveMinutesAndTwoSecondsIsUsedForTwoSeconds) {
  ExpectToken("short", 302);
  EXPECT_EQ(Get("s"), "short");
  authority_.clock->Advance(absl::Seconds(2));
  EXPECT_EQ(Get("s"), "short");
  authority_.clock->Advance(absl::Seconds(1));
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, ATokenServesEverySubsetOfItsScopes) {
  EXPECT_EQ(Get({{"a/.default", "b/.default"}, "", "", false}), "tok1");
  EXPECT_EQ(Get("B/.DEFAULT"), "tok1");
  EXPECT_EQ(Get("a/.default"), "tok1");
  EXPECT_EQ(Get("c/.default"), "tok2");
}

TEST_F(ConfidentialClientTest, OnlyBearerTokensAreKept) {
  authority_.transport->Expect(
      Respond(200, R"({"expires_in":3600,"token_type":"pop","access_token":"proof"})"),
      UrlContains(kToken));
  EXPECT_EQ(Get("s"), "proof");
  EXPECT_EQ(Get("s"), "tok1");
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, RefreshesWhenTheAuthoritySaid) {
  ExpectToken("old", 3600, R"(,"refresh_in":1800)");
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1800));
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1));
  EXPECT_EQ(Get("s"), "tok1");
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, KeepsTheOldTokenIfTheRefreshFails) {
  ExpectToken("old", 3600, R"(,"refresh_in":1800)");
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1801));
  // One try, however many calls there are.
  authority_.transport->Expect(Respond(503, "busy"), UrlContains(kToken));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Get("s"), "old");
  EXPECT_EQ(authority_.Count(kToken), 2);
  EXPECT_THAT(authority_.clock->sleeps(), ::testing::IsEmpty());
  authority_.clock->Advance(absl::Seconds(30));
  authority_.transport->Expect(Respond(401, R"({"error":"invalid_client"})"), UrlContains(kToken));
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(60));
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, NobodyWaitsForARefreshOfAGoodToken) {
  const auto executor = std::make_shared<FakeExecutor>();
  authority_.executor = executor;
  Use(Options());
  ExpectToken("old", 3600, R"(,"refresh_in":1800)");
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1801));
  EXPECT_EQ(Get("s"), "old");
  EXPECT_EQ(authority_.Count(kToken), 1);
  EXPECT_EQ(executor->RunAll(), 1u);
  EXPECT_EQ(authority_.Count(kToken), 2);
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, ARefreshDoesNotOutliveItsClient) {
  const auto executor = std::make_shared<FakeExecutor>();
  authority_.executor = executor;
  Use(Options());
  ExpectToken("old", 3600, R"(,"refresh_in":1800)");
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1801));
  EXPECT_EQ(Get("s"), "old");
  client_ = nullptr;
  EXPECT_EQ(executor->RunAll(), 1u);
  EXPECT_EQ(authority_.Count(kToken), 1);
}

TEST_F(ConfidentialClientTest, TheEndOfAClientEndsARefreshOfIts) {
  authority_.executor = BackgroundExecutor();
  Use(Options());
  ExpectToken("old", 3600, R"(,"refresh_in":1800)");
  EXPECT_EQ(Get("s"), "old");
  authority_.clock->Advance(absl::Seconds(1801));
  std::promise<void> refreshing;
  std::promise<void> cancelled;
  authority_.transport->Expect(
      [&](const Context& ctx, const HttpRequest&) -> absl::StatusOr<HttpResponse> {
        const auto on_cancel = ctx.OnCancel([&] { cancelled.set_value(); });
        refreshing.set_value();
        cancelled.get_future().wait();
        return absl::CancelledError("context canceled");
      },
      UrlContains(kToken));
  EXPECT_EQ(Get("s"), "old");
  refreshing.get_future().wait();
  client_ = nullptr;
}

TEST_F(ConfidentialClientTest, RefreshesWhatIsDueAtOnceEveryThirtySeconds) {
  ExpectToken("a", 3600, R"(,"refresh_in":0)");
  ExpectToken("b", 3600, R"(,"refresh_in":0)");
  EXPECT_EQ(Get("s"), "a");
  authority_.clock->Advance(absl::Nanoseconds(1));
  EXPECT_EQ(Get("s"), "b");
  authority_.clock->Advance(absl::Seconds(29));
  EXPECT_EQ(Get("s"), "b");
  authority_.clock->Advance(absl::Seconds(1));
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, DoesNotKeepAFailure) {
  authority_.transport->Expect(Respond(401, R"({"error":"invalid_client"})"), UrlContains(kToken));
  EXPECT_THAT(Get("s"), HasSubstr("RESPONSE 401: 401 Unauthorized"));
  EXPECT_EQ(Get("s"), "tok1");
}

TEST_F(ConfidentialClientTest, ClaimsBypassTheCache) {
  EXPECT_EQ(Get("s"), "tok1");
  const TokenRequestOptions challenged{{"s"}, "", "not json", false};
  EXPECT_EQ(Get(challenged), "tok2");
  EXPECT_EQ(Get(challenged), "tok3");
  EXPECT_THAT(authority_.transport->requests().back().body, HasSubstr("claims=not+json&"));
  // The newer token takes the old one's place.
  EXPECT_EQ(Get("s"), "tok3");
}

TEST_F(ConfidentialClientTest, ClaimsNeedNoInstanceDiscovery) {
  EXPECT_EQ(Get({{"s"}, "", "{}", false}), "tok1");
  EXPECT_EQ(authority_.Count(kDiscovery), 0);
  EXPECT_EQ(Get("s"), "tok1");
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
}

TEST_F(ConfidentialClientTest, CaeHasAClientOfItsOwn) {
  EXPECT_EQ(Get({{"s"}, "", "", false}), "tok1");
  EXPECT_EQ(Get({{"s"}, "", "", true}), "tok2");
  EXPECT_EQ(Get({{"s"}, "", "", false}), "tok1");
  EXPECT_EQ(Get({{"s"}, "", "", true}), "tok2");
  EXPECT_EQ(authority_.Count(kDiscovery), 2);
  EXPECT_EQ(authority_.Count(kConfiguration), 2);
  EXPECT_EQ(authority_.transport->requests().back().body,
            "claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B%22CP1%22%5D%7D"
            "%7D%7D&client_id=c&client_secret=s&grant_type=client_credentials&"
            "scope=s+openid+offline_access+profile");
}

TEST_F(ConfidentialClientTest, CaeErrorsAreFailedAuthentications) {
  const struct {
    const char* claims;
    const char* message;
  } kCases[] = {
      {"not json",
       "claims must be JSON. Are they base64 encoded? json.Unmarshal returned \"invalid character "
       "'o' in literal null (expecting 'u')\""},
      {R"({"access_token":5})", "challenge claims conflict with client capabilities"},
  };
  for (const auto& c : kCases) {
    const auto token = GetToken({{"s"}, "", c.claims, true});
    EXPECT_THAT(token, StatusIs(absl::StatusCode::kInvalidArgument, Printed(c.message)));
    EXPECT_EQ(GetErrorDetails(token.status())->kind, ErrorKind::kAuthenticationFailed);
  }
}

TEST_F(ConfidentialClientTest, TenantsAreKeptApart) {
  ConfidentialClientOptions options = Options();
  options.additionally_allowed_tenants = {"other"};
  Use(std::move(options));
  EXPECT_EQ(Get({{"s"}, "", "", false}), "tok1");
  EXPECT_EQ(Get({{"s"}, "other", "", false}), "tok2");
  EXPECT_EQ(Get({{"s"}, "t", "", false}), "tok1");
  EXPECT_EQ(Get({{"s"}, "other", "", false}), "tok2");
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(authority_.Count("/t/v2.0/.well-known/"), 1);
  EXPECT_EQ(authority_.Count("/other/v2.0/.well-known/"), 1);
}

TEST_F(ConfidentialClientTest, TenantsThatDifferInCaseShareTokens) {
  ConfidentialClientOptions options = Options("contoso");
  options.additionally_allowed_tenants = {"*"};
  Use(std::move(options));
  EXPECT_EQ(Get({{"s"}, "", "", false}), "tok1");
  EXPECT_EQ(Get({{"s"}, "CONTOSO", "", false}), "tok1");
}

TEST_F(ConfidentialClientTest, RefusesTenantsThatAreNotAllowed) {
  EXPECT_THAT(
      GetToken({{"s"}, "other", "", false}),
      StatusIs(
          absl::StatusCode::kInvalidArgument,
          "ClientSecretCredential isn't configured to acquire tokens for tenant \"other\". To "
          "enable acquiring tokens for this tenant add it to the AdditionallyAllowedTenants on the "
          "credential options, or add \"*\" to allow acquiring tokens for any tenant"));
  EXPECT_THAT(
      GetToken({{"s"}, "a b", "", false}),
      StatusIs(absl::StatusCode::kInvalidArgument, ::testing::StartsWith("invalid tenantID.")));
  EXPECT_THAT(authority_.transport->requests(), ::testing::IsEmpty());
}

TEST_F(ConfidentialClientTest, GeneralTenantsFailTheAuthentication) {
  ConfidentialClientOptions options = Options();
  options.additionally_allowed_tenants = {"*"};
  Use(std::move(options));
  EXPECT_EQ(Get({{"s"}, "common", "", false}),
            Printed("tenant ID must be a specific tenant, not \"common\""));
  Use(Options("ADFS"));
  EXPECT_EQ(Get("s"), Printed("ADFS authority doesn't support tenants"));
  Use(Options("adfs"));
  EXPECT_EQ(Get({{"s"}, "t", "", false}), "ADFS doesn't support tenants");
}

TEST_F(ConfidentialClientTest, AnUnusableAuthorityIsReportedByGetToken) {
  authority_.environment->Set("AZURE_AUTHORITY_HOST", "https://host/?x=1");
  Use(Options());
  const auto token = GetToken({{"s"}, "", "", false});
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "authority must be an URL such as \"https://login.microsoftonline.com/<your "
                       "tenant>\""));
  EXPECT_EQ(GetErrorDetails(token.status()), std::nullopt);
}

TEST_F(ConfidentialClientTest, NeedsAScope) {
  EXPECT_THAT(GetToken({{}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "ClientSecretCredential.GetToken() requires at least one scope"));
}

TEST_F(ConfidentialClientTest, LogsTheGrantedScopesAlsoWhenTheTokenWasCached) {
  ExpectToken("t", 3600, R"(,"scope":"a/.default b/.default")");
  EXPECT_EQ(Get("a/.default"), "t");
  EXPECT_EQ(Get("B/.default"), "t");
  EXPECT_EQ(Get({{"x", "\"y\""}, "", "", false}), "tok1");
  authority_.transport->Expect(Respond(401, ""), UrlContains(kToken));
  EXPECT_THAT(Get("z"), HasSubstr("failed"));
  EXPECT_THAT(
      authority_.log,
      ElementsAre(
          R"(ClientSecretCredential.GetToken() acquired a token for scope "a/.default, b/.default")",
          R"(ClientSecretCredential.GetToken() acquired a token for scope "a/.default, b/.default")",
          R"(ClientSecretCredential.GetToken() acquired a token for scope "x, \"y\"")"));
}

TEST_F(ConfidentialClientTest, DeclinedScopesFailTheAuthentication) {
  ExpectToken("t", 3600, R"(,"scope":"other b")");
  const auto token = GetToken({{"a", "b", "c"}, "", "", false});
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       Printed("token response failed because declined scopes are present: a,c")));
}

TEST_F(ConfidentialClientTest, UnusableTokenResponsesSayWhyAndShowNothing) {
  const struct {
    const char* body;
    const char* message;
  } kCases[] = {
      {"", "response is missing access_token"},
      {R"({"expires_in":5})", "response is missing access_token"},
      {R"({"access_token":"SECRET)",
       "json decode error: unexpected EOF\nraw message was 23 bytes long; it isn't shown because "
       "it may contain a token"},
      {"<html>SECRET",
       "json decode error: invalid character '<' looking for beginning of value\nraw message was "
       "12 bytes long; it isn't shown because it may contain a token"},
      {R"({"error":"x","error_description":"d","expires_in":5})", "x: d"},
  };
  for (const auto& c : kCases) {
    authority_.transport->Expect(Respond(200, c.body), UrlContains(kToken));
    const auto token = GetToken({{"s"}, "", "", false});
    EXPECT_EQ(token.status().message(), Printed(c.message));
    EXPECT_THAT(token.status().ToString(), Not(HasSubstr("SECRET")));
  }
}

TEST_F(ConfidentialClientTest, AProofOfItsOwnMayAddFieldsAndFail) {
  absl::StatusOr<FormFields> proof(FormFields{{"client_assertion", "jwt"}, {"client_info", "1"}});
  ProofRequest seen;
  client_ = ConfidentialClient::Create(Options(), [&](const Context&, const ProofRequest& request) {
              seen = request;
              return proof;
            }).value();
  EXPECT_EQ(Get("s"), "tok1");
  EXPECT_EQ(authority_.transport->requests().back().body,
            "client_assertion=jwt&client_id=c&client_info=1&grant_type=client_credentials&"
            "scope=s+openid+offline_access+profile");
  EXPECT_EQ(seen.client_id, "c");
  EXPECT_EQ(seen.token_endpoint, "https://login.microsoftonline.com/t/oauth2/v2.0/token");

  proof = absl::UnknownError("callback failed");
  EXPECT_THAT(GetToken({{"z"}, "", "", false}),
              StatusIs(absl::StatusCode::kUnknown, Printed("callback failed")));
  proof = CredentialUnavailableError("not here");
  EXPECT_EQ(GetToken({{"z"}, "", "", false}).status(), proof.status());
}

}  // namespace
}  // namespace azure::identity::internal
