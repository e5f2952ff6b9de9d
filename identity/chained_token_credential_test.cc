#include "identity/chained_token_credential.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/client_secret_credential.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/managed_identity_credential.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kToken;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A user's own.
class VaultCredential final : public TokenCredential {
 public:
  explicit VaultCredential(absl::StatusOr<AccessToken> answer) : answer_(std::move(answer)) {}
  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    return answer_;
  }

 private:
  const absl::StatusOr<AccessToken> answer_;
};

class ChainedTokenCredentialTest : public ::testing::Test {
 protected:
  using Sources = std::vector<std::shared_ptr<TokenCredential>>;

  ClientOptions Client() {
    ClientOptions client = authority_.Options();
    client.seams.files = std::make_shared<FakeFileSystem>();
    return client;
  }
  absl::StatusOr<std::unique_ptr<ChainedTokenCredential>> Create(Sources sources,
                                                                 bool retry_sources = false) {
    ChainedTokenCredentialOptions options;
    options.client = Client();
    options.retry_sources = retry_sources;
    return ChainedTokenCredential::Create(std::move(sources), std::move(options));
  }
  static absl::StatusOr<AccessToken> GetToken(TokenCredential& credential) {
    return credential.GetToken(Context::Background(), {{"s"}, "", "", false});
  }
  absl::StatusOr<AccessToken> GetToken(Sources sources) {
    return GetToken(*Create(std::move(sources)).value());
  }
  std::shared_ptr<TokenCredential> Secret() {
    ClientSecretCredentialOptions options;
    options.client = Client();
    return ClientSecretCredential::Create("t", "app", "p@ss", std::move(options)).value();
  }
  std::shared_ptr<TokenCredential> ManagedIdentity() {
    ManagedIdentityCredentialOptions options;
    options.client = Client();
    return ManagedIdentityCredential::Create(std::move(options)).value();
  }
  static std::shared_ptr<TokenCredential> Own(absl::StatusOr<AccessToken> answer) {
    return std::make_shared<VaultCredential>(std::move(answer));
  }

  FakeAuthority authority_;
};

TEST_F(ChainedTokenCredentialTest, ChecksItsSources) {
  const absl::Status none = Create({}).status();
  EXPECT_THAT(none, StatusIs(absl::StatusCode::kInvalidArgument,
                             "sources must contain at least one TokenCredential"));
  EXPECT_EQ(GetErrorDetails(none), std::nullopt);
  EXPECT_THAT(Create({Secret(), nullptr}),
              StatusIs(absl::StatusCode::kInvalidArgument, "sources cannot contain nil"));
}

TEST_F(ChainedTokenCredentialTest, TakesCredentialsOfTheUsersOwn) {
  const auto token = GetToken({Own(CredentialUnavailableError("no vault")), Secret()});
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok1");
  EXPECT_THAT(authority_.log,
              ElementsAre("ClientSecretCredential.GetToken() acquired a token for scope \"s\"",
                          "ChainedTokenCredential authenticated with ClientSecretCredential"));
}

TEST_F(ChainedTokenCredentialTest, LogsTheClassOfTheUsersOwn) {
  EXPECT_THAT(GetToken({Own(AccessToken("v", absl::InfiniteFuture()))}), IsOk());
  EXPECT_THAT(authority_.log,
              ElementsAre("ChainedTokenCredential authenticated with VaultCredential"));
}

TEST_F(ChainedTokenCredentialTest, MayRetryItsSources) {
  const auto credential =
      Create({Own(CredentialUnavailableError("no vault")), Secret()}, true).value();
  EXPECT_THAT(GetToken(*credential), IsOk());
  EXPECT_THAT(GetToken(*credential), IsOk());
  EXPECT_THAT(authority_.log, ::testing::SizeIs(4));
  EXPECT_EQ(authority_.log.back(),
            "ChainedTokenCredential authenticated with ClientSecretCredential");
}

TEST_F(ChainedTokenCredentialTest, CarriesTheCausesAsTextAndAsData) {
  authority_.transport->Expect(Respond(401, R"({"error":"invalid_client","error_codes":[7]})"),
                               UrlContains(kToken));
  const absl::Status status =
      GetToken({Own(CredentialUnavailableError("no vault")), Secret(), Own(AccessToken())})
          .status();
  const std::string rule(80, '-');
  EXPECT_THAT(
      status,
      StatusIs(absl::StatusCode::kUnauthenticated,
               absl::StrCat(
                   "ChainedTokenCredential: failed to acquire a token.\nAttempted credentials:\n"
                   "\tno vault\n"
                   "\tClientSecretCredential authentication failed. \n"
                   "\t\tPOST https://login.microsoftonline.com/t/oauth2/v2.0/token\n\t\t",
                   rule, "\n\t\tRESPONSE 401: 401 Unauthorized\n\t\t", rule,
                   "\n\t\t{\n\t\t  \"error\": \"invalid_client\",\n\t\t  \"error_codes\": [\n"
                   "\t\t    7\n\t\t  ]\n\t\t}\n\t\t",
                   rule,
                   "\n\t\tTo troubleshoot, visit "
                   "https://aka.ms/azsdk/go/identity/troubleshoot#client-secret")));
  const auto details = GetErrorDetails(status);
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(details->credential, "ChainedTokenCredential");
  EXPECT_EQ(details->http->status_code, 401);
  ASSERT_EQ(details->children.size(), 2);
  EXPECT_EQ(details->children[0].kind, ErrorKind::kCredentialUnavailable);
  EXPECT_EQ(details->children[1].credential, "ClientSecretCredential");
  EXPECT_THAT(details->children[1].entra->error_codes, ElementsAre(7));
  EXPECT_EQ(FormatError(*details, ErrorLayout::kAzidentity), status.message());
}

TEST_F(ChainedTokenCredentialTest, ChainsMayBeNested) {
  const std::shared_ptr<TokenCredential> inner =
      Create({Own(CredentialUnavailableError("no vault"))}).value();
  EXPECT_THAT(GetToken({inner, Secret()}), IsOk());
  const absl::Status status = GetToken({inner}).status();
  EXPECT_TRUE(IsCredentialUnavailable(status));
  EXPECT_EQ(status.message(),
            "ChainedTokenCredential: failed to acquire a token.\nAttempted credentials:\n"
            "\tChainedTokenCredential: failed to acquire a token.\n"
            "\t\tAttempted credentials:\n\t\t\tno vault");
}

TEST_F(ChainedTokenCredentialTest, AManagedIdentityGivesWayToTheNextSource) {
  authority_.transport->Expect(Respond(200, "<html>"), UrlContains("169.254.169.254"));
  EXPECT_THAT(GetToken({ManagedIdentity(), Secret()}), IsOk());
}

TEST_F(ChainedTokenCredentialTest, ARefusalEndsIt) {
  authority_.transport->Expect(Respond(403, "no"), UrlContains("169.254.169.254"));
  const absl::Status status = GetToken({ManagedIdentity(), Secret()}).status();
  EXPECT_FALSE(IsCredentialUnavailable(status));
  EXPECT_EQ(authority_.Count(kToken), 0);
  EXPECT_EQ(GetErrorDetails(status)->http->status_code, 403);
}

TEST_F(ChainedTokenCredentialTest, SendsNothingByItself) {
  EXPECT_THAT(Create({Secret(), ManagedIdentity()}), IsOk());
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
}

}  // namespace
}  // namespace azure::identity
