// What the fakes as one keep of their tenants, and what they forget.
#include "mock_server/fakes.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/message.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_entra/testing/testing.h"
#include "mock_server/admin/scenario_calls.h"
#include "nlohmann/json.hpp"

namespace azmock {
namespace {

using mock::entra::Post;
using mock::scenario::Directory;

constexpr char kContoso[] = R"pb(
  tenants {
    id: "contoso.example"
    applications { app_id: "app" public_client: true }
    applications {
      app_id: "daemon"
      refuse_replayed_assertions: true
      federated_credentials { issuer: "https://ci.example" subject: "s" }
    }
    users { name: "ada@contoso.example" password: "p" }
  }
  issuers { url: "https://ci.example" }
)pb";

template <typename Proto>
Proto Parsed(const std::string& text) {
  Proto proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto)) << text;
  return proto;
}

class FakesStateTest : public ::testing::Test {
 protected:
  explicit FakesStateTest(FakesOptions options = FakesOptions()) {
    options.clock_mode = mock::VirtualClock::Mode::kFrozen;
    options.keys = *ServerKeys::Make(mock::entra::TestKey());
    options.repeatable_ids = true;
    options.control_token = "";
    auto started = Fakes::Start(options);
    EXPECT_TRUE(started.ok()) << started.status();
    fakes_ = *std::move(started);
    Merge(kContoso);
  }

  void Merge(const std::string& text) {
    const absl::Status merged = fakes_->MergeDirectory(Parsed<Directory>(text));
    EXPECT_TRUE(merged.ok()) << merged;
  }
  void Remove(const std::string& text) {
    const absl::Status removed = fakes_->RemoveFromDirectory(Parsed<Directory>(text));
    EXPECT_TRUE(removed.ok()) << removed;
  }

  nlohmann::ordered_json Ask(const std::string& path, const std::string& form) {
    return mock::entra::ParseBody(fakes_->Ask(Post(path, form)).response);
  }
  nlohmann::ordered_json Token(const std::string& tenant, const std::string& form) {
    return Ask(
        absl::StrCat("/", tenant, "/oauth2/v2.0/token"),
        absl::StrCat(form, "&scope=https%3A%2F%2Fvault.azure.net%2F.default+", "offline_access"));
  }
  std::string Password() {
    return "grant_type=password&client_id=app&username=ada%40contoso.example&password=p";
  }
  std::string RefreshToken() {
    const auto body = Token("contoso.example", Password());
    EXPECT_TRUE(body.contains("refresh_token")) << body;
    return body.value("refresh_token", "");
  }
  // The code of the refusal; 0 if there is none.
  static int CodeOf(const nlohmann::ordered_json& body) {
    return body.contains("error_codes") ? body["error_codes"][0].get<int>() : 0;
  }
  int Refresh(const std::string& token) {
    const auto body =
        Token("contoso.example", "grant_type=refresh_token&client_id=app&refresh_token=" + token);
    EXPECT_TRUE(body.contains("error_codes") || body.contains("access_token")) << body;
    return CodeOf(body);
  }
  void Reset() {
    const absl::Status reset = fakes_->ResetTenant("contoso.example");
    EXPECT_TRUE(reset.ok()) << reset;
  }

  std::unique_ptr<Fakes> fakes_;
};

TEST_F(FakesStateTest, ARefreshTokenGoesWithItsTenant) {
  const std::string token = RefreshToken();
  EXPECT_EQ(Refresh(token), 0);
  Remove(R"pb(tenants { id: "contoso.example" })pb");
  EXPECT_EQ(Refresh(token), 90002);
  Merge(kContoso);
  EXPECT_EQ(Refresh(token), 70008);
}

TEST_F(FakesStateTest, AnotherDirectoryRemembersNothing) {
  const std::string token = RefreshToken();
  const auto device = Ask("/organizations/oauth2/v2.0/devicecode", "client_id=app&scope=openid");
  ASSERT_TRUE(fakes_->ReplaceDirectory(fakes_->ExportDirectory()).ok());
  EXPECT_EQ(Refresh(token), 70008);
  EXPECT_EQ(CodeOf(Token("organizations",
                         absl::StrCat("grant_type=device_code&client_id=app&device_code=",
                                      device["device_code"].get<std::string>()))),
            70018);
}

TEST_F(FakesStateTest, AResetTenantForgetsWhatItPromisedWhereverItWasAskedFor) {
  const std::string token = RefreshToken();
  for (const std::string at : {"organizations", "common", "contoso.example"}) {
    const auto device =
        Ask(absl::StrCat("/", at, "/oauth2/v2.0/devicecode"), "client_id=app&scope=openid");
    const std::string poll = absl::StrCat("grant_type=device_code&client_id=app&device_code=",
                                          device["device_code"].get<std::string>());
    EXPECT_EQ(CodeOf(Token(at, poll)), 70016) << at;
    Reset();
    EXPECT_EQ(CodeOf(Token(at, poll)), 70018) << at;
  }
  EXPECT_EQ(Refresh(token), 70008);
  EXPECT_EQ(fakes_->ResetTenant("nobody"),
            absl::NotFoundError("the directory has no tenant \"nobody\""));
}

TEST_F(FakesStateTest, AResetTenantForgetsTheAssertionsThatCame) {
  const auto assertion = fakes_->entra().Mint(Parsed<mock::scenario::Assertion>(
      R"pb(minted { issuer: "https://ci.example" subject: "s" })pb"));
  ASSERT_TRUE(assertion.ok()) << assertion.status();
  const auto ask = [&] {
    return CodeOf(Token("contoso.example",
                        absl::StrCat("grant_type=client_credentials&client_id=daemon",
                                     "&client_assertion_type=urn:ietf:params:oauth:client-",
                                     "assertion-type:jwt-bearer&client_assertion=", *assertion)));
  };
  EXPECT_NE(ask(), 50027);
  EXPECT_EQ(ask(), 50027);
  Reset();
  EXPECT_NE(ask(), 50027);
}

TEST_F(FakesStateTest, ATenantsRulesAndItsJournalMeetItsUsersWhereNoTenantIsNamed) {
  auto scenario = Parsed<mock::scenario::Scenario>(R"pb(
    id: "down"
    title: "Down"
    directory { tenants { id: "contoso.example" } }
    rules {
      steps {
        times: -1
        respond { status: 503 }
      }
    }
  )pb");
  ASSERT_TRUE(fakes_->Arm(scenario).ok());
  const auto status = [&](const std::string& tenant) {
    const std::string path = absl::StrCat("/", tenant, "/oauth2/v2.0/token");
    return fakes_->Ask(Post(path, Password())).response.status;
  };
  EXPECT_EQ(status("organizations"), 503);
  EXPECT_EQ(status("common"), 503);
  for (const auto& entry : fakes_->journal().Entries()) {
    EXPECT_EQ(entry.tenant, "contoso.example");
  }
  Reset();
  EXPECT_TRUE(fakes_->journal().Entries().empty());
}

TEST_F(FakesStateTest, ClientsNeedNotBeToldWhereLocalhostIs) {
  EXPECT_THAT(fakes_->host_names(), testing::Contains("login.microsoftonline.com"));
  EXPECT_THAT(fakes_->host_names(), testing::Not(testing::Contains("localhost")));
}

TEST_F(FakesStateTest, FaultsGoWithTheirTenant) {
  const auto fault = Parsed<mock::admin::InjectFaultRequest>(
      R"pb(tenant: "contoso.example"
           steps {
             times: -1
             respond { status: 503 }
           })pb");
  mock::admin::InjectFaultResponse none;
  ASSERT_TRUE(mock::admin::InjectFault(*fakes_->control(), fault, &none).ok());
  EXPECT_EQ(fakes_->Ask(Post("/contoso.example/x", "")).response.status, 503);
  Remove(R"pb(tenants { id: "contoso.example" })pb");
  Merge(kContoso);
  EXPECT_EQ(fakes_->Ask(Post("/contoso.example/x", "")).response.status, 404);
}

// ---- Limits ----

FakesOptions FewPromises() {
  FakesOptions options;
  options.promise_limits = {4, 1 << 20};
  options.max_admin_body_bytes = 4 << 20;
  return options;
}

class FakesLimitsTest : public FakesStateTest {
 protected:
  FakesLimitsTest() : FakesStateTest(FewPromises()) {}

  mock::http::Response AskAdmin(const std::string& call, const std::string& json) {
    auto client = mock::http::RawClient::Connect(fakes_->http_port());
    client.Send(absl::StrCat("POST /_mock/v1/", call, " HTTP/1.1\r\nHost: localhost\r\n",
                             "Content-Type: application/json\r\nContent-Length: ", json.size(),
                             "\r\n\r\n"));
    client.Send(json);
    const std::string reply = client.ReadReply();
    mock::http::Response response;
    response.status = 0;
    if (reply.size() < 12) return response;
    EXPECT_TRUE(absl::SimpleAtoi(reply.substr(9, 3), &response.status)) << reply;
    response.body = reply.substr(reply.find("\r\n\r\n") + 4);
    return response;
  }
};

TEST_F(FakesLimitsTest, ATokenIsRenewedAsOftenAsItIsAskedFor) {
  const std::string token = RefreshToken();
  for (int i = 0; i < 20; ++i) ASSERT_EQ(Refresh(token), 0) << i;
}

TEST_F(FakesLimitsTest, WhatHasNoRoomIsToldSoByTheFakeAndNotAsTheServiceWould) {
  const std::string first = RefreshToken();
  for (int i = 1; i < 4; ++i) RefreshToken();
  const auto refused = fakes_->Ask(
      Post("/contoso.example/oauth2/v2.0/token", Password() + "&scope=openid+offline_access"));
  EXPECT_EQ(refused.response.status, 503);
  const auto body = mock::entra::ParseBody(refused.response);
  EXPECT_EQ(body["error"], "azmock_limit");
  EXPECT_EQ(body["error_description"],
            "azmock: no room for more refresh tokens: the limits are 4 and 1048576 bytes; reset "
            "the tenant, or raise the limits of promises");
  EXPECT_EQ(fakes_->journal().Entries().back().oauth_error, "azmock_limit");
  const auto renewed =
      fakes_->Ask(Post("/contoso.example/oauth2/v2.0/token",
                       "grant_type=refresh_token&client_id=app&refresh_token=" + first));
  EXPECT_EQ(renewed.response.status, 503) << "it is good, but there is no room for the next one";
  Reset();
  EXPECT_EQ(Refresh(RefreshToken()), 0);
}

TEST_F(FakesLimitsTest, AnExportOfManyUsersCanBeImportedAgain) {
  Directory many = Parsed<Directory>(kContoso);
  for (int i = 0; i < 10000; ++i) {
    auto& user = *many.mutable_tenants(0)->add_users();
    user.set_name(absl::StrCat("user-", i, "@contoso.example"));
    user.set_display_name(absl::StrCat("The user of the number ", i, ", who has a long name"));
    user.set_password("correct horse battery staple");
  }
  ASSERT_TRUE(fakes_->ReplaceDirectory(many).ok());
  const std::string exported = AskAdmin("GetDirectory", "{}").body;
  EXPECT_GT(exported.size(), std::size_t{1} << 20);
  EXPECT_EQ(AskAdmin("ReplaceDirectory", exported).status, 200);
}

TEST_F(FakesLimitsTest, ARequestThatIsTooLargeIsToldTheLimit) {
  auto client = mock::http::RawClient::Connect(fakes_->http_port());
  client.Send(
      "POST /_mock/v1/ReplaceDirectory HTTP/1.1\r\nHost: localhost\r\n"
      "Content-Length: 4194305\r\n\r\n");
  const std::string reply = client.ReadReply();
  EXPECT_THAT(reply, ::testing::StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(reply, ::testing::HasSubstr("the body is too large: the limit is 4194304 bytes\n"));
}

// ---- Hosts ----

class FakesHostsTest : public FakesStateTest {
 protected:
  // "200", or the fault's name.
  std::string AskImds() {
    auto client = mock::http::RawClient::Connect(fakes_->http_port());
    client.Send(
        "GET "
        "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net"
        " HTTP/1.1\r\nHost: 169.254.169.254\r\nMetadata: true\r\nConnection: close\r\n\r\n");
    client.ReadAll();
    const auto entry = fakes_->journal().Entries().back();
    return entry.fault.empty() ? absl::StrCat(entry.status) : entry.fault;
  }

  static mock::scenario::Scenario FabricScenario(const std::string& id) {
    auto scenario = Parsed<mock::scenario::Scenario>(R"pb(
      title: "Fabric"
      credential: "ManagedIdentityCredential"
      directory {
        tenants {
          id: "fabric.example"
          managed_identities { name: "web" }
        }
        hosts {
          kind: SERVICE_FABRIC
          identities { identity: "web" system_assigned: true }
        }
      }
      client {
        managed_identity {}
        environment {
          key: "IDENTITY_ENDPOINT"
          value: "https://localhost:2377/metadata/identity/oauth2/token"
        }
        environment { key: "IDENTITY_SERVER_THUMBPRINT" value: "{{thumbprint}}" }
        calls { get_token { scopes: "x" } }
      }
    )pb");
    scenario.set_id(id);
    return scenario;
  }
};

constexpr char kSlowImds[] = R"pb(
  id: "slow"
  title: "Slow"
  directory {
    tenants {
      id: "slow.example"
      managed_identities { name: "web" }
    }
    hosts {
      kind: IMDS
      identities { identity: "web" system_assigned: true }
      outages { kind: NOT_READY lasts: "5s" }
    }
  }
)pb";

TEST_F(FakesHostsTest, AHostBeginsWhenItIsAddedAndWhenItsScenarioIsArmedAgain) {
  const auto scenario = Parsed<mock::scenario::Scenario>(kSlowImds);
  const auto pass = [this] { fakes_->clock().Advance(absl::Seconds(5)); };
  ASSERT_TRUE(fakes_->MergeDirectory(scenario.directory()).ok());
  pass();
  EXPECT_EQ(AskImds(), "200") << "the outage was over before anybody asked";
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(fakes_->Arm(scenario).ok());
    EXPECT_EQ(AskImds(), "404") << i;
    pass();
    EXPECT_EQ(AskImds(), "200") << i;
    ASSERT_TRUE(fakes_->Disarm("slow").ok());
  }
  ASSERT_TRUE(fakes_->ResetTenant("slow.example").ok());
  EXPECT_EQ(AskImds(), "404");
}

TEST_F(FakesHostsTest, WhatHappenedToAScenariosTenantIsForgottenWhenItIsArmedAgain) {
  auto scenario = Parsed<mock::scenario::Scenario>(R"pb(id: "s" title: "S")pb");
  *scenario.mutable_directory() = Parsed<Directory>(kContoso);
  ASSERT_TRUE(fakes_->Arm(scenario).ok());
  const std::string token = RefreshToken();
  ASSERT_TRUE(fakes_->Disarm("s").ok());
  EXPECT_EQ(Refresh(token), 0);
  ASSERT_TRUE(fakes_->Arm(scenario).ok());
  EXPECT_EQ(Refresh(token), 70008);
  EXPECT_EQ(fakes_->Arm(scenario).status().code(), absl::StatusCode::kAlreadyExists);
  const std::string other = RefreshToken();
  EXPECT_FALSE(fakes_->Arm(scenario).ok());
  EXPECT_EQ(Refresh(other), 0) << "what is refused changes nothing";
}

TEST_F(FakesHostsTest, AConnectionThatIsRefusedIsRefusedWhereverTheHostIsAsked) {
  ASSERT_TRUE(
      fakes_->MergeDirectory(Parsed<Directory>("hosts { kind: IMDS network: REFUSED }")).ok());
  EXPECT_EQ(AskImds(), "RESET");
  const auto hosts = fakes_->hosts();
  for (const auto& life : *hosts) {
    const std::string url = fakes_->UrlOf(life->host);
    const std::string plain = absl::StrCat(":", fakes_->http_port(), "/");
    const bool at_plain = url.find(plain) != std::string::npos;
    EXPECT_EQ(at_plain, life->host.network() == mock::scenario::ManagedIdentityHost::REACHABLE)
        << url;
  }
}

TEST_F(FakesHostsTest, AFabricHostIsServedHoweverItComesAndStaysWhereItIs) {
  const std::string before = fakes_->ca_pem();
  ASSERT_TRUE(fakes_->MergeDirectory(FabricScenario("").directory()).ok());
  const std::string url = fakes_->UrlOf(fakes_->hosts()->back()->host);
  EXPECT_NE(url, "");
  const auto armed = fakes_->Arm(FabricScenario("one"));
  ASSERT_TRUE(armed.ok()) << armed.status();
  const auto again = fakes_->Arm(FabricScenario("two"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(fakes_->UrlOf(fakes_->hosts()->back()->host), url);
  const auto thumbprint = [](const mock::scenario::Scenario& scenario) {
    return scenario.client().environment().at("IDENTITY_SERVER_THUMBPRINT");
  };
  EXPECT_EQ(thumbprint(*armed).size(), 40u);
  EXPECT_EQ(thumbprint(*armed), thumbprint(*again));
  EXPECT_EQ(fakes_->ca_pem(), before) << "what clients were told to trust is enough";
}

TEST_F(FakesHostsTest, WhoArmsFromOutsideIsToldAddressesThatAreThere) {
  mock::admin::ArmScenarioRequest request;
  *request.mutable_scenario() = FabricScenario("one");
  mock::admin::ArmScenarioResponse response;
  const absl::Status armed = mock::admin::ArmScenario(*fakes_->control(), request, &response);
  ASSERT_TRUE(armed.ok()) << armed;
  EXPECT_EQ(response.client().environment().at("IDENTITY_ENDPOINT"),
            fakes_->UrlOf(fakes_->hosts()->back()->host));
}

// The server that the request came to is not replaced under its feet.
TEST_F(FakesHostsTest, AScenarioWithAFabricHostIsArmedThroughThatHostsServer) {
  ASSERT_TRUE(fakes_->Arm(FabricScenario("one")).ok());
  mock::admin::ArmScenarioRequest request;
  *request.mutable_scenario() = FabricScenario("two");
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(request, &json).ok());
  const std::string url = fakes_->UrlOf(fakes_->hosts()->back()->host);
  int port = 0;
  ASSERT_TRUE(absl::SimpleAtoi(url.substr(18, url.find('/', 18) - 18), &port)) << url;
  const std::string trusted = fakes_->ca_pem();
  const std::string own = trusted.substr(trusted.rfind("-----BEGIN CERTIFICATE-----"));
  auto client =
      mock::http::RawClient::ConnectTls(static_cast<std::uint16_t>(port), own, "localhost");
  EXPECT_EQ(client.tls_error(), "");
  client.Send(absl::StrCat("POST /_mock/v1/ArmScenario HTTP/1.1\r\nHost: localhost:", port,
                           "\r\nContent-Type: application/json\r\nContent-Length: ", json.size(),
                           "\r\n\r\n", json));
  EXPECT_THAT(client.ReadReply(), ::testing::StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(fakes_->Disarm("two"), absl::OkStatus());
}

}  // namespace
}  // namespace azmock
