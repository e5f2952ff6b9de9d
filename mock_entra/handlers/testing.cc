#include "mock_entra/handlers/testing.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace mock::entra {

absl::Time TestNow() { return absl::FromUnixSeconds(1768478400); }

scenario::Directory TestDirectory() {
  scenario::Directory directory;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(
        tenants {
          id: "7e570000-0000-4000-8000-000000000001"
          domains: "contoso.onmicrosoft.com"
          display_name: "Contoso"
          applications {
            app_id: "7e570000-0000-4000-8000-000000000002"
            display_name: "Backup"
            secrets { value: "right~secret" }
            secrets { value: "old" not_after: "2026-01-01T00:00:00Z" }
            secrets { value: "future" not_before: "2026-02-01T00:00:00Z" }
          }
          applications {
            app_id: "disabled"
            display_name: "Off"
            disabled: true
            secrets { value: "s" }
          }
          applications { app_id: "public" public_client: true }
          resources {
            uri: "https://api.contoso.example"
            app_id: "7e570000-0000-4000-8000-0000000000aa"
            token_version: 2
            roles: "Things.Read"
            roles: "Things.Write"
            token_lifetime_seconds: 600
          }
        }
      )pb",
      &directory));
  return directory;
}

scenario::Setting TestSetting() {
  scenario::Setting setting;
  setting.set_trace_id("11111111-1111-4111-8111-111111111100");
  setting.set_correlation_id("22222222-2222-4222-8222-222222222222");
  return setting;
}

std::shared_ptr<const jwt::SigningKey> TestKey() {
  static const auto* const key =
      new std::shared_ptr<const jwt::SigningKey>(jwt::SigningKey::Generate(TestNow()));
  return *key;
}

http::Request Get(absl::string_view target) {
  http::Request request;
  request.method = "GET";
  request.target = std::string(target);
  const std::size_t question = target.find('?');
  request.path = std::string(target.substr(0, question));
  if (question != absl::string_view::npos) request.query = std::string(target.substr(question + 1));
  request.host = "login.microsoftonline.com";
  request.headers.Set("Host", request.host);
  request.tls = true;
  return request;
}

http::Request Post(absl::string_view path, absl::string_view form) {
  http::Request request = Get(path);
  request.method = "POST";
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  request.body = std::string(form);
  return request;
}

std::string GoodForm() {
  return absl::StrCat("client_id=", kClient, "&client_secret=", kSecret,
                      "&grant_type=client_credentials&scope=https%3A%2F%2Fvault.azure.net%2F"
                      ".default+openid+offline_access+profile");
}

nlohmann::ordered_json ParseBody(const http::Response& response) {
  auto body = nlohmann::ordered_json::parse(response.body, nullptr, false);
  EXPECT_FALSE(body.is_discarded()) << response.body;
  return body;
}

}  // namespace mock::entra
