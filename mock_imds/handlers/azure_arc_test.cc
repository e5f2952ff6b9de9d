#include "mock_imds/handlers/azure_arc.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kToken[] =
    "/metadata/identity/oauth2/token?api-version=2020-06-01&resource=https://vault.azure.net";

http::Response Ask(TestHost& host, ArcKeys& keys, const std::string& key = "",
                   const std::string& target = kToken) {
  http::Request request = Get(target);
  if (!key.empty()) request.headers.Set("Authorization", "Basic " + key);
  return HandleAzureArc(host.Receive(request), keys);
}

TEST(AzureArcTest, WhoReadsTheKeyFileGetsTheToken) {
  TestHost host("kind: AZURE_ARC");
  ArcKeys keys;
  const http::Response challenge = Ask(host, keys);
  EXPECT_EQ(challenge.status, 401);
  ASSERT_EQ(host.key_files.size(), 1u);
  const KeyFile& file = host.key_files[0];
  EXPECT_EQ(challenge.headers.Get("WWW-Authenticate"), "Basic realm=" + file.path);
  EXPECT_THAT(file.path, StartsWith("/var/opt/azcmagent/tokens/"));
  EXPECT_EQ(file.owner, "himds");
  EXPECT_EQ(file.mode, 0640);
  EXPECT_THAT(Told(Ask(host, keys, file.content)), HasSubstr("token of own"));
}

TEST(AzureArcTest, AKeyCanBeUsedOnce) {
  TestHost host("kind: AZURE_ARC");
  ArcKeys keys;
  Ask(host, keys);
  const std::string key = host.key_files[0].content;
  EXPECT_EQ(Ask(host, keys, key).status, 200);
  EXPECT_THAT(Told(Ask(host, keys, key)), HasSubstr("Invalid Basic Authorization header"));
  EXPECT_EQ(Ask(host, keys, "guessed").status, 401);
}

// The answer to a request that names an identity so, by who read the key file.
std::string TokenFor(TestHost& host, const std::string& selector) {
  ArcKeys keys;
  Ask(host, keys);
  return Told(Ask(host, keys, host.key_files.back().content, kToken + selector));
}

TEST(AzureArcTest, AnOldAgentIgnoresWhichIdentityIsMeant) {
  TestHost host("kind: AZURE_ARC");
  for (const char* selector : {"", "&client_id=first-client", "&client_id=nobody"}) {
    const std::string told = TokenFor(host, selector);
    EXPECT_THAT(told, HasSubstr("token of own"));
    EXPECT_THAT(told, Not(HasSubstr("client_id")));
  }
}

TEST(AzureArcTest, ANewAgentConfirmsTheIdentityThatIsMeant) {
  TestHost host("kind: AZURE_ARC azure_arc { agent: USER_ASSIGNED }");
  const Principal first = *host.identities().find(host.host().tenant_id(), "first");
  EXPECT_THAT(TokenFor(host, "&client_id=" + absl::AsciiStrToUpper(first.client_id)),
              AllOf(HasSubstr("token of first"),
                    HasSubstr(absl::StrCat(R"("client_id":")", first.client_id, "\""))));
  EXPECT_THAT(TokenFor(host, "&object_id=" + first.object_id),
              AllOf(HasSubstr("token of first"), HasSubstr(R"("object_id":")"),
                    Not(HasSubstr("client_id"))));
  EXPECT_THAT(TokenFor(host, "&msi_res_id=" + first.resource_id),
              AllOf(HasSubstr("token of first"), HasSubstr(R"("msi_res_id":")")));
  EXPECT_THAT(TokenFor(host, "&mi_res_id=" + first.resource_id), HasSubstr("token of own"));
  EXPECT_THAT(TokenFor(host, "&client_id=nobody"),
              AllOf(StartsWith("404"), HasSubstr("Identity not found")));
}

TEST(AzureArcTest, EveryDetailOfTheKeyFileCanBeWrong) {
  TestHost host(R"(kind: AZURE_ARC azure_arc { key_directory: "/tmp/k" key_extension: ".txt"
                   key_size: 5000 key_owner: "root" key_mode: "0400" stale_key: true })");
  ArcKeys keys;
  Ask(host, keys);
  const KeyFile& file = host.key_files.at(0);
  EXPECT_THAT(file.path, ::testing::MatchesRegex("/tmp/k/.*\\.txt"));
  EXPECT_EQ(file.content.size(), 5000u);
  EXPECT_EQ(file.owner, "root");
  EXPECT_EQ(file.mode, 0400);
  EXPECT_EQ(Ask(host, keys, file.content).status, 401);
}

TEST(AzureArcTest, TheChallengeCanBeAnotherOrNone) {
  ArcKeys keys;
  TestHost other("kind: AZURE_ARC azure_arc { challenge: 'Digest {{key_path}}' }");
  const http::Response challenge = Ask(other, keys);
  ASSERT_EQ(other.key_files.size(), 1u);
  EXPECT_EQ(challenge.headers.Get("WWW-Authenticate"), "Digest " + other.key_files[0].path);
  TestHost none("kind: AZURE_ARC azure_arc { no_challenge: true no_key_file: true }");
  EXPECT_FALSE(Ask(none, keys).headers.Has("WWW-Authenticate"));
  EXPECT_TRUE(none.key_files.empty());
}

TEST(AzureArcTest, SaysWhichFileItCouldNotWrite) {
  TestHost host("kind: AZURE_ARC");
  host.can_write = false;
  ArcKeys keys;
  EXPECT_THAT(Told(Ask(host, keys)),
              HasSubstr("Failed to write the key file /var/opt/azcmagent/tokens/"));
}

TEST(AzureArcTest, RefusesBeforeItChallenges) {
  TestHost host("kind: AZURE_ARC");
  ArcKeys keys;
  EXPECT_THAT(Told(HandleAzureArc(host.Receive(PlainGet(kToken)), keys)),
              HasSubstr("Required metadata header not specified"));
  const std::string path = "/metadata/identity/oauth2/token";
  EXPECT_THAT(Told(Ask(host, keys, "", path + "?resource=x")), HasSubstr("api-version"));
  EXPECT_THAT(Told(Ask(host, keys, "", path + "?api-version=2020-06-01")), HasSubstr("resource"));
  EXPECT_TRUE(host.key_files.empty());
}

}  // namespace
}  // namespace mock::imds
