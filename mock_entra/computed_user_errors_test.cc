// Every error that the fake computes for users, provoked by somebody who deserves it.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_entra/entra.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_entra/errors/catalogue_table.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

constexpr char kScope[] = "scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+offline_access";
constexpr char kPassword[] =
    "grant_type=password&client_id=app&username=ada%40contoso.example&password=right&";
constexpr char kDevice[] = "grant_type=device_code&client_id=app&device_code=";
constexpr char kRefresh[] = "grant_type=refresh_token&client_id=app&refresh_token=";
constexpr char kCode[] =
    "grant_type=authorization_code&client_id=app&redirect_uri=http%3A%2F%2Flocalhost&code=";

// What there is beside the application "app" and the user ada.
struct Case {
  std::int64_t code;
  const char* variant;
  // Of the tenant, of its application and of its user, as text.
  const char* tenant;
  const char* app;
  const char* user;
  // The last request: "password", "refresh", "code", "device" or "authorize"; after
  // "page " it comes from a page in a browser.
  const char* how;
  // Changed in it.
  const char* from;
  const char* to;
  absl::Duration later;  // it comes so much later
};

std::ostream& operator<<(std::ostream& out, const Case& test) {
  return out << test.code << " " << test.variant;
}

const Case kCases[] = {
    // Who they are.
    {50034, "", "", "", "deleted: true", "password", "", "", {}},
    {50053, "", "", "", "locked: true", "password", "", "", {}},
    {50055, "", "", "", "password_expires: '2026-01-01T00:00:00Z'", "password", "", "", {}},
    {50056, "", "", "", "password: ''", "password", "", "", {}},
    {50057, "", "", "", "disabled: true", "password", "", "", {}},
    {50126, "", "", "", "", "password", "right", "wrong", {}},
    {50020, "", "", "", "", "password", "ada%40contoso", "eve%40fabrikam", {}},
    {500208, "", "", "", "", "password", "contoso.example", "outlook.com", {}},
    {9001023, "", "", "", "", "password", "", "common", {}},
    // What is asked of them.
    {50076, "", "conditional_access { control: MULTI_FACTOR }", "", "", "password", "", "", {}},
    {50076, "v1", "conditional_access { control: MULTI_FACTOR }", "", "", "v1", "", "", {}},
    {50079,
     "",
     "conditional_access { control: MULTI_FACTOR }",
     "",
     "must_enrol: true",
     "password",
     "",
     "",
     {}},
    {50079,
     "v1-2018",
     "conditional_access { control: MULTI_FACTOR }",
     "",
     "must_enrol: true",
     "v1",
     "",
     "",
     {}},
    {53003, "", "conditional_access { control: BLOCK }", "", "", "password", "", "", {}},
    {53003, "v1", "conditional_access { control: BLOCK }", "", "", "v1", "", "", {}},
    {53000, "", "conditional_access { control: COMPLIANT_DEVICE }", "", "", "password", "", "", {}},
    {53001, "", "conditional_access { control: JOINED_DEVICE }", "", "", "password", "", "", {}},
    {53005, "", "conditional_access { control: APP_PROTECTION }", "", "", "password", "", "", {}},
    {50005, "", "conditional_access { control: PLATFORM }", "", "", "password", "", "", {}},
    {50158,
     "",
     "conditional_access { control: EXTERNAL_CHALLENGE }",
     "",
     "",
     "password",
     "",
     "",
     {}},
    {50097, "", "conditional_access { control: DEVICE_PROOF }", "", "", "password", "", "", {}},
    {530032, "", "conditional_access { control: SECURITY_POLICY }", "", "", "password", "", "", {}},
    {50131, "", "conditional_access { control: RISK }", "", "", "password", "", "", {}},
    {70043, "", "conditional_access { control: SIGN_IN_FREQUENCY max_age_seconds: 60 }", "", "",
     "refresh", "", "", absl::Minutes(2)},
    {50078, "", "conditional_access { control: MULTI_FACTOR_EXPIRED max_age_seconds: 60 }", "", "",
     "refresh", "", "", absl::Minutes(2)},
    // What the application may have.
    {50105, "", "", "assignment_required: true", "", "password", "", "", {}},
    {65001, "", "", "consent_needed: 'https://vault.azure.net'", "", "password", "", "", {}},
    {90094,
     "",
     "",
     "consent_needed: 'https://vault.azure.net' admin_consent_only: true",
     "",
     "password",
     "",
     "",
     {}},
    {650053, "", "", "", "", "password", kScope, "scope=No.Such.Permission", {}},
    {650053, "", "", "", "", "authorize", kScope, "scope=user_impersonation", {}},
    {50194, "", "", "audience: SINGLE_TENANT", "", "password", "", "organizations", {}},
    {9002331, "", "", "audience: PERSONAL", "", "password", "", "", {}},
    {9002332, "", "", "audience: ORGANIZATIONS", "", "refresh", "", "consumers", {}},
    // Codes and refresh tokens.
    {501481, "", "", "", "", "code", "code_verifier=", "code_verifier=x", {}},
    {54005, "", "", "", "", "code twice", "", "", {}},
    {500112, "", "", "", "", "code", "localhost", "localhost%3A1", {}},
    {700005, "", "", "", "", "code", "", "fabrikam.example", {}},
    {70008, "", "", "", "", "code", "", "", absl::Hours(1)},
    {70000, "", "", "", "", "refresh", "client_id=app", "client_id=other", {}},
    {50173, "", "", "", "sessions_valid_from: '2026-01-15T12:30:00Z'", "refresh", "", "",
     absl::Hours(1)},
    {700082, "", "", "refresh_token_lifetime_seconds: 60", "", "refresh", "", "", absl::Hours(1)},
    {700084, "", "", "single_page: true", "", "refresh", "", "", absl::Hours(24)},
    // Pages in browsers, and what is theirs.
    {9002326, "", "", "", "", "page code", "", "", {}},
    {9002327, "", "", "single_page_redirect_uris: 'http://localhost:1'", "", "code", "", "", {}},
    // Device codes.
    {70016, "", "", "", "", "device", "", "", {}},
    {70016,
     "slow-down",
     "device_login { pending_polls: 1 slow_down_polls: 1 }",
     "",
     "",
     "device",
     "",
     "",
     {}},
    {70018, "", "", "", "", "device", "device_code=", "device_code=x", {}},
    {70018, "declined", "device_login { declined: true }", "", "", "device", "", "", {}},
    {70020, "", "", "", "", "device", "", "", absl::Hours(1)},
    // On the page, or with the browser on its way back.
    {50011, "", "", "", "", "authorize", "localhost", "evil.example", {}},
    {500113, "", "", "", "", "authorize", "client_id=app", "client_id=other", {}},
    {700054, "", "", "", "", "authorize", "response_type=code", "response_type=token", {}},
    {50147, "", "", "", "", "authorize", "code_challenge=", "code_challenge=x&y=", {}},
    {50058, "", "", "", "", "authorize", "state=s", "prompt=none", {}},
    {65004, "", "", "", "", "authorize", "button=sign-in", "button=cancel", {}},
};

class ComputedUserErrorsTest : public ::testing::TestWithParam<Case> {
 protected:
  ComputedUserErrorsTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    const Case& test = GetParam();
    scenario::EntraDirectory directory;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        absl::StrCat("tenants { id: '", kTenant, "' domains: 'contoso.example' ", test.tenant,
                     " applications { app_id: 'app' public_client: true redirect_uris: "
                     "'http://localhost' ",
                     test.app, " } applications { app_id: 'other' public_client: true } ",
                     "users { name: 'ada@contoso.example' ",
                     absl::StrContains(test.user, "password: ''") ? "" : "password: 'right' ",
                     test.user, " } } ",
                     "tenants { id: 'fabrikam.example' applications { app_id: 'app' public_client: "
                     "true } users { name: 'eve@fabrikam.example' password: 'p' } }"),
        &directory));
    const absl::Status merged = entra_.directory().Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  http::Response Send(const http::Request& request) {
    return entra_.Handle(request, TestSetting()).response;
  }

  // A form, with the case's change, to the tenant that the change names if it is no
  // change of the form.
  http::Response Ask(const std::string& form, const char* end = "oauth2/v2.0/token") {
    const Case& test = GetParam();
    clock_.Advance(test.later);
    const std::string from = test.from;
    const std::string tenant = from.empty() && *test.to != '\0' ? test.to : kTenant;
    http::Request request =
        Post(absl::StrCat("/", tenant, "/", end),
             from.empty() ? form : absl::StrReplaceAll(form, {{from, test.to}}));
    if (absl::StartsWith(test.how, "page ")) request.headers.Set("Origin", "https://app.example");
    return Send(request);
  }

  std::string Authorize(bool changed) {
    std::string query = absl::StrCat(
        "client_id=app&response_type=code&redirect_uri=http%3A%2F%2Flocalhost&state=s&"
        "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&",
        kScope);
    std::string form = "username=ada%40contoso.example&password=right&button=sign-in";
    if (changed) {
      query = absl::StrReplaceAll(query, {{GetParam().from, GetParam().to}});
      form = absl::StrReplaceAll(form, {{GetParam().from, GetParam().to}});
    }
    http::Request request = Post(absl::StrCat("/", kTenant, "/oauth2/v2.0/authorize"), form);
    request.query = query;
    if (absl::StrContains(query, "prompt=none")) request.method = "GET", request.body = "";
    const http::Response response = Send(request);
    return absl::StrCat(response.headers.Get("Location"), response.body);
  }

  http::Response Answer() {
    const std::string how = GetParam().how;
    if (how == "password") return Ask(absl::StrCat(kPassword, kScope));
    if (how == "v1") {
      return Ask(absl::StrCat(kPassword, "resource=https%3A%2F%2Fvault.azure.net"), "oauth2/token");
    }
    if (how == "refresh") {
      const Json first = ParseBody(Send(Post(kTokenPath, absl::StrCat(kPassword, kScope))));
      return Ask(absl::StrCat(kRefresh, first["refresh_token"].get<std::string>(), "&", kScope));
    }
    if (how == "device") {
      const Json first = ParseBody(Send(Post(absl::StrCat("/", kTenant, "/oauth2/v2.0/devicecode"),
                                             absl::StrCat("client_id=app&", kScope))));
      return Ask(absl::StrCat(kDevice, first["device_code"].get<std::string>()));
    }
    std::string code;
    RE2::PartialMatch(Authorize(false), "code=([^&]+)", &code);
    const std::string form = absl::StrCat(
        kCode, code, "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&", kScope);
    if (how == "code twice") Ask(form);
    return Ask(form);
  }

  VirtualClock clock_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_P(ComputedUserErrorsTest, IsWhatTheUserDeserves) {
  const Case& test = GetParam();
  const AadstsRow& row = *Catalogue::BuiltIn().Find(test.code, test.variant);
  const std::string beginning = absl::StrCat("AADSTS", row.code, ": ");
  if (std::string(test.how) == "authorize") {
    // In a query or in HTML.
    const std::string answer = absl::StrReplaceAll(Authorize(true), {{"%3A%20", ": "}});
    EXPECT_THAT(answer, HasSubstr(beginning));
    return;
  }
  const http::Response response = Answer();
  EXPECT_EQ(response.status, row.status) << response.body;
  EXPECT_EQ(response.remarks.aadsts, row.error_codes);
  EXPECT_NE(response.remarks.reason, "") << response.body;
  EXPECT_NE(response.remarks.reason, row.trigger) << "which check failed?";
  const Json body = ParseBody(response);
  EXPECT_EQ(body["error"], row.error);
  EXPECT_THAT(body["error_codes"], ::testing::ElementsAreArray(row.error_codes));
  EXPECT_THAT(
      body["error_description"].get<std::string>(),
      ::testing::StartsWith(beginning + row.description.substr(0, row.description.find('{'))));
}

INSTANTIATE_TEST_SUITE_P(All, ComputedUserErrorsTest, ::testing::ValuesIn(kCases));

TEST(ComputedUserErrorsTableTest, EachHasACaseHere) {
  std::set<std::pair<std::int64_t, std::string>> listed, tested;
  for (const ComputedError& error : ComputedUserErrors()) {
    listed.emplace(error.code, std::string(error.variant));
  }
  for (const Case& test : kCases) tested.emplace(test.code, test.variant);
  EXPECT_EQ(listed, tested);
}

}  // namespace
}  // namespace mock::entra
