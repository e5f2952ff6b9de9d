#include "mock_server/admin/directory_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_common/journal/journal_entry.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using ::testing::ElementsAre;

class DirectoryCallsTest : public ControlTest {
 protected:
  GetDirectoryResponse Get(const std::string& request = "") {
    GetDirectoryResponse response;
    EXPECT_TRUE(GetDirectory(control_, Parsed<GetDirectoryRequest>(request), &response).ok());
    return response;
  }
  absl::Status Merge(const std::string& request) {
    MergeDirectoryResponse response;
    return MergeDirectory(control_, Parsed<MergeDirectoryRequest>(request), &response);
  }
  absl::Status Replace(const ReplaceDirectoryRequest& request) {
    ReplaceDirectoryResponse response;
    return ReplaceDirectory(control_, request, &response);
  }
  std::vector<std::string> Tenants() {
    const GetDirectoryResponse response = Get();
    std::vector<std::string> ids;
    for (const auto& tenant : response.directory().tenants()) ids.push_back(tenant.id());
    return ids;
  }
};

TEST_F(DirectoryCallsTest, ATenantIsFoundByAnyOfItsNames) {
  ASSERT_TRUE(Merge("directory { tenants { id: 'fabrikam' } issuers { url: 'https://i' } }").ok());
  const GetDirectoryResponse response = Get("tenant: 'contoso.TEST'");
  ASSERT_EQ(response.directory().tenants_size(), 1);
  EXPECT_EQ(response.directory().tenants(0).applications(0).secrets(0).value(), "s");
  GetDirectoryResponse ignored;
  EXPECT_EQ(GetDirectory(control_, Parsed<GetDirectoryRequest>("tenant: 'nobody'"), &ignored),
            absl::NotFoundError("tenant: the directory has no tenant \"nobody\""));
}

TEST_F(DirectoryCallsTest, WhatIsExportedAsTextCanBeImported) {
  const scenario::Directory before = Get().directory();
  ReplaceDirectoryRequest request;
  request.set_textproto(Get("as_textproto: true").textproto());
  ASSERT_TRUE(Merge("directory { tenants { id: 'fabrikam' } }").ok());
  ASSERT_TRUE(Replace(request).ok());
  EXPECT_EQ(Get().directory().SerializeAsString(), before.SerializeAsString());
}

TEST_F(DirectoryCallsTest, ATextIsReadAsAFileIs) {
  ASSERT_TRUE(Merge("textproto: 'tenants { id: \"fabrikam\" }'").ok());
  EXPECT_THAT(Tenants(), ElementsAre("contoso.example", "fabrikam"));
  EXPECT_EQ(Merge("textproto: '\\n  tenant { id: \"fabrikam\" }'").message(),
            "textproto:2:3: tenant: Directory has no such field; did you mean tenants?");
}

TEST_F(DirectoryCallsTest, WhatIsWrongIsNamedByItsField) {
  EXPECT_EQ(Merge("directory { tenants { id: 'a/b' } }").message(),
            "directory.tenants[0].id: \"a/b\" can't stand in a URL; write a GUID or a domain");
  EXPECT_EQ(Merge("directory { tenants { id: 'refused.example' } }").message(),
            "directory: tenants[0].id: is refused");
  EXPECT_EQ(Merge("").message(), "write one of directory and textproto");
  EXPECT_EQ(Replace({}).message(), "write one of directory and textproto");
}

TEST_F(DirectoryCallsTest, RemovesWhatIsNamed) {
  RemoveFromDirectoryResponse none;
  EXPECT_TRUE(RemoveFromDirectory(control_,
                                  Parsed<RemoveFromDirectoryRequest>(
                                      R"pb(directory {
                                             tenants {
                                               id: "contoso.example"
                                               applications { app_id: "a" }
                                             }
                                           })pb"),
                                  &none)
                  .ok());
  EXPECT_EQ(Get().directory().tenants(0).applications_size(), 0);
  EXPECT_EQ(
      RemoveFromDirectory(
          control_, Parsed<RemoveFromDirectoryRequest>("directory { tenants { id: 'nobody' } }"),
          &none),
      absl::NotFoundError("directory: tenants[0].id: \"nobody\" is not in the directory"));
  EXPECT_EQ(RemoveFromDirectory(control_, {}, &none).message(), "directory: is required");
}

TEST_F(DirectoryCallsTest, ATenantIsResetByAnyOfItsNames) {
  ResetTenantResponse none;
  ASSERT_TRUE(
      ResetTenant(control_, Parsed<ResetTenantRequest>("tenant: 'contoso.test'"), &none).ok());
  EXPECT_THAT(backend_.reset, ElementsAre("contoso.example", "contoso.test"));
  EXPECT_EQ(ResetTenant(control_, Parsed<ResetTenantRequest>("tenant: 'nobody'"), &none),
            absl::NotFoundError("tenant: the directory has no tenant \"nobody\""));
  EXPECT_EQ(ResetTenant(control_, {}, &none).message(), "tenant: is required");
}

TEST_F(DirectoryCallsTest, TokensAreIssuedForWhatIsNamed) {
  IssueTokenResponse response;
  const std::string whole =
      "tenant: 'contoso.test' client_id: 'a' resource: 'r' flaw: FLAW_TAMPERED";
  ASSERT_TRUE(IssueToken(control_, Parsed<IssueTokenRequest>(whole), &response).ok());
  EXPECT_EQ(response.access_token(), "contoso.test a r FLAW_TAMPERED");
  const auto error = [&](const std::string& request) {
    return std::string(
        IssueToken(control_, Parsed<IssueTokenRequest>(request), &response).message());
  };
  EXPECT_EQ(error(""), "tenant: is required");
  EXPECT_EQ(error("tenant: 'nobody'"), "tenant: the directory has no tenant \"nobody\"");
  EXPECT_EQ(error("tenant: 'contoso.test'"), "client_id: is required");
  EXPECT_EQ(error("tenant: 'contoso.test' client_id: 'a'"), "resource: is required");
}

TEST_F(DirectoryCallsTest, AssertionsAreMinted) {
  MintAssertionResponse response;
  const auto mint = [&](const std::string& request) {
    return MintAssertion(control_, Parsed<MintAssertionRequest>(request), &response);
  };
  ASSERT_TRUE(mint("assertion { minted { issuer: 'i' subject: 'repo:a' } }").ok());
  EXPECT_EQ(response.assertion(), "repo:a");
  EXPECT_EQ(mint("assertion { minted {} }"),
            absl::NotFoundError("assertion.minted: the directory has no issuer"));
  EXPECT_EQ(mint("assertion { text: 'x' }").message(),
            "assertion: write one of minted and user_token");
}

TEST_F(DirectoryCallsTest, ASigningKeyIsRotatedWithAGracePeriod) {
  RotateSigningKeyResponse response;
  ASSERT_TRUE(RotateSigningKey(control_,
                               Parsed<RotateSigningKeyRequest>("grace_period { seconds: 3600 }"),
                               &response)
                  .ok());
  EXPECT_THAT(response.key_ids(), ElementsAre("new", "1h"));
  EXPECT_EQ(
      RotateSigningKey(control_, Parsed<RotateSigningKeyRequest>("grace_period { seconds: -1 }"),
                       &response)
          .message(),
      "grace_period: is negative");
}

TEST_F(DirectoryCallsTest, TheEnvironmentIsWhatWasTold) {
  GetEnvironmentResponse response;
  control_.set_environment({{"AZURE_CLIENT_ID", "a"}});
  ASSERT_TRUE(GetEnvironment(control_, GetEnvironmentRequest(), &response).ok());
  EXPECT_EQ(response.environment().at("AZURE_CLIENT_ID"), "a");
}

TEST_F(DirectoryCallsTest, ATokenIsChecked) {
  CheckTokenResponse response;
  ASSERT_TRUE(CheckToken(control_, Parsed<CheckTokenRequest>("token: \"good\""), &response).ok());
  EXPECT_EQ(response.signature(), CheckTokenResponse::SIGNATURE_RIGHT);
  EXPECT_EQ(CheckToken(control_, CheckTokenRequest(), &response).message(), "token: is no JWT");
}

}  // namespace
}  // namespace mock::admin
