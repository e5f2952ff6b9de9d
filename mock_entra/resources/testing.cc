#include "mock_entra/resources/testing.h"

#include <google/protobuf/text_format.h>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/resources/resources.h"
#include "mock_entra/testing/testing.h"
#include "mock_entra/tokens/token_order.h"

namespace mock::entra {
namespace {

constexpr char kAzure[] = R"pb(
  users { name: "ada@contoso.onmicrosoft.com" display_name: "Ada" password: "pw" }
  subscriptions {
    id: "5ab50000-0000-4000-8000-000000000001"
    display_name: "Production"
    resource_groups {
      name: "rg"
      location: "northeurope"
      key_vaults {
        name: "contoso-kv"
        secrets { name: "Password" value: "hidden" }
        secrets { name: "another" value: "x" }
      }
      storage_accounts {
        name: "contosoblobs"
        containers {
          name: "documents"
          blobs { name: "a/b.txt" content: "hello" content_type: "text/plain" }
          blobs { name: "<&>" }
        }
      }
    }
    resource_groups { name: "other" }
  })pb";

}  // namespace

ServiceTest::ServiceTest() : now_(TestNow()) {
  EXPECT_TRUE(directory_.Merge(TestDirectory()).ok());
  Add(kAzure);
  scenario::EntraDirectory other;
  scenario::Tenant& tenant = *other.add_tenants();
  tenant.set_id(kOtherTenant);
  tenant.add_applications()->set_app_id(kOtherClient);
  EXPECT_TRUE(directory_.Merge(other).ok());
}

void ServiceTest::Add(absl::string_view tenant_fields) {
  scenario::EntraDirectory directory;
  scenario::Tenant& tenant = *directory.add_tenants();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(std::string(tenant_fields), &tenant));
  tenant.set_id(kTenant);
  EXPECT_EQ(directory_.Merge(directory), absl::OkStatus());
}

void ServiceTest::Assign(absl::string_view role, absl::string_view scope) {
  Add(absl::StrCat("role_assignments { principal: \"", kClient, "\" role: \"", role, "\" scope: \"",
                   scope, "\" }"));
}

std::string ServiceTest::Token(absl::string_view resource, TokenFlaw flaw) {
  const TokenOrder order{kTenant, kClient, std::string(resource), flaw,
                         "login.microsoftonline.com"};
  const auto token = FillOrder(order, directory_, *TestKey(), now_, *random_);
  EXPECT_TRUE(token.ok()) << token.status();
  return token.value_or("");
}

std::string ServiceTest::TokenOfOtherTenant(absl::string_view resource) {
  const TokenOrder order{kOtherTenant, kOtherClient, std::string(resource), TokenFlaw::kNone,
                         "login.microsoftonline.com"};
  return FillOrder(order, directory_, *TestKey(), now_, *random_).value_or("");
}

std::string ServiceTest::TokenWith(absl::string_view resource,
                                   const nlohmann::ordered_json& claims) {
  const std::int64_t now = absl::ToUnixSeconds(now_);
  nlohmann::ordered_json all = {
      {"aud", std::string(resource)},
      {"iss", absl::StrCat("https://sts.windows.net/", kTenant, "/")},
      {"iat", now - 300},
      {"nbf", now - 300},
      {"exp", now + 3600},
      {"appid", kClient},
      {"oid", directory_.FindTenant(kTenant)->FindApplication(kClient)->service_principal_id},
      {"tid", kTenant}};
  all.update(claims);
  const nlohmann::ordered_json header = {
      {"typ", "JWT"}, {"alg", "RS256"}, {"kid", TestKey()->kid()}};
  return jwt::EncodeRs256(*TestKey(), header.dump(), all.dump()).value_or("");
}

std::string ServiceTest::CapableToken(absl::string_view resource, absl::Time issued) {
  return TokenWith(resource, {{"iat", absl::ToUnixSeconds(issued) - 300},
                              {"xms_cc", nlohmann::ordered_json::array({"cp1"})}});
}

std::string ServiceTest::UserToken(absl::string_view resource, absl::string_view scopes) {
  const Account& user = *directory_.FindTenant(kTenant)->FindUser(kUser);
  return TokenWith(resource, {{"oid", user.id}, {"upn", user.name}, {"scp", std::string(scopes)}});
}

http::Response ServiceTest::Ask(absl::string_view host, absl::string_view target,
                                absl::string_view token, absl::string_view method) {
  http::Request request = Get(target);
  request.method = std::string(method);
  request.host = std::string(host);
  request.headers.Set("Host", host);
  request.headers.Set("x-ms-version", "2023-11-03");  // which only Blob Storage looks at
  if (!token.empty()) request.headers.Set("Authorization", absl::StrCat("Bearer ", token));
  return Ask(request);
}

http::Response ServiceTest::Ask(const http::Request& request) {
  const scenario::Setting setting = TestSetting();
  const Exchange exchange = MakeExchange(request, setting, now_, *random_);
  const auto to = ReadServiceRequest(request);
  const SigningKeys keys = {TestKey()};
  if (!to) {
    ADD_FAILURE() << request.host << request.path << " is for no service";
    return {};
  }
  const http::Response response = HandleService({exchange, *to, directory_, keys});
  EXPECT_EQ(response.remarks.reason.empty(), response.status < 400)
      << response.status << " " << response.body << " says why: " << response.remarks.reason;
  return response;
}

std::string CodeOf(const http::Response& response) {
  const auto body = nlohmann::json::parse(response.body, nullptr, false);
  return body.is_object() ? body["error"].value("code", "") : "";
}

std::string MessageOf(const http::Response& response) {
  const auto body = nlohmann::json::parse(response.body, nullptr, false);
  return body.is_object() ? body["error"].value("message", "") : "";
}

}  // namespace mock::entra
