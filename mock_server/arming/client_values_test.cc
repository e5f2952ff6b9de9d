#include "mock_server/arming/client_values.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace azmock {
namespace {

TEST(ClientValuesTest, FillsInWhatTheEnvironmentAndTheFilesName) {
  mock::scenario::Client client;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(environment { key: "CA" value: "{{ca_pem}}" }
           environment { key: "PROXY" value: "{{token_proxy}}/path?x=1" }
           environment { key: "THUMB" value: "{{thumbprint}}" }
           environment { key: "PLAIN" value: "as {{it}} is" }
           files {
             path: "/ca"
             assertion { text: "is {{ca_pem}}" }
           }
           calls {
             write_file {
               path: "/ca"
               assertion { text: "{{ca_pem}}" }
             }
           })pb",
      &client));
  const ClientValues values{"PEM", "ABC",
                            [](absl::string_view path) -> absl::StatusOr<std::string> {
                              return absl::StrCat("https://proxy", path == "/path" ? ":1" : "?");
                            }};
  ASSERT_TRUE(FillIn(values, &client).ok());
  EXPECT_EQ(client.environment().at("CA"), "PEM");
  EXPECT_EQ(client.environment().at("PROXY"), "https://proxy:1/path?x=1");
  EXPECT_EQ(client.environment().at("THUMB"), "ABC");
  EXPECT_EQ(client.environment().at("PLAIN"), "as {{it}} is");
  EXPECT_EQ(client.files(0).assertion().text(), "is PEM");
  EXPECT_EQ(client.calls(0).write_file().assertion().text(), "PEM");
}

TEST(ClientValuesTest, AProxyThatCannotStartIsToldOf) {
  mock::scenario::Client client;
  (*client.mutable_environment())["PROXY"] = "{{token_proxy}}";
  const ClientValues values{"", "", [](absl::string_view) -> absl::StatusOr<std::string> {
                              return absl::UnavailableError("no port");
                            }};
  EXPECT_EQ(FillIn(values, &client).message(), "no port");
}

}  // namespace
}  // namespace azmock
