#include "mock_server/arming/materialise.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/certificate.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/testing/testing.h"

namespace azmock {
namespace {

namespace http = mock::http;
namespace jwt = mock::jwt;
namespace scenario = mock::scenario;
using mock::Random;
using mock::VirtualClock;
using mock::entra::Entra;
using mock::entra::EntraOptions;
using mock::entra::Post;
using mock::entra::TestCertificatePem;
using mock::entra::TestKey;
using mock::entra::TestKeyPem;
using mock::entra::TestNow;
using ::testing::StartsWith;

class MaterialiseTest : public ::testing::Test {
 protected:
  MaterialiseTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {}

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  absl::Status Materialise(const std::string& text) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &scenario_)) << text;
    return azmock::Materialise(entra_, directory_, Read, &scenario_);
  }

  static absl::StatusOr<std::string> Read(const std::string& name) {
    if (name == "test.pem") return TestCertificatePem() + TestKeyPem();
    return absl::NotFoundError(absl::StrCat(name, " does not exist"));
  }

  VirtualClock clock_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
  mock::imds::HostList hosts_{&clock_};
  mock::imds::DeveloperTools tools_{{&clock_, nullptr, nullptr}};
  WholeDirectory directory_{&entra_.directory(), &hosts_, &tools_};
  scenario::Scenario scenario_;
};

TEST_F(MaterialiseTest, ReadsCertificatesOfTheDirectoryAndTheClient) {
  const absl::Status status = Materialise(R"pb(
    directory {
      tenants {
        id: "t.example"
        applications { app_id: "a" certificates: "test.pem" trusted_roots: "test.pem" }
      }
    }
    client { client_certificate { certificate { file: "test.pem" password: "p" } } })pb");
  ASSERT_TRUE(status.ok()) << status;
  const auto tenant = entra_.directory().FindTenant("t.example");
  EXPECT_EQ(tenant->FindApplication("a")->certificates.size(), 1u);
  EXPECT_EQ(tenant->FindApplication("a")->trusted_roots.size(), 1u);
  const auto& certificate = scenario_.client().client_certificate().certificate();
  EXPECT_EQ(certificate.data(), TestCertificatePem() + TestKeyPem());
  EXPECT_EQ(certificate.file(), "");
  EXPECT_EQ(certificate.password(), "p");
}

TEST_F(MaterialiseTest, SignsWithAnApplicationsOwnCertificate) {
  const absl::Status status = Materialise(R"pb(
    client {
      client_assertion {
        assertion {
          by_certificate { file: "test.pem" issuer: "app" audience: "aud" expires: "1m" }
        }
      }
    })pb");
  ASSERT_TRUE(status.ok()) << status;
  const auto token = jwt::ParseJwt(scenario_.client().client_assertion().assertion().text());
  ASSERT_TRUE(token.ok()) << token.status();
  const auto certificate = jwt::Certificate::FromPem(TestCertificatePem());
  EXPECT_EQ(token->HeaderString("x5t"), jwt::Base64UrlEncode(certificate->sha1()));
  EXPECT_TRUE(certificate->public_key().Verifies(jwt::Algorithm::kRs256, token->signing_input,
                                                 token->signature));
  EXPECT_EQ(token->claims["iss"], "app");
  EXPECT_EQ(token->claims["sub"], "app");
  EXPECT_EQ(token->claims["aud"], "aud");
  EXPECT_EQ(token->claims["exp"].get<std::int64_t>() - token->claims["nbf"].get<std::int64_t>(),
            60);
}

TEST_F(MaterialiseTest, SignsWithACertificateThatIsWrittenOut) {
  scenario_.mutable_client()
      ->mutable_client_assertion()
      ->mutable_assertion()
      ->mutable_by_certificate()
      ->set_pem(TestCertificatePem() + TestKeyPem());
  const absl::Status status = azmock::Materialise(entra_, directory_, Read, &scenario_);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_NE(scenario_.client().client_assertion().assertion().text(), "");
}

TEST_F(MaterialiseTest, SaysWhichCertificateItCannotSignWith) {
  const absl::Status status = Materialise(R"pb(
    client {
      client_assertion {
        assertion { by_certificate { file: "no.pem" issuer: "app" audience: "aud" } }
      }
    })pb");
  EXPECT_EQ(status.message(),
            "client.client_assertion.assertion.by_certificate.file: no.pem does not exist");
}

TEST_F(MaterialiseTest, MintsTheAssertionsOfClientAndFiles) {
  const absl::Status status = Materialise(R"pb(
    directory { issuers { url: "https://issuer.example" } }
    client {
      client_assertion { assertion { minted { issuer: "https://issuer.example" subject: "one" } } }
      files {
        path: "/token"
        assertion { minted { issuer: "https://issuer.example" subject: "two" } }
      }
      files {
        path: "/plain"
        assertion { text: "as it is" }
      }
      calls {
        write_file {
          path: "/token"
          assertion { minted { issuer: "https://issuer.example" subject: "three" } }
        }
      }
    })pb");
  ASSERT_TRUE(status.ok()) << status;
  const auto subject = [this](const scenario::Assertion& assertion) {
    const auto jwt =
        entra_.directory().issuers().Verify("https://issuer.example", assertion.text(), TestNow());
    EXPECT_TRUE(jwt.ok()) << jwt.status();
    return jwt.ok() ? jwt->claims["sub"].get<std::string>() : "";
  };
  const scenario::Client& client = scenario_.client();
  EXPECT_EQ(subject(client.client_assertion().assertion()), "one");
  EXPECT_EQ(subject(client.files(0).assertion()), "two");
  EXPECT_EQ(client.files(1).assertion().text(), "as it is");
  EXPECT_EQ(subject(client.calls(0).write_file().assertion()), "three");
}

TEST_F(MaterialiseTest, MintsUserTokensThatTheTokenEndpointTakes) {
  const absl::Status status = Materialise(R"pb(
    directory {
      tenants {
        id: "t.example"
        applications {
          app_id: "api"
          secrets { value: "s" }
        }
      }
    }
    client {
      on_behalf_of {
        user_assertion { user_token { tenant_id: "t.example" audience: "api" } }
        certificate { file: "test.pem" }
      }
    })pb");
  ASSERT_TRUE(status.ok()) << status;
  const auto& credential = scenario_.client().on_behalf_of();
  EXPECT_THAT(credential.certificate().data(), StartsWith(TestCertificatePem()));
  const http::Request request =
      Post("/t.example/oauth2/v2.0/token",
           absl::StrCat("client_id=api&client_secret=s&requested_token_use=on_behalf_of&grant_type="
                        "urn:ietf:params:oauth:grant-type:jwt-bearer&scope=https://vault.azure.net/"
                        ".default&assertion=",
                        credential.user_assertion().text()));
  EXPECT_EQ(entra_.Handle(request, scenario::Setting()).response.status, 200);
}

TEST_F(MaterialiseTest, NamesTheFieldThatIsWrong) {
  const auto fault = [this](const std::string& text) {
    return std::string(Materialise(text).message());
  };
  EXPECT_EQ(fault(R"pb(directory {
                         tenants {
                           id: "t.example"
                           applications { app_id: "a" certificates: "no.pem" }
                         }
                       })pb"),
            "directory.tenants[0].applications[0].certificates[0]: no.pem does not exist");
  EXPECT_EQ(fault(R"pb(directory { organizations { name: "o" } })pb"),
            "directory.organizations[0].id: is required");
  EXPECT_EQ(fault(R"pb(client { client_certificate { certificate { file: "no.pfx" } } })pb"),
            "client.client_certificate.certificate.file: no.pfx does not exist");
  EXPECT_EQ(fault(R"pb(client {
                         files {
                           path: "/f"
                           assertion { minted { issuer: "https://no.example" subject: "s" } }
                         }
                       })pb"),
            "client.files[0].assertion: the directory has no issuer https://no.example");
  EXPECT_THAT(
      fault(R"pb(client {
                   on_behalf_of { user_assertion { user_token { tenant_id: "no" audience: "a" } } }
                 })pb"),
      StartsWith("client.on_behalf_of.user_assertion: the directory has no tenant no"));
}

TEST_F(MaterialiseTest, DoingItTwiceChangesNothingMore) {
  ASSERT_TRUE(Materialise(R"pb(
                directory {
                  tenants {
                    id: "t.example"
                    applications { app_id: "a" certificates: "test.pem" }
                  }
                  issuers { url: "https://issuer.example" }
                }
                client {
                  client_assertion {
                    assertion { minted { issuer: "https://issuer.example" subject: "s" } }
                  }
                })pb")
                  .ok());
  const std::string once = scenario_.SerializeAsString();
  ASSERT_TRUE(azmock::Materialise(entra_, directory_, Read, &scenario_).ok());
  EXPECT_EQ(scenario_.SerializeAsString(), once);
  EXPECT_TRUE(entra_.directory()
                  .issuers()
                  .Verify("https://issuer.example",
                          scenario_.client().client_assertion().assertion().text(), TestNow())
                  .ok());
}

}  // namespace
}  // namespace azmock
