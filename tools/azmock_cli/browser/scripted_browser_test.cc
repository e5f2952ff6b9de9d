#include "tools/azmock_cli/browser/scripted_browser.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/http/server.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_server/fakes.h"

namespace azmock {
namespace {

using mock::scenario::Person;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

constexpr char kScenario[] = R"pb(
  id: "x"
  title: "X"
  credential: "InteractiveBrowserCredential"
  client {
    interactive_browser {}
    calls { get_token {} }
  }
  directory {
    tenants {
      id: "contoso.example"
      applications { app_id: "app" public_client: true redirect_uris: "http://localhost" }
      users { name: "ada@contoso.example" password: "p&q" }
      conditional_access { control: MULTI_FACTOR }
    }
  }
)pb";

// The fakes, and a client that waits for its browser.
class ScriptedBrowserTest : public ::testing::Test {
 protected:
  void SetUp() override {
    mock::scenario::Scenario scenario;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kScenario, &scenario));
    auto fakes = Fakes::Start(OptionsForScenario(scenario, mock::VirtualClock::Mode::kFrozen));
    ASSERT_TRUE(fakes.ok()) << fakes.status();
    fakes_ = *std::move(fakes);
    const auto armed = fakes_->Arm(scenario);
    ASSERT_TRUE(armed.ok()) << armed.status();
    auto client = mock::http::Server::Start({}, [this](const mock::http::Request& request) {
      const std::lock_guard<std::mutex> lock(mutex_);
      redirects_.push_back(absl::StrCat(request.method, " ", request.target, " ", request.body));
      return mock::http::Reply();
    });
    ASSERT_TRUE(client.ok()) << client.status();
    client_ = *std::move(client);
    browser_ = std::make_unique<ScriptedBrowser>(
        absl::StrCat(fakes_->address(), ":", fakes_->port()), fakes_->ca_pem());
  }

  // What comes back to the client when the person is sent to the sign-in page.
  std::vector<std::string> Redirects(const std::string& person_text, bool reaches = true) {
    Person person;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(person_text, &person));
    const auto browsed = browser_->Browse(
        person, absl::StrCat("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/"
                             "authorize?client_id=app&response_type=code&response_mode=form_post&"
                             "state=s&scope=User.Read&redirect_uri=http%3A%2F%2Flocalhost%3A",
                             client_->port()));
    EXPECT_TRUE(browsed.ok()) << browsed.status();
    EXPECT_EQ(*browsed, reaches);
    const std::lock_guard<std::mutex> lock(mutex_);
    return redirects_;
  }

  std::unique_ptr<Fakes> fakes_;
  std::mutex mutex_;
  std::vector<std::string> redirects_;
  std::unique_ptr<mock::http::Server> client_;
  std::unique_ptr<ScriptedBrowser> browser_;
};

constexpr char kAda[] = "username: 'ada@contoso.example' password: 'p&q' ";

TEST_F(ScriptedBrowserTest, SignsInAndReturnsWithACode) {
  EXPECT_THAT(Redirects(kAda),
              ElementsAre(MatchesRegex("POST / code=[^&]+&session_state=[^&]+&state=s")));
}

TEST_F(ScriptedBrowserTest, CancelsAndReturnsWithAnError) {
  EXPECT_THAT(Redirects("conduct: CANCEL"),
              ElementsAre(MatchesRegex("POST / error=access_denied&error_subcode=cancel&.*")));
}

TEST_F(ScriptedBrowserTest, GivesUpAfterAWrongPassword) {
  EXPECT_THAT(Redirects("username: 'ada@contoso.example' password: 'x'"),
              ElementsAre(MatchesRegex("POST / error=access_denied&.*")));
}

TEST_F(ScriptedBrowserTest, NobodyAsksForAnything) {
  EXPECT_THAT(Redirects("conduct: NEVER_ACT", false), IsEmpty());
  EXPECT_THAT(fakes_->journal().Entries(), IsEmpty());
}

TEST_F(ScriptedBrowserTest, ChangesWhatComesBack) {
  const std::string fields =
      absl::StrCat(kAda,
                   "redirect_form { key: 'state' value: 't u' } redirect_form { key: 'code' } "
                   "redirect_form { key: 'session_state' } ");
  EXPECT_THAT(Redirects(fields), ElementsAre("POST / state=t+u"));
  redirects_.clear();
  EXPECT_THAT(Redirects(fields + "redirect_by_get: true"), ElementsAre("GET /?state=t+u "));
  redirects_.clear();
  EXPECT_THAT(Redirects(absl::StrCat(kAda, "redirect_body: '%zz'")), ElementsAre("POST / %zz"));
}

TEST_F(ScriptedBrowserTest, ACodeThatIsUnknownLeadsNowhere) {
  Person person;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kAda, &person));
  const auto entered =
      browser_->EnterCode(person, "https://microsoft.com/devicelogin", "BCDFGHJKL");
  ASSERT_TRUE(entered.ok()) << entered.status();
  EXPECT_FALSE(*entered);
  EXPECT_EQ(fakes_->journal().Entries().size(), 3u);  // two pages, and the code
}

TEST(PersonOfTest, TheLastOneActsFromThenOn) {
  mock::scenario::Client client;
  EXPECT_EQ(PersonOf(client, 0).conduct(), Person::NEVER_ACT);
  client.add_persons()->set_username("a");
  client.add_persons()->set_username("b");
  EXPECT_EQ(PersonOf(client, 0).username(), "a");
  EXPECT_EQ(PersonOf(client, 1).username(), "b");
  EXPECT_EQ(PersonOf(client, 7).username(), "b");
}

}  // namespace
}  // namespace azmock
