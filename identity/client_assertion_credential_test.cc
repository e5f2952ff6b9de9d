#include "identity/client_assertion_credential.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kToken;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class ClientAssertionCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<ClientAssertionCredential>;
  using GetAssertion = ClientAssertionCredential::GetAssertion;

  absl::StatusOr<Credential> Create(GetAssertion get_assertion, absl::string_view tenant = "t") {
    ClientAssertionCredentialOptions options;
    options.client = authority_.Options();
    return ClientAssertionCredential::Create(tenant, "app", std::move(get_assertion),
                                             std::move(options));
  }
  // A credential whose callback counts its calls.
  Credential Counting(absl::StatusOr<std::string> assertion) {
    return Create([this, assertion = std::move(assertion)](const Context&) {
             ++calls_;
             return assertion;
           })
        .value();
  }
  static absl::StatusOr<AccessToken> GetToken(const Credential& credential,
                                              absl::string_view claims = "",
                                              bool enable_cae = false) {
    return credential->GetToken(
        Context::Background(),
        {{"https://vault.azure.net/.default"}, "", std::string(claims), enable_cae});
  }

  FakeAuthority authority_;
  int calls_ = 0;
};

TEST_F(ClientAssertionCredentialTest, ChecksItsArgumentsInOrder) {
  const auto refuses = [](const char* text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(text));
  };
  const GetAssertion good = [](const Context&) { return "a"; };
  authority_.environment->Set("AZURE_AUTHORITY_HOST", "http://insecure");
  EXPECT_THAT(Create(nullptr, "a b"),
              refuses("getAssertion must be a function that returns assertions"));
  EXPECT_THAT(Create(good, "a b"), refuses("invalid tenantID. You can locate your tenantID by"));
  EXPECT_THAT(Create(good), refuses("cannot use an authority host without https"));
}

TEST_F(ClientAssertionCredentialTest, SendsWhatTheCallbackGives) {
  const Credential credential = Counting("an.assertion");
  EXPECT_THAT(authority_.transport->requests(), SizeIs(0));
  ASSERT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(authority_.transport->requests().back().body,
            "client_assertion=an.assertion&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
            "client-assertion-type%3Ajwt-bearer&client_id=app&client_info=1&grant_type="
            "client_credentials&scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+"
            "offline_access+profile");
}

TEST_F(ClientAssertionCredentialTest, SendsAnEmptyAssertionToo) {
  ASSERT_THAT(GetToken(Counting("")), IsOk());
  EXPECT_THAT(authority_.transport->requests().back().body,
              StartsWith("client_assertion=&client_assertion_type="));
}

TEST_F(ClientAssertionCredentialTest, AsksTheCallbackForEachRequestAndOnlyThen) {
  const Credential credential = Counting("an.assertion");
  for (int i = 0; i < 3; ++i) EXPECT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(calls_, 1);
  authority_.clock->Advance(absl::Hours(2));
  EXPECT_THAT(GetToken(credential), IsOk());
  EXPECT_EQ(calls_, 2);
  EXPECT_THAT(GetToken(credential, R"({"access_token":{}})"), IsOk());
  EXPECT_EQ(calls_, 3);
}

TEST_F(ClientAssertionCredentialTest, ReportsTheCallbacksError) {
  const auto token = GetToken(Counting(absl::NotFoundError("no assertion")));
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kNotFound, "ClientAssertionCredential: no assertion"));
  const auto details = GetErrorDetails(token.status());
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(authority_.Count(kToken), 0);
}

TEST_F(ClientAssertionCredentialTest, KeepsAnErrorOfThisLibrary) {
  const absl::Status unavailable = CredentialUnavailableError("not here");
  EXPECT_EQ(GetToken(Counting(unavailable)).status(), unavailable);
}

TEST_F(ClientAssertionCredentialTest, AsksTheCallbackBeforeItLooksAtClaims) {
  EXPECT_THAT(GetToken(Counting(absl::NotFoundError("boom")), "junk", /*enable_cae=*/true),
              StatusIs(absl::StatusCode::kNotFound, "ClientAssertionCredential: boom"));
  EXPECT_EQ(calls_, 1);
}

TEST_F(ClientAssertionCredentialTest, HandsItsContextOn) {
  const Credential credential =
      Create([](const Context& ctx) -> absl::StatusOr<std::string> {
        return absl::StrCat(ctx.deadline() == absl::InfiniteFuture() ? "none" : "deadline");
      }).value();
  const auto token = credential->GetToken(
      Context::Background().WithDeadline(authority_.clock->Now() + absl::Hours(1)),
      {{"s"}, "", "", false});
  ASSERT_THAT(token, IsOk());
  EXPECT_THAT(authority_.transport->requests().back().body,
              StartsWith("client_assertion=deadline&"));
}

TEST_F(ClientAssertionCredentialTest, NeverPrintsTheAssertion) {
  authority_.transport->Expect(
      Respond(401, R"({"error":"invalid_client","error_description":"AADSTS700021"})"),
      UrlContains(kToken));
  const auto token = GetToken(Counting("an.assertion"));
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              StartsWith("ClientAssertionCredential authentication failed. \n")));
  EXPECT_THAT(std::string(token.status().message()), HasSubstr("AADSTS700021"));
  EXPECT_THAT(token.status().ToString(), Not(HasSubstr("an.assertion")));
}

}  // namespace
}  // namespace azure::identity
