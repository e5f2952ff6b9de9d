// The links that the checker of messages wants are those of the guide's rows. It knows the guide by
// a table of its own, so this compares two readings of it.
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/message_check/message_check.h"
#include "mock_server/guide/guide.h"

namespace azmock {
namespace {

using azure::identity::CheckMessage;
using azure::identity::MessageViolation;
using mock::guide::Guide;
using mock::guide::GuideRow;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kCredentials[] = {
    "AzureCLICredential",          "AzureDeveloperCLICredential", "AzurePipelinesCredential",
    "AzurePowerShellCredential",   "ChainedTokenCredential",      "ClientAssertionCredential",
    "ClientCertificateCredential", "ClientSecretCredential",      "DefaultAzureCredential",
    "DeviceCodeCredential",        "EnvironmentCredential",       "InteractiveBrowserCredential",
    "ManagedIdentityCredential",   "OnBehalfOfCredential",        "UsernamePasswordCredential",
    "WorkloadIdentityCredential",
};

// The anchor that the checker wants in a message of `credential`; "" if it wants no link.
std::string WantedAnchor(const std::string& credential) {
  for (const MessageViolation& violation : CheckMessage(credential + ": it failed")) {
    if (violation.rule != "link-missing") continue;
    const std::size_t begin = violation.message.find('#') + 1;
    return violation.message.substr(begin, violation.message.find(' ', begin) - begin);
  }
  return "";
}

// Of the rows of errors that Go's guide has for `credential`.
std::set<std::string> LinksOf(const std::string& credential) {
  std::set<std::string> links;
  for (const GuideRow& row : Guide::BuiltIn().rows()) {
    const bool is_prose = absl::StartsWith(row.id, "TSG-P-");
    if (row.guide == "go" && !is_prose && row.section == credential) links.insert(row.link);
  }
  return links;
}

TEST(GuideLinksTest, AMessageHasTheLinkOfItsCredentialsRows) {
  int credentials = 0;
  for (const std::string credential : kCredentials) {
    const std::string wanted = WantedAnchor(credential);
    if (wanted.empty()) continue;
    ++credentials;
    const std::string link = absl::StrCat("https://aka.ms/azsdk/go/identity/troubleshoot#", wanted);
    EXPECT_THAT(LinksOf(credential), ElementsAre(link)) << credential;
    const std::string message =
        absl::StrCat(credential, ": it failed. To troubleshoot, visit ", link);
    EXPECT_THAT(CheckMessage(message), IsEmpty()) << message;
  }
  EXPECT_EQ(credentials, 8);
}

TEST(GuideLinksTest, ACredentialWithRowsHasItsLinkInMessages) {
  // What fails inside of these says so itself, with its own link.
  const std::set<std::string> without = {"DefaultAzureCredential", "EnvironmentCredential"};
  for (const std::string credential : kCredentials) {
    if (without.count(credential) != 0) continue;
    EXPECT_EQ(LinksOf(credential).empty(), WantedAnchor(credential).empty()) << credential;
  }
}

TEST(GuideLinksTest, TheLinkOfAnotherCredentialIsAFault) {
  for (const std::string& link : LinksOf("ClientSecretCredential")) {
    EXPECT_THAT(CheckMessage("AzureCLICredential: it failed. To troubleshoot, visit " + link),
                Not(IsEmpty()));
  }
}

// A chain asks a managed identity with a timeout, and names its own section when that runs out.
TEST(GuideLinksTest, TheTimeoutOfAChainHasTheChainsLink) {
  const GuideRow* const row = Guide::BuiltIn().Find("TSG-DAC-3");
  ASSERT_NE(row, nullptr);
  const std::string message = absl::StrCat("ManagedIdentityCredential: ", row->error);
  EXPECT_THAT(CheckMessage(absl::StrCat(message, ". See ", row->link, " for more information")),
              IsEmpty());
  EXPECT_THAT(CheckMessage(message), Not(IsEmpty()));
}

}  // namespace
}  // namespace azmock
