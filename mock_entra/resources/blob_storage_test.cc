#include "mock_entra/resources/blob_storage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kHost[] = "contosoblobs.blob.core.windows.net";
constexpr char kStorage[] = "https://storage.azure.com";

class BlobStorageTest : public ServiceTest {
 protected:
  http::Response Read(absl::string_view target, absl::string_view method = "GET") {
    return Ask(kHost, target, Token(kStorage), method);
  }
  http::Response ReadRange(const std::string& header, const std::string& range) {
    http::Request request = Get("/documents/a/b.txt");
    request.host = kHost;
    request.headers.Set("Host", kHost);
    request.headers.Set("Authorization", absl::StrCat("Bearer ", Token(kStorage)));
    request.headers.Set("x-ms-version", "2023-11-03");
    request.headers.Set(header, range);
    return Ask(request);
  }
  static absl::string_view ErrorOf(const http::Response& response) {
    return response.headers.Get("x-ms-error-code");
  }
  const std::string id_ =
      absl::StrCat("/subscriptions/", kSubscription,
                   "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/contosoblobs");
};

TEST_F(BlobStorageTest, WithoutATokenItSaysWhereToGetOne) {
  const http::Response response = Ask(kHost, "/documents/a/b.txt", "");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(ErrorOf(response), "NoAuthenticationInformation");
  EXPECT_EQ(response.headers.Get("WWW-Authenticate"),
            absl::StrCat("Bearer authorization_uri=https://login.microsoftonline.com/", kTenant,
                         "/oauth2/authorize resource_id=https://storage.azure.com"));
  EXPECT_EQ(response.reason,
            "Server failed to authenticate the request. Please refer to the "
            "information in the www-authenticate header.");
}

TEST_F(BlobStorageTest, BlobsAreReadByThoseWhoMay) {
  Assign("Storage Blob Data Reader",
         absl::StrCat(id_, "/blobServices/default/containers/documents"));
  const http::Response blob = Read("/documents/a/b.txt");
  EXPECT_EQ(blob.status, 200);
  EXPECT_EQ(blob.body, "hello");
  EXPECT_EQ(blob.headers.Get("Content-Type"), "text/plain");
  EXPECT_EQ(Read("/documents/a/b.txt", "HEAD").status, 200);
  EXPECT_EQ(ErrorOf(Read("/documents/none")), "BlobNotFound");
  EXPECT_EQ(Read("/documents?restype=container").status, 200);
  EXPECT_EQ(ErrorOf(Read("/none/b")), "AuthorizationPermissionMismatch");
  EXPECT_EQ(ErrorOf(Read("/?comp=list")), "AuthorizationPermissionMismatch");
}

TEST_F(BlobStorageTest, APartIsReadByItsRange) {
  Assign("Storage Blob Data Reader", "/");
  const http::Response part = ReadRange("x-ms-range", "bytes=1-3");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "ell");
  EXPECT_EQ(part.headers.Get("Content-Range"), "bytes 1-3/5");
  EXPECT_EQ(ReadRange("Range", "bytes=3-").body, "lo");
  EXPECT_EQ(ReadRange("x-ms-range", "bytes=0-33554431").body, "hello");
  EXPECT_EQ(ErrorOf(ReadRange("Range", "bytes=5-9")), "InvalidRange");
  for (const char* none : {"lines=1-2", "bytes=1", "bytes=x-2"}) {
    EXPECT_EQ(ReadRange("Range", none).status, 200) << none;
  }
}

TEST_F(BlobStorageTest, ListsNameWhatIsThere) {
  Assign("Storage Blob Data Reader", id_);
  EXPECT_THAT(Read("/?comp=list").body, HasSubstr("<Name>documents</Name>"));
  EXPECT_THAT(Read("/documents?restype=container&comp=list").body,
              AllOf(HasSubstr("ServiceEndpoint=\"https://contosoblobs.blob.core.windows.net/\""),
                    HasSubstr("<Name>a/b.txt</Name>"), HasSubstr("<Name>&lt;&amp;&gt;</Name>"),
                    HasSubstr("<Content-Length>5</Content-Length>")));
  EXPECT_EQ(ErrorOf(Read("/none?restype=container&comp=list")), "ContainerNotFound");
}

TEST_F(BlobStorageTest, OwnersOfTheSubscriptionReadNoData) {
  Assign("Owner", absl::StrCat("/subscriptions/", kSubscription));
  const http::Response response = Read("/documents/a/b.txt");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(ErrorOf(response), "AuthorizationPermissionMismatch");
  EXPECT_THAT(
      response.body,
      StartsWith("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
                 "AuthorizationPermissionMismatch</Code><Message>This request is not "
                 "authorized to perform this operation using this permission.\nRequestId:"));
  // Containers are no data.
  EXPECT_EQ(Read("/?comp=list").status, 200);
}

TEST_F(BlobStorageTest, NetworkRulesComeBeforeRoles) {
  Assign("Storage Blob Data Owner", "/");
  Add(absl::StrCat("subscriptions { id: \"", kSubscription,
                   "\" resource_groups { name: \"rg\" storage_accounts { name: \"contosoblobs\" "
                   "network_denied: true } } }"));
  EXPECT_EQ(ErrorOf(Read("/documents/a/b.txt")), "AuthorizationFailure");
}

TEST_F(BlobStorageTest, RefusedTokensGetTheirWords) {
  const auto body = [&](const std::string& token) {
    const http::Response response = Ask(kHost, "/documents/x", token);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(ErrorOf(response), "InvalidAuthenticationInfo");
    return response.body;
  };
  EXPECT_THAT(body(Token("https://vault.azure.net")),
              HasSubstr("<AuthenticationErrorDetail>Audience validation failed. Audience did not "
                        "match.</AuthenticationErrorDetail>"));
  EXPECT_THAT(body(Token(kStorage, TokenFlaw::kExpired)), HasSubstr("The token is expired."));
  EXPECT_THAT(body(Token(kStorage, TokenFlaw::kNotYetValid)), HasSubstr("not yet valid"));
  EXPECT_THAT(body(Token(kStorage, TokenFlaw::kTampered)), HasSubstr("Signature validation"));
  EXPECT_THAT(body("x"), HasSubstr("malformed"));
  EXPECT_THAT(body(TokenOfOtherTenant(kStorage)), HasSubstr("Issuer validation failed."));
}

TEST_F(BlobStorageTest, TokensNeedAVersionThatKnowsThem) {
  Assign("Storage Blob Data Reader", "/");
  const auto error_of = [&](const std::string& version, const std::string& token) {
    http::Request request = Get("/documents/a/b.txt");
    request.host = kHost;
    request.headers.Set("Host", kHost);
    if (!version.empty()) request.headers.Set("x-ms-version", version);
    request.headers.Set("Authorization", absl::StrCat("Bearer ", token));
    const http::Response response = Ask(request);
    return absl::StrCat(response.status, " ", ErrorOf(response));
  };
  EXPECT_EQ(error_of("", Token(kStorage)), "403 AuthenticationFailed");
  EXPECT_EQ(error_of("2017-07-29", Token(kStorage)), "403 AuthenticationFailed");
  EXPECT_EQ(error_of("2017-11-09", Token(kStorage)), "200 ");
  EXPECT_EQ(error_of("2019-07-07", "x"), "403 AuthenticationFailed");
  EXPECT_EQ(error_of("2019-12-12", "x"), "401 InvalidAuthenticationInfo");
}

TEST_F(BlobStorageTest, TheAccountsOwnAddressIsAnAudienceToo) {
  Assign("Storage Blob Data Reader", "/");
  EXPECT_EQ(Ask(kHost, "/documents/a/b.txt", TokenWith(absl::StrCat("https://", kHost))).status,
            200);
}

TEST_F(BlobStorageTest, WhatTheFakeHasNotIsSaid) {
  EXPECT_EQ(Ask("none.blob.core.windows.net", "/c/b", "").status, 404);
  EXPECT_EQ(Read("/documents/b", "PUT").status, 403);
  Assign("Storage Blob Data Contributor", id_);
  EXPECT_EQ(Read("/documents/b", "PUT").status, 501);
  EXPECT_EQ(Read("/documents/b", "DELETE").status, 501);
  EXPECT_EQ(Read("/documents/a/b.txt?comp=metadata").status, 501);
  EXPECT_EQ(Read("/documents?restype=container&comp=acl").status, 501);
  EXPECT_EQ(Read("/").status, 501);
}

}  // namespace
}  // namespace mock::entra
