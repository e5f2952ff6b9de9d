// What users and their clients meet, from the first page to the refresh token.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/entra.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

constexpr char kUsers[] = R"pb(
  tenants {
    id: "7e570000-0000-4000-8000-000000000001"
    applications {
      app_id: "native"
      display_name: "Notebook"
      public_client: true
      redirect_uris: "http://localhost"
      redirect_uris: "https://app.contoso.example/back?x=1"
    }
    applications { app_id: "rotating" public_client: true single_use_refresh_tokens: true }
    users { name: "ada@contoso.onmicrosoft.com" display_name: "Ada" password: "engine" }
  }
)pb";

constexpr char kAuthorize[] = "/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/authorize";
constexpr char kScope[] =
    "scope=https%3A%2F%2Fmanagement.azure.com%2F.default+openid+offline_access";

class UserEndpointsTest : public ::testing::Test {
 protected:
  UserEndpointsTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    Merge(kUsers);
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  void Merge(const std::string& text) {
    scenario::EntraDirectory directory = TestDirectory();
    directory.mutable_tenants(0)->clear_applications();
    scenario::EntraDirectory more;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &more));
    directory.mutable_tenants(0)->MergeFrom(more.tenants(0));
    const absl::Status merged = entra_.directory().Merge(directory);
    ASSERT_TRUE(merged.ok()) << merged;
  }

  http::Response Send(const http::Request& request) {
    return entra_.Handle(request, TestSetting()).response;
  }

  Json Token(const std::string& form) { return ParseBody(Send(Post(kTokenPath, form))); }

  Json Refresh(const std::string& token, const std::string& client = "native") {
    return Token(absl::StrCat("grant_type=refresh_token&client_id=", client,
                              "&refresh_token=", token, "&", kScope));
  }

  Json Password(const std::string& password, const std::string& client = "native") {
    return Token(absl::StrCat("grant_type=password&client_info=1&client_id=", client,
                              "&username=ada%40contoso.onmicrosoft.com&password=", password, "&",
                              kScope));
  }

  // The value of a hidden field.
  static std::string Hidden(const http::Response& page, const std::string& name) {
    std::string value;
    RE2::PartialMatch(page.body, absl::StrCat("name=\"", name, "\" value=\"([^\"]*)\""), &value);
    return value;
  }

  static std::string Target(const std::string& more) {
    return absl::StrCat(kAuthorize, "?client_id=native&response_type=code&", kScope,
                        "&redirect_uri=http%3A%2F%2Flocalhost%3A8400&state=s&nonce=n", more);
  }

  http::Response Submit(const std::string& target, const std::string& form) {
    http::Request request = Post(kAuthorize, form);
    request.target = target;
    request.query = target.substr(target.find('?') + 1);
    return Send(request);
  }

  static constexpr char kTyped[] =
      "username=ada%40contoso.onmicrosoft.com&password=engine&button=sign-in";

  // What the browser is sent to, with `more` in the request.
  std::string SignIn(const std::string& more) {
    return std::string(Submit(Target(more), kTyped).headers.Get("Location"));
  }

  std::string Code(const std::string& more) {
    std::string code;
    RE2::PartialMatch(SignIn(more), "code=([^&]+)", &code);
    return code;
  }

  Json Redeem(const std::string& code, const std::string& more) {
    return Token(absl::StrCat("grant_type=authorization_code&client_id=native&code=", code,
                              "&redirect_uri=http%3A%2F%2Flocalhost%3A8400&", kScope, more));
  }

  VirtualClock clock_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_F(UserEndpointsTest, APasswordGetsTokensWithTheUsersClaims) {
  const Json body = Password("engine");
  ASSERT_TRUE(body.contains("access_token")) << body;
  EXPECT_EQ(body["scope"],
            "https://management.azure.com/user_impersonation "
            "https://management.azure.com/.default");
  const auto id_token = jwt::ParseJwt(body["id_token"].get<std::string>());
  ASSERT_TRUE(id_token.ok());
  EXPECT_EQ(id_token->claims["preferred_username"], "ada@contoso.onmicrosoft.com");
  EXPECT_EQ(id_token->claims["aud"], "native");
  const auto access_token = jwt::ParseJwt(body["access_token"].get<std::string>());
  ASSERT_TRUE(access_token.ok());
  EXPECT_EQ(access_token->claims["appidacr"], "0");
  EXPECT_EQ(access_token->claims["oid"], id_token->claims["oid"]);
  const Json info =
      Json::parse(*jwt::Base64UrlDecode(body["client_info"].get<std::string>()), nullptr, false);
  EXPECT_EQ(info["utid"], kTenant);
}

TEST_F(UserEndpointsTest, ThePageIsPlainAndAsksForNameAndPassword) {
  const http::Response page = Send(Get(Target("&login_hint=a%22b")));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.Get("Content-Type"), "text/html; charset=utf-8");
  for (const char* part :
       {"<label for=\"username\">User name</label>", "<label for=\"password\">Password</label>",
        "type=\"password\"", "value=\"a&quot;b\"", "<html lang=\"en\">", "value=\"cancel\""}) {
    EXPECT_THAT(page.body, HasSubstr(part));
  }
}

TEST_F(UserEndpointsTest, TheCodeComesBackAsTheApplicationAsked) {
  EXPECT_THAT(SignIn(""), StartsWith("http://localhost:8400?code="));
  EXPECT_THAT(SignIn(""), HasSubstr("&state=s"));
  EXPECT_THAT(SignIn("&response_mode=fragment"), StartsWith("http://localhost:8400#code="));
  const http::Response posted = Submit(Target("&response_mode=form_post"), kTyped);
  EXPECT_THAT(posted.body, HasSubstr("action=\"http://localhost:8400\""));
  EXPECT_EQ(Hidden(posted, "state"), "s");
  EXPECT_NE(Hidden(posted, "code"), "");
}

TEST_F(UserEndpointsTest, ACodeIsGoodOnceForWhoHasTheVerifier) {
  // RFC 7636, appendix B.
  const std::string challenge =
      "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
  const std::string verifier = "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  EXPECT_EQ(Redeem(Code(challenge), "&code_verifier=wrong")["error_codes"][0], 501481);
  EXPECT_EQ(Redeem(Code(challenge), "")["error_codes"][0], 900144);
  const std::string code = Code(challenge);
  const Json body = Redeem(code, verifier);
  ASSERT_TRUE(body.contains("id_token")) << body;
  EXPECT_EQ(jwt::ParseJwt(body["id_token"].get<std::string>())->claims["nonce"], "n");
  EXPECT_EQ(Redeem(code, verifier)["error_codes"][0], 54005);
  EXPECT_EQ(Refresh(body["refresh_token"])["error_codes"][0], 50173) << "replay revokes";
}

// RFC 7636, section 4.2.
TEST_F(UserEndpointsTest, AChallengeHas43To128Characters) {
  const auto answer = [this](std::size_t size) {
    return Send(
        Get(Target("&code_challenge_method=plain&code_challenge=" + std::string(size, 'c'))));
  };
  for (const std::size_t size : {43, 128}) EXPECT_EQ(answer(size).status, 200) << size;
  for (const std::size_t size : {42, 129}) {
    EXPECT_THAT(answer(size).headers.Get("Location"), HasSubstr("AADSTS50147")) << size;
  }
}

TEST_F(UserEndpointsTest, ACodeIsForItsRedirectUriApplicationTenantAndTenMinutes) {
  const std::string code = Code("");
  EXPECT_EQ(Token(absl::StrCat("grant_type=authorization_code&client_id=native&code=", Code(""),
                               "&redirect_uri=http%3A%2F%2Flocalhost&", kScope))["error_codes"][0],
            500112);
  EXPECT_EQ(Token(absl::StrCat("grant_type=authorization_code&client_id=rotating&code=", Code(""),
                               "&redirect_uri=x&", kScope))["error_codes"][0],
            70000);
  EXPECT_EQ(Redeem("garbage", "")["error_codes"][0], 9002313);
  EXPECT_EQ(Token("grant_type=authorization_code&client_id=stranger&code=x")["error_codes"][0],
            700016);
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Redeem(code, "")["error_codes"][0], 70008);
}

TEST_F(UserEndpointsTest, AnErrorGoesToARegisteredRedirectUriOnly) {
  const std::string target = Target("&prompt=none");
  EXPECT_THAT(
      std::string(Send(Get(target)).headers.Get("Location")),
      StartsWith("http://localhost:8400?error=login_required&error_description=AADSTS50058"));
  http::Response page = Send(Get(absl::StrCat(
      kAuthorize,
      "?client_id=native&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fevil")));
  EXPECT_EQ(page.status, 400);
  EXPECT_THAT(page.body, HasSubstr("AADSTS50011"));
  for (const char* slash : {"%2F%3Fx%3D1", "%3Fx%3D1%2F"}) {
    page = Send(Get(absl::StrCat(kAuthorize, "?client_id=native&redirect_uri=https%3A%2F%2Fapp.",
                                 "contoso.example%2Fback", slash)));
    EXPECT_THAT(page.body, HasSubstr("AADSTS50011")) << "a slash too many";
  }
  page = Send(Get(absl::StrCat(kAuthorize, "?client_id=rotating")));
  EXPECT_THAT(page.body, HasSubstr("AADSTS500113"));
}

TEST_F(UserEndpointsTest, CancelIsAccessDenied) {
  const std::string to(Submit(Target(""), "button=cancel").headers.Get("Location"));
  EXPECT_THAT(to, StartsWith("http://localhost:8400?error=access_denied&error_subcode=cancel"));
}

TEST_F(UserEndpointsTest, AWrongPasswordShowsThePageAgain) {
  const http::Response page =
      Submit(Target(""), "username=ada%40contoso.onmicrosoft.com&password=x&button=sign-in");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<p role=\"alert\">AADSTS50126"));
}

TEST_F(UserEndpointsTest, ASecondFactorAndConsentHaveTheirPages) {
  Merge(R"pb(tenants {
               id: "7e570000-0000-4000-8000-000000000001"
               conditional_access { control: MULTI_FACTOR }
               applications {
                 app_id: "native"
                 display_name: "Notebook"
                 public_client: true
                 redirect_uris: "http://localhost"
                 consent_needed: "https://management.azure.com"
               }
             })pb");
  http::Response page = Submit(Target(""), kTyped);
  EXPECT_THAT(page.body, HasSubstr("Approve sign in"));
  const auto answer = [&](const std::string& button) {
    page = Submit(Target(""), absl::StrCat("flow_token=", Hidden(page, "flow_token"),
                                           "&step=", Hidden(page, "step"), "&button=", button));
  };
  answer("approve");
  EXPECT_THAT(page.body, HasSubstr("Notebook would like to access"));
  answer("decline");
  EXPECT_THAT(std::string(page.headers.Get("Location")), HasSubstr("AADSTS65004"));
  page = Submit(Target(""), kTyped);
  answer("approve");
  answer("accept");
  EXPECT_THAT(std::string(page.headers.Get("Location")), HasSubstr("?code="));
  EXPECT_EQ(Password("engine")["error_codes"][0], 50076) << "a password is one factor";
}

TEST_F(UserEndpointsTest, ASessionNeedsNoPassword) {
  const http::Response first = Submit(Target(""), kTyped);
  std::string cookie;
  for (const auto& [name, value] : first.headers.fields()) {
    if (name == "Set-Cookie") RE2::PartialMatch(value, "ESTSAUTH=([^;]+)", &cookie);
  }
  http::Request again = Get(Target("&prompt=none"));
  again.headers.Set("Cookie", absl::StrCat("fpc=x; ESTSAUTH=", cookie));
  EXPECT_THAT(std::string(Send(again).headers.Get("Location")), HasSubstr("?code="));
  http::Request other = Get(Target("&prompt=none&login_hint=bob%40contoso.onmicrosoft.com"));
  other.headers.Set("Cookie", absl::StrCat("ESTSAUTH=", cookie));
  EXPECT_THAT(std::string(Send(other).headers.Get("Location")), HasSubstr("AADSTS50058"));
  http::Request logout = Get(absl::StrCat(
      "/common/oauth2/v2.0/logout?state=bye&post_logout_redirect_uri=https%3A%2F%2Fapp.contoso."
      "example%2Fback%3Fx%3D1"));
  logout.headers.Set("Cookie", absl::StrCat("ESTSAUTH=", cookie));
  EXPECT_EQ(Send(logout).headers.Get("Location"), "https://app.contoso.example/back?x=1&state=bye");
  EXPECT_THAT(std::string(Send(again).headers.Get("Location")), HasSubstr("login_required"));
}

TEST_F(UserEndpointsTest, RefreshTokensRotateAndAgeAndAreRevoked) {
  const std::string token = Password("engine")["refresh_token"];
  const Json second = Refresh(token);
  EXPECT_NE(second["refresh_token"], token);
  EXPECT_TRUE(Refresh(token).contains("access_token")) << "Entra's old ones stay good";
  EXPECT_EQ(Refresh(token, "rotating")["error_codes"][0], 70000);
  EXPECT_EQ(Refresh("garbage")["error_codes"][0], 9002313);
  EXPECT_EQ(Refresh("garbage", "stranger")["error_codes"][0], 700016);
  clock_.Advance(absl::Hours(24 * 90));
  EXPECT_EQ(Refresh(token)["error_codes"][0], 700082);
}

TEST_F(UserEndpointsTest, ASingleUseRefreshTokenThatComesAgainRevokesItsFamily) {
  const std::string token = Password("engine", "rotating")["refresh_token"];
  const Json second = Refresh(token, "rotating");
  EXPECT_EQ(Refresh(token, "rotating")["error_codes"][0], 70008);
  EXPECT_EQ(Refresh(second["refresh_token"], "rotating")["error_codes"][0], 50173);
}

TEST_F(UserEndpointsTest, ADeviceCodeIsEnteredAndApproved) {
  const Json device = ParseBody(
      Send(Post("/organizations/oauth2/v2.0/devicecode",
                absl::StrCat("client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&", kScope))));
  EXPECT_EQ(device["verification_uri"], "https://microsoft.com/devicelogin");
  const std::string poll = absl::StrCat(
      "grant_type=device_code&client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&device_code=",
      device["device_code"].get<std::string>());
  const auto ask = [&] { return ParseBody(Send(Post("/organizations/oauth2/v2.0/token", poll))); };
  EXPECT_EQ(ask()["error"], "authorization_pending");
  http::Request short_url = Get("/devicelogin");
  short_url.host = "microsoft.com";
  EXPECT_EQ(Send(short_url).headers.Get("Location"),
            "https://login.microsoftonline.com/common/oauth2/deviceauth");
  const std::string code = device["user_code"];
  EXPECT_THAT(Send(Post("/common/oauth2/deviceauth", "user_code=WRONG")).body,
              HasSubstr("role=\"alert\""));
  const http::Response page =
      Send(Post("/common/oauth2/deviceauth", absl::StrCat("user_code=", code, "&button=next")));
  EXPECT_EQ(Hidden(page, "user_code"), code);
  EXPECT_THAT(
      Send(Post("/common/oauth2/deviceauth", absl::StrCat("user_code=", code, "&", kTyped))).body,
      HasSubstr("You have signed in to the Microsoft Azure CLI application"));
  const Json body = ask();
  EXPECT_EQ(body["foci"], "1");
  EXPECT_EQ(ask()["error_codes"][0], 54005);
}

TEST_F(UserEndpointsTest, AReservedNameIsAnsweredWhereDeviceCodesAreGiven) {
  const auto code_of = [&](const std::string& tenant, const std::string& client) {
    const Json body = ParseBody(Send(Post(absl::StrCat("/", tenant, "/oauth2/v2.0/devicecode"),
                                          absl::StrCat("client_id=", client, "&scope=openid"))));
    return body["error_codes"][0].get<int>();
  };
  EXPECT_EQ(code_of("aadsts-50034", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"), 50034);
  EXPECT_EQ(code_of("organizations", "aadsts-50034"), 50034);
  // No token is given here, so that none can have a flaw.
  EXPECT_NE(code_of("token-expired", "04b07795-8ddb-461a-bbee-02f9e1bf7b46"), 50034);
}

TEST_F(UserEndpointsTest, ADeviceCodeOfTheV1EndpointIsEnteredToo) {
  const Json device = ParseBody(Send(Post("/organizations/oauth2/devicecode",
                                          "client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46&"
                                          "resource=https://management.azure.com")));
  EXPECT_THAT(
      Send(Post("/common/oauth2/deviceauth",
                absl::StrCat("user_code=", device["user_code"].get<std::string>(), "&", kTyped)))
          .body,
      HasSubstr("You have signed in to the Microsoft Azure CLI application"));
}

TEST_F(UserEndpointsTest, ADeviceCodeIsApprovedOrDeclinedForTheUser) {
  const auto begin = [&] {
    return ParseBody(Send(Post("/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/devicecode",
                               absl::StrCat("client_id=native&", kScope))));
  };
  const auto poll = [&](const Json& device) {
    return Token(absl::StrCat(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=native&"
        "device_code=",
        device["device_code"].get<std::string>()));
  };
  const Json first = begin();
  EXPECT_FALSE(entra_.ApproveDeviceCode(first["user_code"].get<std::string>(), "bob@x.example"));
  EXPECT_TRUE(entra_.ApproveDeviceCode(first["user_code"].get<std::string>(),
                                       "ada@contoso.onmicrosoft.com"));
  EXPECT_TRUE(poll(first).contains("access_token"));
  const Json second = begin();
  EXPECT_TRUE(entra_.DeclineDeviceCode(second["user_code"].get<std::string>()));
  EXPECT_EQ(poll(second)["error"], "authorization_declined");
  const Json third = begin();
  clock_.Advance(absl::Minutes(15));
  EXPECT_EQ(poll(third)["error"], "expired_token");
  EXPECT_EQ(poll({{"device_code", "x"}})["error"], "bad_verification_code");
  EXPECT_EQ(Token("grant_type=device_code&client_id=stranger&device_code=x")["error_codes"][0],
            700016)
      << "the client comes first";
}

TEST_F(UserEndpointsTest, V1ClientsPollWithCode) {
  const std::string path = "/7e570000-0000-4000-8000-000000000001/oauth2/";
  const std::string form = "client_id=native&resource=https%3A%2F%2Fmanagement.azure.com";
  const Json device = ParseBody(Send(Post(path + "devicecode", form)));
  EXPECT_TRUE(entra_.ApproveDeviceCode(device["user_code"].get<std::string>(),
                                       "ada@contoso.onmicrosoft.com"));
  const std::string poll =
      absl::StrCat(form, "&grant_type=device_code&code=", device["device_code"].get<std::string>());
  EXPECT_EQ(ParseBody(Send(Post(path + "v2.0/token", poll)))["error_codes"][0], 900144);
  EXPECT_TRUE(ParseBody(Send(Post(path + "token", poll))).contains("access_token"));
}

TEST_F(UserEndpointsTest, TheUserRealmTellsWhereUsersSignIn) {
  const auto realm = [&](const char* user) {
    return ParseBody(Send(Get(absl::StrCat("/common/UserRealm/", user, "?api-version=1.0"))));
  };
  EXPECT_EQ(realm("ada@contoso.onmicrosoft.com").dump(),
            R"({"ver":"1.0","account_type":"Managed","domain_name":"contoso.onmicrosoft.com",)"
            R"("cloud_instance_name":"microsoftonline.com",)"
            R"("cloud_audience_urn":"urn:federation:MicrosoftOnline"})");
  EXPECT_EQ(realm("x@nowhere.example")["account_type"], "Unknown");
  Merge(R"pb(tenants {
               id: "7e570000-0000-4000-8000-000000000001"
               federated_domains { domain: "corp.example" metadata_url: "https://adfs/mex" }
             })pb");
  EXPECT_EQ(realm("x@corp.example")["federation_protocol"], "WSTrust");
}

TEST_F(UserEndpointsTest, UserinfoKnowsWhoseTokenItIs) {
  http::Request request = Get("/oidc/userinfo");
  request.host = "graph.microsoft.com";
  request.headers.Set("Host", request.host);
  EXPECT_EQ(Send(request).status, 401);
  request.headers.Set(
      "Authorization",
      absl::StrCat("Bearer ", Password("engine")["access_token"].get<std::string>()));
  const Json info = ParseBody(Send(request));
  EXPECT_EQ(info["email"], "ada@contoso.onmicrosoft.com");
  EXPECT_EQ(info["picture"], "https://graph.microsoft.com/v1.0/me/photo/$value");
  request.host = "localhost";
  request.headers.Set("Host", "localhost:8443");
  EXPECT_EQ(ParseBody(Send(request))["picture"],
            "https://localhost:8443/graph/v1.0/me/photo/$value");
  clock_.Advance(absl::Hours(2));
  EXPECT_EQ(Send(request).status, 401);
}

TEST_F(UserEndpointsTest, AReservedNameSelectsItsError) {
  const Json body = Token(absl::StrCat(
      "grant_type=password&client_id=native&username=aadsts-50057%40x.example&password=x&",
      kScope));
  EXPECT_THAT(body["error_codes"], ElementsAre(50057));
  EXPECT_EQ(Refresh("aadsts-700081")["error_codes"][0], 700081);
}

}  // namespace
}  // namespace mock::entra
