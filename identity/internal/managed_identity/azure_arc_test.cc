#include "identity/internal/managed_identity/azure_arc.h"

#include <cerrno>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr char kKeyPath[] = "/var/opt/azcmagent/tokens/k.key";

class AzureArcTest : public ::testing::Test {
 protected:
  absl::StatusOr<HttpResponse> Ask() {
    return AzureArc(id_, environment_, files_).Ask(Context::Background(), transport_, "r");
  }
  void ExpectChallenge(absl::string_view challenge = absl::StrCat("Basic realm=", kKeyPath)) {
    transport_.Expect(Respond(401, "", {{"Www-Authenticate", std::string(challenge)}}));
  }
  // What comes of a challenge.
  std::string AnswerTo(absl::string_view challenge) {
    ExpectChallenge(challenge);
    return std::string(Ask().status().message());
  }

  std::optional<ManagedIdentityId> id_;
  std::shared_ptr<FakeEnvironment> environment_ = std::make_shared<FakeEnvironment>();
  std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  FakeTransport transport_;
};

TEST_F(AzureArcTest, ShowsThatItCanReadTheKeyFile) {
  files_->Write(kKeyPath, "the key");
  ExpectChallenge();
  transport_.Expect(Respond(200, "token"));
  const auto response = Ask();
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "token");
  const auto requests = transport_.requests();
  ASSERT_EQ(requests.size(), 2);
  for (const HttpRequest& request : requests) {
    EXPECT_EQ(request.method, "GET");
    EXPECT_EQ(request.url,
              "http://127.0.0.1:40342/metadata/identity/oauth2/token"
              "?api-version=2020-06-01&resource=r");
    EXPECT_EQ(request.headers.Get("Metadata"), "true");
  }
  EXPECT_EQ(requests[0].headers.Find("Authorization"), nullptr);
  EXPECT_EQ(requests[1].headers.Get("Authorization"), "Basic the key");
}

TEST_F(AzureArcTest, BothRequestsNameTheIdentity) {
  files_->Write(kKeyPath, "the key");
  const std::pair<ManagedIdentityId, const char*> ids[] = {
      {ManagedIdentityId::Client("i"), "client_id=i&resource=r"},
      {ManagedIdentityId::Resource("/i"), "msi_res_id=%2Fi&resource=r"},
      {ManagedIdentityId::Object("i"), "object_id=i&resource=r"}};
  for (const auto& [id, query] : ids) {
    id_ = id;
    ExpectChallenge();
    transport_.Expect(Respond(200, "token"));
    ASSERT_THAT(Ask(), IsOk());
    const auto requests = transport_.requests();
    for (std::size_t i = requests.size() - 2; i < requests.size(); ++i) {
      EXPECT_EQ(requests[i].url, absl::StrCat("http://127.0.0.1:40342/metadata/identity/oauth2/"
                                              "token?api-version=2020-06-01&",
                                              query));
    }
  }
}

TEST_F(AzureArcTest, TheAgentConfirmsTheIdentityInAnyCase) {
  const auto confirms = [this](ManagedIdentityId id, absl::string_view body) {
    id_ = std::move(id);
    return AzureArc(id_, environment_, files_).Confirm(body).ok();
  };
  EXPECT_TRUE(confirms(ManagedIdentityId::Client("aB"), R"({"client_id":"Ab"})"));
  EXPECT_TRUE(confirms(ManagedIdentityId::Object("aB"), R"({"object_id":"Ab"})"));
  EXPECT_TRUE(confirms(ManagedIdentityId::Resource("/aB"), R"({"msi_res_id":"/Ab"})"));
  EXPECT_TRUE(confirms(ManagedIdentityId::Resource("/aB"), R"({"mi_res_id":"/Ab"})"));
  EXPECT_FALSE(
      confirms(ManagedIdentityId::Resource("/a"), R"({"msi_res_id":"/b","mi_res_id":"/a"})"));
  EXPECT_FALSE(confirms(ManagedIdentityId::Client("a"), R"({"object_id":"a"})"));
  EXPECT_FALSE(confirms(ManagedIdentityId::Client("a"), R"({"client_id":""})"));
  EXPECT_FALSE(confirms(ManagedIdentityId::Client("1"), R"({"client_id":1})"));
  EXPECT_FALSE(confirms(ManagedIdentityId::Client("a"), R"({"client_id":"a","client_id":"b"})"));
  EXPECT_FALSE(confirms(ManagedIdentityId::Client("a"), "[]"));
}

TEST_F(AzureArcTest, TheMachinesOwnIdentityNeedsNoConfirmation) {
  EXPECT_THAT(AzureArc(std::nullopt, environment_, files_).Confirm("{}"), IsOk());
}

TEST_F(AzureArcTest, TheEnvironmentMayNameTheEndpoint) {
  environment_->Set("IDENTITY_ENDPOINT", "http://localhost:1/x?y=z");
  EXPECT_EQ(AzureArc(id_, environment_, files_).TokenRequest("r")->url,
            "http://localhost:1/x?api-version=2020-06-01&resource=r&y=z");
  environment_->Set("IDENTITY_ENDPOINT", "://bad");
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kInvalidArgument,
                              "couldn't parse \"://bad\": parse \"://bad\": missing protocol "
                              "scheme"));
}

TEST_F(AzureArcTest, WithAnEmptyKeyItAsksWithoutOne) {
  files_->Write(kKeyPath, "");
  ExpectChallenge();
  ExpectChallenge();
  EXPECT_EQ(Ask()->status_code, 401);
  EXPECT_EQ(transport_.requests()[1].headers.Find("Authorization"), nullptr);
}

TEST_F(AzureArcTest, TheAgentMustChallenge) {
  transport_.Expect(Respond(200, R"({"access_token":"t"})"));
  EXPECT_THAT(Ask(),
              StatusIs(absl::StatusCode::kUnavailable, "expected a 401 response, received 200"));
  transport_.Expect(Respond(401, ""));
  EXPECT_THAT(Ask(),
              StatusIs(absl::StatusCode::kUnavailable, "response has no www-authenticate header"));
}

TEST_F(AzureArcTest, TheChallengeMustNameAKeyFileOfTheAgent) {
  EXPECT_EQ(AnswerTo("Bearer x"), "basic realm= not found in the string, instead found: Bearer x");
  EXPECT_EQ(AnswerTo("Basic realm=/var/opt/azcmagent/tokens/k.txt"),
            "invalid file extension, expected .key, got .txt");
  EXPECT_EQ(AnswerTo("Basic realm="), "invalid file extension, expected .key, got .");
  EXPECT_EQ(AnswerTo("Basic realm=/etc/k.key"),
            "invalid file path, expected /var/opt/azcmagent/tokens, got /etc");
  EXPECT_EQ(AnswerTo("Basic realm=/var/opt/azcmagent/tokens/../../../etc/k.key"),
            "invalid file path, expected /var/opt/azcmagent/tokens, got /var/etc");
  EXPECT_EQ(AnswerTo("Basic realm=k.key"),
            "invalid file path, expected /var/opt/azcmagent/tokens, got .");
}

TEST_F(AzureArcTest, AKeyFileThatIsNotThereIsNamed) {
  ExpectChallenge();
  EXPECT_THAT(Ask(),
              StatusIs(absl::StatusCode::kNotFound,
                       absl::StrCat("failed to get metadata for ", kKeyPath, " due to error: stat ",
                                    kKeyPath, ": no such file or directory")));
}

TEST_F(AzureArcTest, AFolderThatIsNotOursIsNamed) {
  files_->Fail(kKeyPath, EACCES);
  ExpectChallenge();
  EXPECT_THAT(Ask(),
              StatusIs(absl::StatusCode::kPermissionDenied,
                       absl::StrCat("failed to get metadata for ", kKeyPath, " due to error: stat ",
                                    kKeyPath, ": permission denied")));
}

// The file of another user: its size shows, its content does not.
class UnreadableFiles : public FileSystem {
 public:
  absl::StatusOr<std::string> ReadFile(absl::string_view path, std::int64_t) const override {
    return absl::PermissionDeniedError(absl::StrCat("open ", path, ": permission denied"));
  }
  absl::StatusOr<std::int64_t> FileSize(absl::string_view) const override { return 10; }
};

TEST_F(AzureArcTest, AKeyFileOfAnotherUserIsNamed) {
  ExpectChallenge();
  EXPECT_THAT(AzureArc(std::nullopt, environment_, std::make_shared<UnreadableFiles>())
                  .Ask(Context::Background(), transport_, "r"),
              StatusIs(absl::StatusCode::kPermissionDenied,
                       absl::StrCat("failed to read \"", kKeyPath, "\" due to error: open ",
                                    kKeyPath, ": permission denied")));
}

TEST_F(AzureArcTest, AKeyFileOfMoreThan4096BytesIsNotRead) {
  files_->Write(kKeyPath, std::string(4097, 'x'));
  EXPECT_EQ(AnswerTo(absl::StrCat("Basic realm=", kKeyPath)),
            "invalid secret file size, expected 4096, file size was 4097");
  files_->Write(kKeyPath, std::string(4096, 'x'));
  ExpectChallenge();
  transport_.Expect(Respond(200, ""));
  EXPECT_THAT(Ask(), IsOk());
}

TEST_F(AzureArcTest, WhatTheNetworkSaysIsReturned) {
  transport_.Expect(Fail(absl::UnavailableError("EOF")));
  EXPECT_THAT(Ask(), StatusIs(absl::StatusCode::kUnavailable, "EOF"));
}

}  // namespace
}  // namespace azure::identity::internal
