#include "identity/internal/entra/openid_configuration.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/entra_test_bodies.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::SizeIs;

std::string Document(absl::string_view issuer,
                     absl::string_view token_endpoint = "https://h/{tenant}/token") {
  return absl::StrCat(R"({"authorization_endpoint":"https://h/{tenant}/a","token_endpoint":")",
                      token_endpoint, R"(","issuer":")", issuer, R"("})");
}

class OpenIdConfigurationTest : public ::testing::Test {
 protected:
  absl::StatusOr<Endpoints> Resolve(const std::string& host, const std::string& tenant) {
    return configurations_.Resolve(Context::Background(), MakeAuthority(host, tenant).value());
  }
  absl::StatusOr<Endpoints> Resolve() { return Resolve("https://login.microsoftonline.com/", "t"); }
  std::string Url(std::size_t index) const { return transport_->requests().at(index).url; }

  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  const EntraHttp http_{"ClientSecretCredential", transport_, std::make_shared<FakeClock>(),
                        std::make_shared<FakeRandom>()};
  InstanceDiscovery discovery_{&http_, /*enabled=*/true};
  OpenIdConfigurations configurations_{&http_, &discovery_};
};

TEST_F(OpenIdConfigurationTest, AsksATrustedAuthorityWithATrailingQuestionMark) {
  transport_->Expect(Respond(200, OpenIdConfigurationBody()));
  const auto endpoints = Resolve("https://login.microsoftonline.com/", "Contoso.COM");
  ASSERT_THAT(endpoints, IsOk());
  EXPECT_EQ(endpoints->token_endpoint, "https://login.microsoftonline.com/t/oauth2/v2.0/token");
  EXPECT_EQ(Url(0),
            "https://login.microsoftonline.com/Contoso.COM/v2.0/.well-known/openid-configuration?");
}

TEST_F(OpenIdConfigurationTest, AsksOnceForEachTenant) {
  transport_->Expect(Respond(200, OpenIdConfigurationBody()));
  transport_->Expect(Respond(200, OpenIdConfigurationBody()));
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(Resolve("https://login.microsoftonline.com/", "a"), IsOk());
    EXPECT_THAT(Resolve("https://login.microsoftonline.com/", "b"), IsOk());
  }
  EXPECT_THAT(transport_->requests(), SizeIs(2));
}

TEST_F(OpenIdConfigurationTest, DoesNotKeepAFailure) {
  transport_->Expect(Respond(200, "{}"));
  EXPECT_THAT(Resolve(), StatusIs(absl::StatusCode::kUnavailable));
  transport_->Expect(Respond(200, OpenIdConfigurationBody()));
  EXPECT_THAT(Resolve(), IsOk());
}

TEST_F(OpenIdConfigurationTest, FillsInTheTenant) {
  transport_->Expect(Respond(200, Document("https://login.microsoftonline.com/t")));
  EXPECT_EQ(Resolve("https://login.microsoftonline.com/", "Tenant")->token_endpoint,
            "https://h/tenant/token");
}

TEST_F(OpenIdConfigurationTest, EachKindOfAuthorityHasItsOwnPlace) {
  transport_->Expect(Respond(200, Document("https://adfs.example/adfs")));
  EXPECT_THAT(Resolve("https://adfs.example/", "adfs"), IsOk());
  EXPECT_EQ(Url(0), "https://adfs.example/adfs/.well-known/openid-configuration?");

  transport_->Expect(Respond(200, Document("https://dsts.example/x")));
  EXPECT_THAT(Resolve("https://dsts.example/dstsv2", "7a433bfc-2514-4697-b467-e0933190487f"),
              IsOk());
  EXPECT_EQ(Url(1),
            "https://dsts.example/dstsv2/7a433bfc-2514-4697-b467-e0933190487f/v2.0/.well-known/"
            "openid-configuration?");
}

TEST_F(OpenIdConfigurationTest, AsksThePublicCloudWhereAnUntrustedAuthoritysIs) {
  transport_->Expect(
      Respond(200, R"({"tenant_discovery_endpoint":"https://private.example/config"})"),
      UrlContains("/common/discovery/instance"));
  transport_->Expect(Respond(200, Document("https://private.example/t")));
  EXPECT_THAT(Resolve("https://private.example/", "t"), IsOk());
  EXPECT_EQ(Url(1), "https://private.example/config?");
}

TEST_F(OpenIdConfigurationTest, AsksAnUntrustedAuthorityItselfWithoutDiscovery) {
  InstanceDiscovery disabled(&http_, /*enabled=*/false);
  OpenIdConfigurations configurations(&http_, &disabled);
  transport_->Expect(Respond(200, Document("https://private.example:8443/t")));
  EXPECT_THAT(configurations.Resolve(Context::Background(),
                                     MakeAuthority("https://private.example:8443", "t").value()),
              IsOk());
  EXPECT_EQ(Url(0), "https://private.example:8443/t/v2.0/.well-known/openid-configuration?");
}

TEST_F(OpenIdConfigurationTest, AnUntrustedAuthorityNeedsTheAnswer) {
  transport_->Expect(Respond(200, "{}"));
  EXPECT_THAT(Resolve("https://private.example/", "t"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "unable to resolve an endpoint: server response error:\n no Host in request "
                       "URL"));
  transport_->Expect(Respond(500, "oops"));
  EXPECT_THAT(Resolve("https://private.example/", "t"), StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(OpenIdConfigurationTest, SaysWhatTheDocumentLacks) {
  static constexpr struct {
    const char* body;
    const char* error;
  } kCases[] = {
      {"",
       "ResolveEndpoints(): TenantDiscoveryResponse: authorize endpoint was not found in the "
       "openid configuration"},
      {"{}",
       "ResolveEndpoints(): TenantDiscoveryResponse: authorize endpoint was not found in the "
       "openid configuration"},
      {R"({"authorization_endpoint":"x"})",
       "ResolveEndpoints(): TenantDiscoveryResponse: token endpoint was not found in the openid "
       "configuration"},
      {R"({"authorization_endpoint":"x","token_endpoint":"y"})",
       "ResolveEndpoints(): TenantDiscoveryResponse: issuer was not found in the openid "
       "configuration"},
      {"<html>",
       "json decode error: invalid character '<' looking for beginning of value\njson message "
       "bytes were: <html>"},
      {R"({"authorization_endpoint":5})",
       "json decode error: json: cannot unmarshal number into Go value of type string\njson "
       "message bytes were: {\"authorization_endpoint\":5}"},
  };
  for (const auto& c : kCases) {
    transport_->Expect(Respond(200, c.body));
    EXPECT_THAT(Resolve(), StatusIs(absl::StatusCode::kUnavailable,
                                    absl::StrCat("unable to resolve an endpoint: ", c.error)));
  }
}

TEST_F(OpenIdConfigurationTest, AcceptsIssuersThatBelongToTheAuthority) {
  for (const char* issuer :
       {"https://login.microsoftonline.com/other", "https://sts.windows.net/{tenantid}/",
        "https://login.microsoftonline.us/t", "https://microsoftonline.com/t"}) {
    OpenIdConfigurations configurations(&http_, &discovery_);
    transport_->Expect(Respond(200, Document(issuer)));
    EXPECT_THAT(
        configurations.Resolve(Context::Background(),
                               MakeAuthority("https://login.microsoftonline.com", "t").value()),
        IsOk())
        << issuer;
  }
}

TEST_F(OpenIdConfigurationTest, AcceptsAnIssuerThatInstanceDiscoveryVouchesFor) {
  transport_->Expect(Respond(
      200, R"({"tenant_discovery_endpoint":"https://private.example/c","metadata":[{"aliases":)"
           R"(["private.example","sts.private.example"]}]})"));
  discovery_.Resolve(Context::Background(), MakeAuthority("https://private.example", "t").value());
  transport_->Expect(Respond(200, R"({"tenant_discovery_endpoint":"https://private.example/c"})"));
  transport_->Expect(Respond(200, Document("https://sts.private.example/t")));
  EXPECT_THAT(Resolve("https://private.example", "t"), IsOk());
}

TEST_F(OpenIdConfigurationTest, RefusesAForeignIssuerEveryTime) {
  for (int i = 0; i < 2; ++i) {
    transport_->Expect(Respond(200, Document("https://evil.example/t")));
    EXPECT_THAT(
        Resolve(),
        StatusIs(absl::StatusCode::kUnavailable,
                 "unable to resolve an endpoint: ResolveEndpoints(): TenantDiscoveryResponse: "
                 "issuer 'https://evil.example/t' does not match authority "
                 "'https://login.microsoftonline.com/t/' or any trusted/alias rule"));
  }
}

TEST_F(OpenIdConfigurationTest, RefusesATopLevelDomainForAnIssuer) {
  InstanceDiscovery disabled(&http_, /*enabled=*/false);
  for (const char* issuer :
       {"https://example/t", "https://test.example/t", "https://ivate.example/t"}) {
    OpenIdConfigurations configurations(&http_, &disabled);
    transport_->Expect(Respond(200, Document(issuer)));
    EXPECT_THAT(configurations.Resolve(Context::Background(),
                                       MakeAuthority("https://private.example", "t").value()),
                StatusIs(absl::StatusCode::kUnavailable, ::testing::HasSubstr("does not match")))
        << issuer;
  }
}

TEST_F(OpenIdConfigurationTest, RefusesAnIssuerThatIsNoUrl) {
  transport_->Expect(Respond(200, Document(":bad")));
  EXPECT_THAT(
      Resolve(),
      StatusIs(absl::StatusCode::kUnavailable,
               "unable to resolve an endpoint: ResolveEndpoints(): TenantDiscoveryResponse: failed "
               "to parse issuer URL: parse \":bad\": missing protocol scheme"));
}

TEST_F(OpenIdConfigurationTest, RefusesATokenEndpointInTheClear) {
  transport_->Expect(
      Respond(200, Document("https://login.microsoftonline.com/t", "HTTP://h/token")));
  EXPECT_THAT(
      Resolve(),
      StatusIs(absl::StatusCode::kUnavailable,
               "unable to resolve an endpoint: ResolveEndpoints(): TenantDiscoveryResponse: token "
               "endpoint 'HTTP://h/token' doesn't use https, so the request would expose the "
               "client's credential"));
}

TEST_F(OpenIdConfigurationTest, ABoundedNumberOfTenantsIsKept) {
  transport_->Always(Respond(200, OpenIdConfigurationBody()));
  for (int i = 0; i < 2200; ++i) {
    EXPECT_THAT(Resolve("https://login.microsoftonline.com/", absl::StrCat("t", i % 1100)), IsOk());
  }
  EXPECT_GE(transport_->requests().size(), 1200u);
}

}  // namespace
}  // namespace azure::identity::internal
